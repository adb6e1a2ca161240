"""Contents that reach too far or not far enough by word order, and attributions that are nobody's."""

from __future__ import annotations

import pytest
from statement_cases import ARTICLE, Given, marked, mention, one, read, tagger_for, words

from onrecord.extract.statements import find_statements
from onrecord.record import Span


def contents(marked: str) -> list[tuple[str | None, str | None]]:
    text, rows = read(marked)
    return [(words(text, row.source), words(text, row.content)) for row in rows if row.outer is None]


def test_a_noun_that_is_the_subject_keeps_only_its_own_clause():
    assert contents(
        "{s1:Karvian} {c1:allegations} {t1:that the port is selling old ferries will cloud the talks}."
    ) == [("Karvian", "that the port is selling old ferries")]


@pytest.mark.parametrize(
    "marked",
    [
        "The port repeated {c1:claims} {t1:that the ferries it has sold will sink}.",
        "The {c1:claim} {t1:that the dam is old and that it will break} was new.",
        "{s1:The port} {c1:says} {t1:that the ferries are old will be no surprise}.",
    ],
)
def test_a_clause_with_verbs_of_its_own_stays_whole(marked):
    text, rows = read(marked)
    assert [words(text, row.content) for row in rows] == [marked.split("{t1:")[1].split("}")[0]]


def test_the_next_speaker_has_a_statement_of_his_own():
    assert contents(
        "{s1:The mayor} {c1:has said} {t1:that no ferry was sold and Harbour News reported that two ferries had left}."
    ) == [("The mayor", "that no ferry was sold"), ("Harbour News", "that two ferries had left")]


@pytest.mark.parametrize(
    "content",
    ["that it was good to talk and that it hoped for more", "that he and Bo Ray reported that to the port"],
)
def test_what_the_same_speaker_adds_is_not_cut(content):
    assert contents(f"{{s1:The mayor}} {{c1:said}} {{t1:{content}}}.") == [("The mayor", content)]


def test_a_remark_at_the_end_takes_in_the_whole_sentence():
    text = "Ferries: The line, which was built on a loan before {t1:it was late, could get money}, {s1:the Post} {c1:says}."
    assert contents(text) == [("the Post", "The line, which was built on a loan before it was late, could get money")]


def test_a_remark_does_not_take_in_what_another_one_says():
    text = "{s2:The port} {c2:denied} {t2:the sale}, and {t1:the ferries would stay}, {s1:the Post} {c1:says}."
    assert ("the Post", "the ferries would stay") in contents(text)


def test_a_preposition_behind_a_quotation_is_no_part_of_it():
    _, row = one("{s1:Lee} {c1:said} {t1:the pier was “full and shut,” in} a sign of trouble.")
    assert row.content[-1].end == len("Lee said the pier was “full and shut,”")


@pytest.mark.parametrize(
    "marked",
    ["The plan {c1:appeared} {t1:to warn the port}.", "Little {c1:is known about} {t1:the talks at the port}."],
)
def test_what_only_seems_is_said_by_nobody(marked):
    assert read(marked)[1] == []


def test_what_seems_to_somebody_is_theirs():
    assert contents("{s1:Lee} {c1:seemed} {t1:to warn the port}.") == [("Lee", "to warn the port")]


@pytest.mark.parametrize(("source", "told"), [("the visit to Vell", 1), ("the report on Vell", 2), ("the council", 2)])
def test_a_thing_that_nobody_wrote_says_nothing_inside_a_statement(source, told):
    text = f"Lee said {source} reflects a plan of the port."

    def span(part: str) -> tuple[Span, ...]:
        start = text.index(part)
        return (Span(start, start + len(part)),)

    found = (
        Given(span("Lee"), span("said"), span(f"{source} reflects a plan of the port")),
        Given(span(source), span("reflects"), span("a plan of the port")),
    )
    statements = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=())
    assert len(statements) == told


def test_plain_words_of_another_sentence_are_not_the_content():
    text = "{s1:Karvia} {c1:said} {t1:it would send its mayor}. Vesmar would not say {t1:who leads its team}."
    assert ("Karvia", "it would send its mayor") in contents(text)


