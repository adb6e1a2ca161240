"""Text of our own for the tests: sentences of made-up words, different for each seed, the same on every run."""

import random

SYLLABLES = "ba be bo da de do fa fe fo ga ge go ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to".split()


def words(seed: int, count: int) -> list[str]:
    """`count` words that no other seed shares in the same order."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count)]


def paragraph(seed: int, count: int = 45) -> str:
    """One paragraph of sentences of up to fifteen words."""
    found = words(seed, count)
    sentences = [found[i : i + 15] for i in range(0, count, 15)]
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def story(seed: int, paragraphs: int = 8) -> str:
    """A story of paragraphs."""
    return "\n\n".join(paragraph(seed * 1000 + number) for number in range(paragraphs))
