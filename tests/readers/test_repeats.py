"""What repeats over the pages of an outlet."""

from itertools import permutations

from onrecord.readers import read
from onrecord.readers.repeats import repeated
from onrecord.record import Article

APPEAL = "The paper lives on what its readers give, and every crown helps it to stay free."
NUMBERS = ("second", "third", "fourth", "fifth", "sixth")


def article(subject: str, *more: str, outlet: str = "post.example") -> Article:
    lines = [
        f"The council met for the {n} time on the {subject}, and nobody in the room asked what it had cost."
        for n in NUMBERS
    ]
    data = "\n\n".join([*lines[:3], *more, *lines[3:]]).encode()
    (found,) = read(data, name="page.txt", url=f"https://{outlet}/{subject}").articles
    return found


def marked(*articles: Article) -> set[str]:
    texts = {a.id: a.text for a in articles}
    return {texts[row.article][row.start : row.end] for row in repeated(articles)}


def test_a_line_of_two_different_texts_of_an_outlet_is_marked() -> None:
    assert marked(article("bridge", APPEAL), article("ferry", APPEAL)) == {APPEAL}


def test_the_same_line_of_two_outlets_is_not() -> None:
    assert marked(article("bridge", APPEAL), article("ferry", APPEAL, outlet="other.example")) == set()


def test_two_versions_of_one_text_repeat_nothing() -> None:
    assert (
        marked(article("bridge", APPEAL), article("bridge", APPEAL, "One more line was added in the evening.")) == set()
    )


def test_a_long_paragraph_between_others_is_a_reminder_and_no_notice() -> None:
    reminder = (
        f"{APPEAL[:-1]}, as it said when the old king laid the first stone of the pier and promised to come back."
    )
    assert marked(article("bridge", reminder), article("ferry", reminder)) == set()


def test_the_order_of_adding_changes_nothing() -> None:
    three = (article("bridge", APPEAL), article("ferry", APPEAL), article("toll", APPEAL))
    assert len({repeated(order) for order in permutations(three)}) == 1


def test_the_text_of_an_article_is_not_touched() -> None:
    assert APPEAL in article("bridge", APPEAL).text