def test_whether_somebody_speaks_who_has_not_said():
    text, rows = read("The port has not said who will lead its team.")
    assert [(words(text, row.source), words(text, row.content), row.standing) for row in rows] == [
        ("The port", "who will lead its team", "not said")
    ]


def test_a_remark_in_the_midst_of_a_sentence_keeps_what_follows():
    text = "{t1:Those who shout at the port}, {s1:he} {c1:added}, are few."
    assert contents(text) == [("he", "Those who shout at the port | are few")]


def test_whose_view_it_is_stands_right_before_it():
    text = "{s1:Lee} sold the ferry; in this author's {c1:view} {t1:she was right}."
    assert contents(text) == [("this author", "she was right")]


def test_a_quotation_of_three_paragraphs_behind_a_colon_is_whole():
    text = (
        "{s1:Ann Lee} {c1:answered without a pause:}\n\n{t1:‘In May there was money}. The port’s board paid for all of it.\n\n"
        "‘Today there is a paper and no budget at all.\n\n‘No one pays.’\n\nThe port is old."
    )
    (row,) = contents(text)
    assert row[1] is not None
    assert row[1].endswith("‘No one pays.’")


def test_who_was_asked_is_named_before_the_answer():
    text, rows = read(
        "I asked Ann Lee, a pilot in Vell. Her answer:\n\n“The old pier is full and the ferry cannot land.”\n\nThe port is old."
    )
    assert [words(text, row.source) for row in rows] == ["Ann Lee, a pilot in Vell"]


def test_a_place_is_not_whom_it_was_said_to():
    _, row = one("{s1:Lee} {c1:said} in Arrel {t1:the pier was full}.")
    assert row.addressee is None


def test_a_remark_in_pieces_takes_in_the_whole_sentence():
    text = "{t1:Cash} Injection: The line, which was late, {t1:could get money}, {s1:the Post} {c1:says}."
    assert contents(text) == [("the Post", "The line, which was late, could get money")]


def test_what_stands_inside_ends_with_its_host():
    text = "Karvian allegations that the port is denying theft will cloud the talks."
    found = (
        Given((Span(0, 7),), (Span(8, 19),), (Span(20, len(text) - 1),)),
        Given((Span(25, 33),), (Span(34, 44),), (Span(45, len(text) - 1),)),
    )
    outer, inner = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=())
    assert (words(text, outer.content), words(text, inner.content)) == (
        "that the port is denying theft",
        "theft",
    )


@pytest.mark.parametrize(
    ("joint", "second"),
    [
        ("; Halmora says", "nobody fired"),
        ("; the pilots' union replied", "that it did not"),
        (", while Halmora says", "nobody fired"),
        (", but Halmora denied", "it"),
        (" and Halmora says", "nobody fired"),
        (", and the port board disputes", "that"),
    ],
)
def test_the_next_speaker_ends_a_statement(joint, second):
    found = contents(f"{{s1:Karvia}} {{c1:says}} {{t1:that it paid{joint} {second}}}.")
    assert [words for _, words in found] == ["that it paid", second]


def test_a_content_that_stops_at_the_next_speaker_ends_before_him():
    text = "{s1:Karvia} {c1:says} {t1:that it paid, but Halmora} denies it."
    assert contents(text) == [("Karvia", "that it paid"), ("Halmora", "it")]


@pytest.mark.parametrize(
    "content",
    [
        # the first speaker tells of both
        "Vesmar says it paid; Halmora says nobody fired",
        # another verb: who says it stays open
        "it paid the crews and Halmora said nobody fired",
        # nobody speaks behind the semicolon
        "the crews were paid; the boats say a lot about the port",
    ],
)
def test_what_the_first_speaker_tells_of_others_stays_theirs(content):
    assert ("Karvia", content) in contents(f"{{s1:Karvia}} {{c1:says}} {{t1:{content}}}.")


@pytest.mark.parametrize(
    "text",
    [
        "{s1:I} {c1:spoke with Ann Lee about} {t1:the pier}.",
        "After {c1:releasing a paper on} {t1:the pier}, the board met.",
        "{s1:Lee} came to meet the crews and {c1:send a signal} {t1:that the port stays open}.",
    ],
)
def test_a_talk_a_paper_and_a_deed_say_nothing_of_their_own(text):
    assert read(text)[1] == []


