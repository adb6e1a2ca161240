from __future__ import annotations

from onrecord.record import Judgement
from onrecord.resolve.judgements import standing


def judged(ident: str, kind: str, subject: str, target: str | None = None, value: str | None = None) -> Judgement:
    return Judgement(ident, kind, subject, target, value, "ana", "read it", "2024-01-01T00:00:00Z")


def test_the_last_answer_to_a_question_stands() -> None:
    first, second = judged("1", "statement-accept", "s"), judged("2", "statement-reject", "s")
    assert standing([first, second]) == (second,)


def test_what_was_taken_back_counts_no_more_and_the_answer_before_it_counts_again() -> None:
    first, second = judged("1", "statement-accept", "s"), judged("2", "statement-reject", "s")
    assert standing([first, second, judged("3", "undo", "2")]) == (first,)


def test_an_undo_can_be_undone() -> None:
    first = judged("1", "event-reject", "e")
    assert standing([first, judged("2", "undo", "1"), judged("3", "undo", "2")]) == (first,)


def test_two_articles_are_one_question_in_either_order() -> None:
    first, second = judged("1", "reuse-first", "a", "b"), judged("2", "reuse-first", "b", "a")
    assert standing([first, second]) == (second,)


def test_different_questions_stand_beside_each_other() -> None:
    rows = [
        judged("1", "actor-reject", "m", "x"),
        judged("2", "actor-reject", "m", "y"),
        judged("3", "reuse-not", "a", "b"),
    ]
    assert standing(rows) == tuple(rows)
