"""Quotations that travel, quotation and paraphrase, shared wording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.origins.paraphrases import Rendered, rendered
from onrecord.origins.quotations import Travelled, travelled
from onrecord.origins.rows import Rows
from onrecord.origins.same_text import joins
from onrecord.origins.wording import Wording, shared_wording
from onrecord.origins.words import words_of_articles
from onrecord.record import Article, Mention, Statement
from origins.made import article, record, said, shared, spans

FULL = "“The orchard is not for sale, and neither is the colour of its apples,”"
ONE = article(f"{FULL} Lena Marsh told growers.", outlet="Wire", published="2026-03-02T08:00:00Z")
TWO = article(
    "Lena Marsh was brief. \"The orchard is not for sale, and neither is the color of its apples,\" she said.",
    outlet="Vell Post", published="2026-03-02T19:00:00Z",
)  # fmt: skip
SHORT = article(
    "“The orchard is not for sale,” Lena Marsh repeated on Friday.", outlet="Tarn Herald", published="2026-03-06"
)
TOLD = article(
    "Lena Marsh said that neither the orchard nor the colour of its apples was for sale. Growers cheered.",
    outlet="Tarn Herald", published="2026-03-03",
)  # fmt: skip


def groups(rows: Rows) -> tuple[Travelled, ...]:
    return travelled(rows, joins(rows), words_of_articles(rows.articles.values()))


def pairs(rows: Rows) -> tuple[Rendered, ...]:
    return rendered(rows, joins(rows), words_of_articles(rows.articles.values()))


def wordings(rows: Rows, **of: str) -> tuple[Wording, ...]:
    return shared_wording(rows, joins(rows), words_of_articles(rows.articles.values()), groups=of)


def quoted() -> Rows:
    return record(
        ONE, TWO, SHORT,
        statements=(
            said(ONE, "Lena Marsh", FULL),
            said(TWO, "Lena Marsh", '"The orchard is not for sale, and neither is the color of its apples,"'),
            said(SHORT, "Lena Marsh", "“The orchard is not for sale,”"),
        ),
    )  # fmt: skip


def test_one_quotation_in_three_reports_with_its_variants() -> None:
    (found,) = groups(quoted())
    assert (len(found.origins), found.articles, found.agreed) == (3, 3, True)
    kinds = {v.page.outlet: v.kind for origin in found.origins for v in origin}
    assert kinds["Tarn Herald"] == "shortened"
    assert sorted((kinds["Wire"], kinds["Vell Post"])) == ["other marks", "same words"]
    assert found.first.article == ONE.id


def test_the_groups_do_not_depend_on_the_order_of_the_rows() -> None:
    rows = quoted()
    turned = replace(
        rows, statements=tuple(reversed(rows.statements)), articles=dict(reversed(list(rows.articles.items())))
    )
    assert groups(turned) == groups(rows)


def test_what_a_shortened_quotation_lacks_is_told() -> None:
    (found,) = groups(quoted())
    short = next(v for origin in found.origins for v in origin if v.page.article == SHORT.id)
    assert len(short.missing) == 1
    assert short.missing[0].startswith("and neither is the colo")
    assert short.other == ()


def test_a_slogan_that_comes_back_after_months_is_not_the_same_utterance() -> None:
    later = article(SHORT.text, outlet="Tarn Herald", published="2026-07-06")
    brief = "“The orchard is not for sale,”"
    rows = record(ONE, later, statements=(said(ONE, "Lena Marsh", FULL), said(later, "Lena Marsh", brief)))
    assert groups(rows) == ()


def test_copies_alone_do_not_travel() -> None:
    copy = article(ONE.text + " From Wire.", outlet="Tarn Herald")
    rows = record(
        ONE,
        copy,
        statements=(said(ONE, "Lena Marsh", FULL), said(copy, "Lena Marsh", FULL)),
        reuses=(shared(ONE, copy, ONE.text),),
    )
    assert groups(rows) == ()


def test_a_long_quotation_with_two_speakers_is_shown_as_not_agreed() -> None:
    other = article(f"{FULL} Pavel Orr told growers.", outlet="Vell Post")
    (found,) = groups(record(ONE, other, statements=(said(ONE, "Lena Marsh", FULL), said(other, "Pavel Orr", FULL))))
    assert not found.agreed
    assert {v.speaker for origin in found.origins for v in origin} == {"Lena Marsh", "Pavel Orr"}


def test_a_surname_alone_is_not_known_to_be_the_same_person() -> None:
    one = article("“Apples are patient,” Marsh said.", outlet="Wire")
    two = article("“Apples are patient,” says Marsh.", outlet="Post")
    rows = record(
        one, two, statements=(said(one, "Marsh", "“Apples are patient,”"), said(two, "Marsh", "“Apples are patient,”"))
    )
    assert groups(rows) == ()


def test_a_paraphrase_is_set_beside_the_quotation() -> None:
    rows = record(ONE, TOLD, statements=(
        said(ONE, "Lena Marsh", FULL),
        said(TOLD, "Lena Marsh", "neither the orchard nor the colour of its apples was for sale", kind="indirect"),
    ))  # fmt: skip
    (found,) = pairs(rows)
    assert (found.quotation.article, found.paraphrase.article) == (ONE.id, TOLD.id)
    assert set(found.shared) == {"orchard", "colour", "apples", "sale"}


def among_others(*articles: Article, statements: tuple[tuple[Statement, Mention], ...]) -> Rows:
    """A record of these and thirty statements of somebody else."""
    fill = [article(f"Orin Tace said word{n} and thing{n}.", outlet="Post", published="2026-03-02") for n in range(30)]
    told_else = tuple(said(a, "Orin Tace", f"word{n} and thing{n}", kind="indirect") for n, a in enumerate(fill))
    return record(*articles, *fill, statements=(*statements, *told_else))


RETOLD = [
    ("“We shall reopen the sluice by harvest,” {}.", "{} that the sluice would work again at harvest.", True),
    ("“The levy was daylight robbery,” {}.", "{} that the levy was robbery.", True),
    ("“We have not touched the vault,” {}.", "{} that nobody had touched the gold.", True),
    ("“The sluice will open by harvest,” {}.", "{} that the sluice had cost three lives.", False),
    ("“We touched the vault,” {}.", "{} that the minister had touched upon the gold of the bank.", False),
    ("“Our ferries are safe,” {}.", "{} that the harbour would be dredged next year.", False),
    ("“We did what we could,” {}.", "{} that he had done what was possible.", False),
]


@pytest.mark.parametrize(("quotation", "paraphrase", "found"), RETOLD)
def test_few_words_are_enough_where_only_the_two_have_them(quotation: str, paraphrase: str, found: bool) -> None:
    one = article(quotation.format("Lena Marsh said"), outlet="Wire", published="2026-03-02")
    other = article(paraphrase.format("Lena Marsh said"), outlet="Tarn Herald", published="2026-03-03")
    words = quotation.split(" {}", maxsplit=1)[0]
    told = paraphrase.removeprefix("{} ").removesuffix(".")
    statements = (said(one, "Lena Marsh", words), said(other, "Lena Marsh", told, kind="indirect"))
    assert bool(pairs(among_others(one, other, statements=statements))) == found


@pytest.mark.parametrize(("to", "found"), [("the Wire", True), ("the Herald", False)])
def test_one_rare_word_is_enough_where_it_was_said_to_the_outlet_with_the_quotation(to: str, found: bool) -> None:
    words, told = (
        "“I was describing a mood, and it was taken for a plan,”",
        "he had only been describing a feeling",
    )
    one = article(f"{words} Lena Marsh said.", outlet="The Wire", published="2026-03-02")
    other = article(f"Lena Marsh told {to} that {told}.", outlet="Tarn Herald", published="2026-03-05")
    paraphrase, speaker = said(other, "Lena Marsh", told, kind="indirect")
    paraphrase = replace(paraphrase, addressee=spans(other, to)[0])
    statements = said(one, "Lena Marsh", words), (paraphrase, speaker)
    assert bool(pairs(among_others(one, other, statements=statements))) == found


def test_a_rare_word_in_several_paraphrases_pairs_none() -> None:
    one = article("“The levy was daylight robbery,” Lena Marsh said.", outlet="Wire", published="2026-03-02")
    others = [
        article(f"Lena Marsh said that {told}.", outlet=outlet, published="2026-03-03")
        for outlet, told in (("Post", "the levy amounted to robbery"), ("Herald", "robbery by levy was common"))
    ]
    statements = [said(one, "Lena Marsh", "“The levy was daylight robbery,”")]
    statements += [
        said(o, "Lena Marsh", o.text.removeprefix("Lena Marsh said ").removesuffix("."), kind="indirect")
        for o in others
    ]
    assert pairs(record(one, *others, statements=tuple(statements))) == ()


def test_a_quotation_that_was_translated_back_is_a_variant() -> None:
    there = "“Without the river commission no bridge will ever stand at Tolm,”"
    back = "“At Tolm there will never be a standing bridge as long as the river commission is missing,”"
    one = article(f"{there} Lena Marsh said.", outlet="Wire", published="2026-03-02")
    other = article(f"{back} Lena Marsh said.", outlet="Tarn Herald", published="2026-03-03")
    later = article(f"{back} Lena Marsh said.", outlet="Tarn Herald", published="2026-03-23")
    (found,) = groups(record(one, other, statements=(said(one, "Lena Marsh", there), said(other, "Lena Marsh", back))))
    assert {v.kind for origin in found.origins for v in origin} == {"same words", "other words"}
    assert (
        groups(record(one, later, statements=(said(one, "Lena Marsh", there), said(later, "Lena Marsh", back)))) == ()
    )


@pytest.mark.parametrize(
    ("outlet", "published", "speaker"),
    [
        ("Wire", "2026-03-03", "Lena Marsh"),
        ("Post", "2026-03-09", "Lena Marsh"),
        ("Post", None, "Lena Marsh"),
        ("Post", "2026-03-03", "Pavel Orr"),
    ],
)
def test_another_week_speaker_or_the_same_outlet_makes_no_pair(
    outlet: str, published: str | None, speaker: str
) -> None:
    told = article(TOLD.text.replace("Lena Marsh", speaker), outlet=outlet, published=published)
    rows = record(ONE, told, statements=(
        said(ONE, "Lena Marsh", FULL),
        said(told, speaker, "neither the orchard nor the colour of its apples was for sale", kind="indirect"),
    ))  # fmt: skip
    assert pairs(rows) == ()


LINE = "sawing off the branch that the orchard sits on"


def shared_line(text: str, outlet: str) -> Rows:
    one = article(f"Critics were “{LINE},” Lena Marsh said.", outlet="Wire", published="2026-03-02")
    other = article(text, outlet=outlet, published="2026-03-06")
    return record(one, other, statements=(said(one, "Lena Marsh", f"Critics were “{LINE},”", kind="mixed"),))


def test_words_that_one_quotes_and_another_takes_for_its_own() -> None:
    (found,) = wordings(
        shared_line(f"Once more the growers are {LINE}. They should stop.", "Post"), Wire="state", Post="state"
    )
    assert found.words == LINE
    assert (len(found.origins), found.groups) == (2, ("state",))
    assert [use.quoted for origin in found.origins for use in origin] == [True, False]


@pytest.mark.parametrize("text", [f"The growers are {LINE[:22]} again.", "Nothing of it stands here."])
def test_fewer_words_are_no_shared_wording(text: str) -> None:
    assert wordings(shared_line(text, "Post")) == ()


def test_one_outlet_alone_shares_nothing() -> None:
    assert wordings(shared_line(f"Once more the growers are {LINE}.", "Wire")) == ()


def test_stock_phrases_are_no_ones_line() -> None:
    one = article("“He is one of those who was there at the time,” Lena Marsh said.", outlet="Wire")
    two = article("Nobody knows if she is one of those who was there at the time.", outlet="Post")
    assert wordings(record(one, two)) == ()


def test_an_empty_record_has_nothing_that_travels() -> None:
    rows = record()
    assert (groups(rows), pairs(rows), wordings(rows)) == ((), (), ())


def test_one_sentence_ten_thousand_times_is_bounded() -> None:
    many = article("“We will not sell the orchard to anybody at all,” Lena Marsh said. " * 10_000, outlet="Wire")
    rows = record(
        many, SHORT, statements=(said(many, "Lena Marsh", "“We will not sell the orchard to anybody at all,”"),)
    )
    assert groups(rows) == ()
    assert wordings(rows) == ()
