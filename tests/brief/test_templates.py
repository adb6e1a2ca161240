from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.brief.forms import TITLES
from onrecord.brief.html import from_html, to_html
from onrecord.brief.markdown import from_markdown, to_markdown
from onrecord.brief.model import Briefing, BriefingError, Group, Receipt, Section, Sentence, Slot, Source
from onrecord.brief.sections import KINDS
from onrecord.brief.templates import TEMPLATES, bare, covered, day_words, plain, published_words, slot_day
from onrecord.config import SECTIONS
from onrecord.record import Span


def source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "article": "article-1", "capture": "sha256:" + "0" * 64, "ordinal": 0, "reader": "plain/1", "text_digest": "sha256:x",
        "blocks": ((0, 100, "bytes:0-100"),), "title": "Talks", "opening": "Talks went on", "outlet": "The Herald",
        "address": "week/a.txt", "published": "2026-03-03", "until": None, "precision": "day", "evidence": "text",
    }  # fmt: skip
    return Source(**(fields | changes))  # type: ignore[arg-type]


def briefing(sentence: Sentence, *words: str, **changes: object) -> Briefing:
    receipts = tuple(
        Receipt(n, "article-1", (Span(n, n + len(w)),), (w,), "content") for n, w in enumerate(words, start=1)
    )
    section = Section("said", (Group(None, (sentence,)),))
    return Briefing("Week", "2026-03-09T00:00:00Z", "onrecord", (section,), receipts, (source(**changes),), (), (), ())


def sentence(template: str, **slots: Slot) -> Sentence:
    return Sentence("sentence-1", template, tuple(sorted(slots.items())), None, ())


QUOTED = {
    "speaker": Slot("words", receipt=1), "cue": Slot("words", receipt=2), "content": Slot("quote", receipt=3),
    "outlet": Slot("outlet", article="article-1"), "made": Slot("published", article="article-1"),
}  # fmt: skip


def test_a_quotation_is_set_with_its_speaker() -> None:
    found = sentence("quoted", **QUOTED)
    assert plain(found, briefing(found, "Lena Marsh", "told\nreporters", "“Not one soldier,”")) == (
        "Lena Marsh told reporters: “Not one soldier”. (The Herald, 3 March 2026)"
    )


def test_a_title_that_the_page_prints_before_the_name_stays_there() -> None:
    found = sentence("quoted", **QUOTED, rank=Slot("words", receipt=4))
    assert plain(found, briefing(found, "Lena Marsh", "said", "“Not one soldier.”", "Defense Minister")).startswith(
        "Defense Minister Lena Marsh said: "
    )


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("“We shall see.", "“We shall see.”"),
        ("And then we shall.”", "“And then we shall.”"),
        ("“Yes,” he said.", "“Yes,” he said."),
        ('"We shall see.', '"We shall see."'),
    ],
)
def test_a_sentence_out_of_a_longer_quotation_has_both_its_marks(words: str, printed: str) -> None:
    slots = {"sentence": Slot("words", receipt=1), "outlet": QUOTED["outlet"], "published": QUOTED["made"]}
    found = sentence("event", **slots)
    assert plain(found, briefing(found, words)) == f"{printed} (The Herald, 3 March 2026)"


@pytest.mark.parametrize(("second", "printed"), [(21, "“One. Two.”"), (40, "“One. … Two.”")])
def test_nothing_is_left_out_between_two_paragraphs(second: int, printed: str) -> None:
    """“…” stands only where words of the page are missing between the parts of a quotation."""
    found = sentence(
        "quoted bare", **{n: s for n, s in QUOTED.items() if n != "cue"} | {"content": Slot("quote", receipt=2)}
    )
    spans = (Span(10, 19), Span(second, second + 9))
    made = briefing(found, "Lena Marsh", blocks=((0, 19, "a"), (21, 90, "b")))
    receipt = Receipt(2, "article-1", spans, ("“One.", "“Two.”"), "content")
    assert f": {printed} (" in plain(found, replace(made, receipts=(*made.receipts, receipt)))


@pytest.mark.parametrize("speaker", ["Readers", "Two senior officials", "One of the pilots"])
def test_a_speaker_without_a_name_reads_well_as_one_and_as_many(speaker: str) -> None:
    slots = {**QUOTED, "content": Slot("quote", receipt=2)}
    del slots["cue"]
    found = sentence("quoted unnamed", **slots)
    assert plain(found, briefing(found, speaker, "Nobody told us.")) == (
        f"{speaker} (not named): “Nobody told us.” (The Herald, 3 March 2026)"
    )


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", sorted(name for name in TEMPLATES if name.startswith(("coverage", "left out"))))
def test_no_verb_of_coverage_hangs_on_a_count(name: str, count: int) -> None:
    """The number stands where one and many read alike: no "1 article give", no "1 captures are"."""
    ids = tuple(f"x{n}" for n in range(count))
    kinds = {
        "articles": Slot("articles", ids=ids),
        "captures": Slot("number", ids=ids),
        "number": Slot("number", ids=ids),
    }
    named = re.findall(r"\{(\w+)\}", TEMPLATES[name])
    found = sentence(name, **{slot: kinds.get(slot, Slot("listed", value="0.5")) for slot in named})
    words = plain(found, briefing(found))
    assert not re.search(
        r"\d(?: \w+)? (?:is|are|was|were|give|gives|has|have|scored|captures|inputs|statements)\b", words
    )


