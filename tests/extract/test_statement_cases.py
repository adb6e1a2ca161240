"""What must work, with the packaged tagger: each sentence of the task as a text of our own words."""

from __future__ import annotations

import time

import pytest
from statement_cases import ARTICLE, Given, marked, tagger_for, words

from onrecord.extract.mentions import find_mentions
from onrecord.extract.statements import find_statements
from onrecord.record import Span
from onrecord.resolve.knowledge import load

pytestmark = pytest.mark.model
WORLD = load()


@pytest.fixture(scope="module")
def tagger():
    from onrecord.extract.tagger import load_tagger

    return load_tagger()


def told(tagger, text, **options):
    found = find_mentions(text, article=ARTICLE, day="2026-03-05", knowledge=WORLD)
    return find_statements(text, article=ARTICLE, day="2026-03-05", tagger=tagger, mentions=found, **options)


def outer(tagger, text):
    return [row for row in told(tagger, text) if row.outer is None]


def test_three_deep(tagger):
    text = "Karvia said it hoped Vesmar would call on Halmora to withdraw its guns from the valley."
    rows = told(tagger, text)
    by_cue = {words(text, row.cue).split()[-1]: row for row in rows}
    assert by_cue["hoped"].outer == by_cue["said"].id
    assert by_cue["on"].outer == by_cue["hoped"].id
    assert words(text, by_cue["on"].source) == "Vesmar"
    assert by_cue["on"].standing == "hypothetical"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("``", "''"), ("»", "«")],
)
def test_every_style_of_quotation_marks(tagger, opening, closing):
    quoted = f"{opening}The old pier is full and the ferry cannot land,{closing}"
    text = f"{quoted} Mayor Ann Lee told reporters on Tuesday."
    (row,) = outer(tagger, text)
    assert (words(text, row.content), row.kind) == (quoted, "direct")
    assert words(text, row.source) == "Mayor Ann Lee"
    assert (words(text, row.addressee), row.made_on) == ("reporters", "2026-03-03")


def test_paragraphs_that_open_anew_are_one_statement(tagger):
    text = (
        "“The old pier is full,” Mayor Ann Lee said. “We have asked for a new one every year.\n\n"
        "“Nobody has answered us yet.\n\n“We will ask again.”\n\nThe port board meets in May."
    )
    (row,) = outer(tagger, text)
    assert words(text, row.content).endswith("“Nobody has answered us yet. | “We will ask again.”")


def test_a_missing_closing_mark_ends_with_its_paragraph(tagger):
    text = "Mayor Ann Lee said: “The old pier is full and the ferry cannot land.\n\nThe port board meets in May."
    (row,) = outer(tagger, text)
    assert words(text, row.content) == "“The old pier is full and the ferry cannot land."


def test_a_colon_leads_in_the_next_paragraph(tagger):
    text = "To find out more, we asked Ann Lee, a pilot in Vell:\n\n“The old pier is full and the ferry cannot land.”"
    (row,) = outer(tagger, text)
    assert (words(text, row.source), row.kind) == ("Ann Lee, a pilot in Vell", "direct")


def test_a_source_named_before_a_caption_speaks_behind_it(tagger):
    first = "“The old pier is full,” Mayor Ann Lee said on Tuesday."
    caption, last = "The old pier of Vell in May.", "“Nobody has answered us yet, and the winter is near.”"
    text = f"{first}\n\n{caption}\n\n{last}"
    at = text.index(caption)
    rows = told(tagger, text, captions=(Span(at, at + len(caption)),))
    assert [words(text, row.source) for row in rows if last in words(text, row.content)] == ["Mayor Ann Lee"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The port board declined to comment on the leak.", "declined"),
        ("The port board has not confirmed that the ferry was sold.", "unconfirmed"),
        ("No one says they will pay for the old pier.", "not said"),
        ("If the mayor were to say that the pier is unsafe, the ferry would stop.", "hypothetical"),
    ],
)
def test_what_was_not_said(tagger, text, standing):
    assert {(row.standing, row.negated) for row in outer(tagger, text)} <= {(standing, False)}


def test_role_hedge_negation_and_condition(tagger):
    text = (
        "Ann Lee, a research fellow at Vell University, said the pier would probably sink if the storm returned.\n\n"
        "The port denied that the pier was unsafe."
    )
    first, second = outer(tagger, text)
    assert words(text, first.role) == "a research fellow at Vell University"
    assert (first.likelihood, words(text, first.hedge)) == ("likely", "probably")
    assert words(text, first.condition) == "if the storm returned"
    assert (first.negated, second.negated, second.act) == (False, True, "deny")


def test_the_pair_are_two_speakers(tagger):
    text = (
        "President Ann Lee of Karvia met Prime Minister Bo Ray of Vesmar on Monday. Both leaders said the talks had "
        "been useful."
    )
    rows = [row for row in outer(tagger, text) if words(text, row.source) == "Both leaders"]
    assert [len(row.speakers) for row in rows] == [2]


