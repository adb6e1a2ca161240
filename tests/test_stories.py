"""Articles of one happening stand together; the order in which they came makes no difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Article
from onrecord.stories import stories
from origins.made import article, family, record, shared

BRIDGE = [
    article(
        "The harbour bridge at Tarn was closed after a barge rammed its middle pier during the night, engineers said.",
        title="Barge rams harbour bridge at Tarn", outlet="Herald", published="2026-03-02",
    ),
    article(
        "Engineers inspected the rammed pier of the harbour bridge while lorries queued; the barge captain was questioned.",
        title="Lorries queue as rammed bridge stays closed", outlet="Post", published="2026-03-03",
    ),
]  # fmt: skip
ORCHARD = [
    article(
        "Late frost destroyed apple blossom across the orchards of the upper valley, and growers asked for relief.",
        title="Frost destroys apple blossom", outlet="Herald", published="2026-03-02",
    ),
    article(
        "Growers counted the frozen blossom in their orchards and asked the county for frost relief on Tuesday.",
        title="Growers count frozen blossom", outlet="Post", published="2026-03-03",
    ),
]  # fmt: skip
OTHERS = [
    article(f"{topic} " * 6, title=topic, outlet="Post", published="2026-03-02")
    for topic in ("Museum reopens after repairs", "Tram drivers vote for strike", "Chess master wins title")
]


def groups(*articles: Article) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in stories(record(*articles))}


def test_two_reports_of_one_happening_are_one_story() -> None:
    found = groups(*BRIDGE, *ORCHARD, *OTHERS)
    assert frozenset(a.id for a in BRIDGE) in found
    assert frozenset(a.id for a in ORCHARD) in found
    assert len(found) == 5


def test_every_article_stands_in_one_story() -> None:
    articles = [*BRIDGE, *ORCHARD, *OTHERS]
    found = stories(record(*articles))
    assert sorted(ident for story in found for ident in story.articles) == sorted(a.id for a in articles)


def test_a_digest_does_not_tie_two_stories_into_one() -> None:
    digest = article(
        f"{BRIDGE[0].text} {ORCHARD[0].text}", title="The week in short", outlet="Digest", published="2026-03-03"
    )
    found = groups(*BRIDGE, *ORCHARD, *OTHERS, digest)
    assert not any({BRIDGE[0].id, ORCHARD[0].id} <= group for group in found)


def test_the_same_words_months_apart_are_two_stories() -> None:
    later = article(BRIDGE[1].text + " Again.", title=BRIDGE[1].title, outlet="Post", published="2026-06-03")
    assert not any({BRIDGE[0].id, later.id} <= group for group in groups(BRIDGE[0], later, *OTHERS))


def test_a_reprint_is_no_origin_of_its_own() -> None:
    first, copy = BRIDGE[0], article(BRIDGE[0].text, title="Bridge", outlet="Post", published="2026-03-01")
    pair = shared(first, copy, first.text, first=first)
    (story,) = stories(record(first, copy, reuses=(pair,), families=(family(first, copy, first=first),)))
    assert story.origins == (tuple(sorted((first.id, copy.id))),)
    assert story.leading == first.id


@given(st.permutations([*BRIDGE, *ORCHARD, *OTHERS]))
def test_the_order_of_the_articles_is_no_matter(articles: list[Article]) -> None:
    assert stories(record(*articles)) == stories(record(*BRIDGE, *ORCHARD, *OTHERS))


def test_nothing_gives_nothing() -> None:
    assert stories(record()) == ()