def test_counts_are_those_of_the_lists() -> None:
    found = sentence(
        "quoted",
        **QUOTED,
        origins=Slot("articles", value="origin", ids=("a",)),
        articles=Slot("articles", ids=("a", "b", "b")),
    )
    assert plain(found, briefing(found, "Orr", "said", "Yes, we will.")).endswith(
        "(The Herald, 3 March 2026; 1 origin, 2 articles)"
    )


@pytest.mark.parametrize(
    ("template", "slots", "message"),
    [
        ("admitted", {}, "no template"),
        ("quoted", {}, "lacks its slot"),
        ("speaker", {"speaker": Slot("words", receipt=1), "verdict": Slot("label", value="Denied")}, "has no slot"),
        ("speaker", {"speaker": Slot("label", value="a liar")}, "is no label"),
        ("speaker", {"speaker": Slot("words", receipt=9)}, "no receipt 9"),
        ("speaker", {"speaker": Slot("words")}, "lacks its value"),
        ("speaker", {"speaker": Slot("title", article="article-9")}, "no source"),
        ("speaker", {"speaker": Slot("day", value="2026-02-30")}, "is no day"),
        ("speaker", {"speaker": Slot("articles", value="liar", ids=("a",))}, "not counted"),
        ("speaker", {"speaker": Slot("verdict", article="article-1")}, "no kind of slot"),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_refused(template: str, slots: dict[str, Slot], message: str) -> None:
    found = sentence(template, **slots)
    with pytest.raises(BriefingError, match=message):
        plain(found, briefing(found, "words"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“Go home,”", "Go home,"),
        ('"Go home."', "Go home."),
        ("«Домой»", "Домой"),
        ("“Yes,” he said, “no.”", "“Yes,” he said, “no.”"),
        ("“He called it ‘odd’ today.”", "He called it ‘odd’ today."),
        ("“no closing mark", "no closing mark"),
        ("‘The mission’s cars and its cooks.", "The mission’s cars and its cooks."),
        ("‘It’s the first text.’", "It’s the first text."),
        ("the strip's guns", "the strip's guns"),
        ("two\n lines", "two lines"),
        ("", ""),
    ],
)
def test_outer_marks_are_taken_off(words: str, expected: str) -> None:
    assert bare(words) == expected


@given(st.text(alphabet="ab “”\"'‘’«»\n", max_size=20))
def test_taking_off_marks_keeps_every_letter(words: str) -> None:
    assert re.sub(r"[^ab]", "", bare(words)) == re.sub(r"[^ab]", "", words)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-03-20", "20 March 2023"),
        ("2023-03-13/2023-03-20", "13 to 20 March 2023"),
        ("2023-03-30/2023-04-02", "30 March to 2 April 2023"),
        ("2022-12-30/2023-01-02", "30 December 2022 to 2 January 2023"),
        ("2023-03", "March 2023"),
        ("2023", "2023"),
    ],
)
def test_days_as_words(value: str, expected: str) -> None:
    assert day_words(value) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "3 March 2026"),
        ({"published": None}, "no date"),
        ({"published": "2026-03-03T09:15:00Z", "precision": "minute"}, "3 March 2026"),
        ({"precision": "month"}, "March 2026"),
        ({"precision": "range", "until": "2026-03-09", "evidence": "inferred"}, "about 3 to 9 March 2026"),
        ({"precision": "range", "evidence": "inferred"}, "about 3 March 2026 or soon after"),
    ],
)
def test_a_guessed_date_is_called_one(changes: dict[str, object], expected: str) -> None:
    assert published_words(source(**changes)) == expected


def test_a_resolved_date_is_cut_to_its_precision() -> None:
    assert slot_day("2026-12-01", None, "month") == "2026-12"
    assert slot_day("2026-03-09", "2026-03-15", "range") == "2026-03-09/2026-03-15"


def test_covered_counts_each_character_once() -> None:
    assert covered((Span(0, 10), Span(5, 12), Span(20, 21))) == 13


def test_every_kind_of_section_has_a_title_and_a_place_in_the_settings() -> None:
    assert set(KINDS) == set(TITLES) - {"drafted"} == set(SECTIONS)


def test_no_template_passes_a_judgement() -> None:
    for template in TEMPLATES.values():
        assert not re.search(r"\b(lie[sd]?|liar|false|true|claims to|admits?|propaganda|unfortunately)\b", template)


HOSTILE = "<script>alert(1)</script> --> ]]> & \" ' `x` [a](javascript:x) {{ 7*7 }} \u202e </script>"


@given(words=st.one_of(st.just(HOSTILE), st.text(min_size=1, max_size=60)))
def test_hostile_words_stay_words(words: str) -> None:
    found = sentence("speaker", speaker=Slot("words", receipt=1))
    made = briefing(found, words, title=words, outlet=words)
    html, markdown = to_html(made), to_markdown(made)
    assert html.count("<script") == 1
    assert "<script>alert" not in markdown
    assert from_html(html) == made
    assert from_markdown(markdown) == made