def test_an_outlet_as_source_reports(tagger):
    text = "The Vell Herald reported on Monday that the ferry had been sold to a company abroad."
    (row,) = outer(tagger, text)
    assert words(text, row.source) == "The Vell Herald"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "“",
        "Mayor Ann Lee said the pilots' union and the sailors' widows aren't to be paid in '26.",
        "MAYOR ANN LEE SAID THE OLD PIER WAS FULL. “WE CANNOT LAND,” SHE SAID.",
        "“Lee told me ‘the pier is “full” and shut’ again,” Ray said.",
        "Lee said the pier is full " * 300,
        "“" + "Lee said the pier is full. " * 100,
        "Lee said “it was ‘she who “said ‘so " * 60,
    ],
)
def test_bad_input_gives_the_same_rows_twice_with_spans_inside(tagger, text):
    rows = told(tagger, text)
    assert rows == told(tagger, text)
    for row in rows:
        for span in (*row.source, *row.cue, *row.content, *row.hedge):
            assert 0 <= span.start < span.end <= len(text)


def test_apostrophes_are_no_quotation(tagger):
    text = "Mayor Ann Lee said the pilots' union and the sailors' widows would be paid."
    assert [row.kind for row in outer(tagger, text)] == ["indirect"]


@pytest.mark.slow
def test_a_million_words_are_read_by_the_rules_in_bounded_time():
    """Without the network, whose time is that of its windows; the quotation that never closes must not be searched again."""
    text = "“" + "the pier is full and Lee said so again and again, she said. " * 80_000
    assert find_statements(text, article=ARTICLE, day=None, tagger=lambda _: (), mentions=()) == ()


def many(text):
    """A tagger that tells a statement each forty characters; the contents of the first three are all the rest."""
    spans = [Span(at, at + 39) for at in range(0, len(text) - 40, 40)]
    return [
        Given((Span(s.start, s.start + 5),), (Span(s.start + 6, s.start + 10),), (Span(s.start + 11, end),))
        for s in spans
        for end in {s.end, len(text) if s.start < 120 else s.end}
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "the pier, the boat, the mayor, ",
        "the plan, which was dismissed by the mayor of Vell, which was ",
        "Karvia says it paid; Halmora says nobody fired; ",
        "a plan that called for a plan that ",
        ", a charge that the port denies, a charge ",
        "Lee said “it was ‘she who “said ",
        "the mayor turned down and declined to comment and he said he ",
        "Lee:\n\n",
        "the pilots’ union’s ",
    ],
)
def test_a_sentence_without_end_is_read_in_time_that_grows_with_its_length(piece):
    """Ten times the text may take at most forty times as long; a search that begins anew each time takes a hundred."""

    def cost(chars):
        text = (piece * (chars // len(piece) + 1))[:chars]
        begun = time.process_time()
        found = find_mentions(text, article=ARTICLE, day=None, knowledge=WORLD)
        find_statements(text, article=ARTICLE, day=None, tagger=many, mentions=found)
        return time.process_time() - begun

    assert cost(200_000) < 40 * max(cost(20_000), 0.1)


@pytest.mark.slow
def test_participles_without_end_are_read_in_time_that_grows_with_their_number():
    def cost(number):
        text, given = marked("{s1:Lee} is {c1:defending} {t1:the tax" + " and warning of shortages" * number + "}.")
        begun = time.process_time()
        rows = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, given), mentions=())
        assert len(rows) == number + 1
        return time.process_time() - begun

    assert cost(4_000) < 40 * max(cost(400), 0.1)


def test_the_role_that_a_later_sentence_gives(tagger):
    text = "Bo Ray said the ferry was late. Ray is the director of the port museum."
    (row,) = outer(tagger, text)
    assert words(text, row.role) == "the director of the port museum"


def test_what_somebody_is_called_is_no_role(tagger):
    text = "Bo Ray said the ferry was late. Ray is the worst director of all, pilots say."
    row = next(row for row in outer(tagger, text) if words(text, row.source) == "Bo Ray")
    assert row.role is None


def test_the_medium_that_opens_the_sentence(tagger):
    text = "In an interview with the Vell Herald, Cy Dow said the boats were old."
    (row,) = outer(tagger, text)
    assert words(text, row.addressee) == "the Vell Herald"


def test_a_transcript_with_the_packaged_tagger(tagger):
    text = "LEE: The old pier is full.\n\nRAY: Why does the board not pay for it?\n\nLEE: They say the money is gone."
    assert [words(text, row.source) for row in outer(tagger, text)] == ["LEE", "RAY", "LEE"]


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("Mayor Ann Lee said the pier was full.", "named"),
        ("Two officials said the pier was full.", "unnamed"),
        ("He said the pier was full.", "unknown"),
    ],
)
def test_named_unnamed_and_unknown(tagger, text, naming):
    assert [row.naming for row in outer(tagger, text)] == [naming]
