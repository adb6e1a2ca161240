from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.store.database import create
from onrecord.store.judgements import add_judgements, all_judgements, new_judgement, standing_judgements

WHEN = "2024-01-01T00:00:00Z"


def test_judgements_are_kept_in_order_and_an_undo_takes_one_back(tmp_path: Path) -> None:
    one = new_judgement("reuse-not", "a", target="b", judge="ana", reason="two reports", made_at=WHEN)
    two = new_judgement("undo", one.id, judge="ana", reason="mistake", made_at=WHEN)
    with create(tmp_path / "record.db") as store:
        with store.transaction() as db:
            add_judgements(db, [one])
            add_judgements(db, [one])
            assert standing_judgements(db) == (one,)
            add_judgements(db, [two])
        assert all_judgements(store.connection) == (one, two)
        assert standing_judgements(store.connection) == ()


@pytest.mark.parametrize(("kind", "subject", "judge"), [("guess", "a", "ana"), ("undo", " ", "ana"), ("undo", "a", "")])
def test_a_judgement_without_kind_subject_or_judge_is_refused(kind: str, subject: str, judge: str) -> None:
    with pytest.raises(UsageError):
        new_judgement(kind, subject, judge=judge, reason="", made_at=WHEN)


def test_an_older_record_gets_the_table(tmp_path: Path) -> None:
    from onrecord.store.database import _connect
    from onrecord.store.schema import FOUNDED, statements

    path = tmp_path / "record.db"
    old = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    for statement in statements(FOUNDED):
        old.execute(statement)
    old.execute("PRAGMA application_id = 0x6F6E7263")
    old.execute("PRAGMA user_version = 1")
    old.close()
    with create(path) as store:
        assert all_judgements(store.connection) == ()