def test_a_deed_inside_a_statement_is_none():
    text = "Lee said the port has reasons for selling the ferry."
    found = (
        Given((Span(0, 3),), (Span(4, 8),), (Span(9, len(text) - 1),)),
        Given((Span(9, 17),), (Span(18, 33),), (Span(34, len(text) - 1),)),
    )
    statements = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=())
    assert [words(text, row.cue) for row in statements] == ["said"]


def test_a_deed_inside_a_quotation_is_none_and_what_stands_in_it_moves_up():
    text = "{t1:“The port has reasons for wanting the ferry to stay, and it is the best of all,”} {s1:Lee} {c1:said}."
    plain, found = marked(text)
    at = plain.index("has reasons for")
    deed = Given((Span(1, 9),), (Span(at, at + 15),), (Span(at + 16, at + 41),))
    rows = find_statements(plain, article=ARTICLE, day=None, tagger=tagger_for(plain, (*found, deed)), mentions=())
    assert [words(plain, row.cue) for row in rows] == ["said"]


def test_a_condition_runs_over_a_quotation_that_opens_in_it():
    plain, row = one('{s1:Lee} {c1:warned of} {t1:floods if it goes on down "the wrong path."}')
    assert words(plain, row.condition) == 'if it goes on down "the wrong path'


def test_what_somebody_is_to_the_writer_is_no_role():
    text = "{s1:my colleague Ann Lee from Radio Vell} {c1:reports} {t1:the pier is full}."
    plain = marked(text)[0]
    _, row = one(text, mentions=(mention(plain, "Ann Lee"),))
    assert words(plain, row.role) == "Radio Vell"


def test_the_role_that_opens_the_sentence_before_a_name():
    text = "The head of the pilots' union, {s1:Ann Lee} {c1:said} {t1:nobody was paid}."
    plain = marked(text)[0]
    _, row = one(text, mentions=(mention(plain, "Ann Lee"),))
    assert words(plain, row.role) == "head of the pilots' union"


def test_a_relative_clause_that_the_last_noun_needs_belongs_to_the_content():
    text = "{s1:Lee} {c1:said} {t1:it would prompt a backlash} that could hurt both ports."
    assert contents(text) == [("Lee", "it would prompt a backlash that could hurt both ports")]


def test_a_relative_clause_behind_a_noun_alone_stays_the_writer_s():
    text = "{s1:Lee} {c1:gave an account of} {t1:the visit} that was more personal than political."
    assert contents(text) == [("Lee", "the visit")]


def test_a_name_of_no_known_kind_that_opens_the_source_may_have_a_role():
    text = "{s1:Cy Dow of the Harbour Institute} {c1:said} {t1:the tax was wrong}."
    plain = marked(text)[0]
    _, row = one(text, mentions=(mention(plain, "Cy Dow", kind="unknown"),))
    assert words(plain, row.role) == "the Harbour Institute"


@pytest.mark.parametrize(
    ("clause", "role"), [("who leads the pilots' union", "who leads the pilots' union"), ("who met the mayor", None)]
)
def test_a_relative_clause_tells_a_role_only_with_a_verb_of_leading(clause, role):
    text = f"{{s1:Ann Lee, {clause},}} {{c1:said}} {{t1:nobody was paid}}."
    plain = marked(text)[0]
    _, row = one(text, mentions=(mention(plain, "Ann Lee"),))
    assert words(plain, row.role) == role


def test_it_that_opens_what_a_body_said_is_that_body():
    text = "The port board said that it believed the pier was safe."
    found = (
        Given((Span(0, 14),), (Span(15, 19),), (Span(20, len(text) - 1),)),
        Given((Span(25, 27),), (Span(28, 36),), (Span(37, len(text) - 1),)),
    )
    board = mention(text, "The port board", kind="body", form="description")
    rows = find_statements(text, article=ARTICLE, day=None, tagger=tagger_for(text, found), mentions=(board,))
    assert [row.speakers for row in rows] == [(board.id,), (board.id,)]


def test_a_quotation_inside_a_quotation_is_the_one_s_who_is_told_of():
    text = "{t1:“Ray told me ‘the pier is shut’ and left,”} {s1:Lee} {c1:said}."
    plain, rows = read(text)
    assert [words(plain, row.content) for row in rows if row.outer is not None] == ["‘the pier is shut’"]
