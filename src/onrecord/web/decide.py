"""What a person decides on a page: the same judgements, through the same function, as anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from onrecord.comparison import refresh_families
from onrecord.errors import NotOnRecord, UsageError
from onrecord.origins import judging as copies
from onrecord.record import Judgement
from onrecord.store.desk_review import on_record
from onrecord.store.desk_rows import refresh
from onrecord.store.judgements import add_judgements, all_judgements, new_judgement
from onrecord.weeks import bring_up

if TYPE_CHECKING:
    from onrecord.web.app import Serving

#: Kinds that the pages offer, with what is said when one was made.
KINDS: Final = {
    "statement-accept": "Accepted",
    "statement-reject": "Rejected",
    "statement-speaker": "Another speaker",
    "event-accept": "Accepted",
    "event-reject": "Rejected",
    "actor-merge": "The same one",
    "reuse-not": "No copy",
    "reuse-first": "First",
    "undo": "Taken back",
}
_MOST_CHARS: Final = 500


@dataclass(frozen=True, slots=True)
class Done:
    """A judgement that was made, in a word, and where to go on. `gather`: the weeks' stories are to be found again (`gather`)."""

    judgement: Judgement
    word: str
    back: str
    gather: bool


def judge(serving: Serving, form: Mapping[str, str]) -> Done:
    """Make the judgement that a form asks for; one on copies makes the origins near it again. Raises UsageError, NotOnRecord."""
    kind = form.get("kind", "")
    if kind not in KINDS:
        raise UsageError(f"pages offer these judgements: {', '.join(KINDS)}")
    subject, target, value, reason = (form.get(name, "").strip() for name in ("subject", "object", "value", "reason"))
    if any(len(text) > _MOST_CHARS for text in (subject, target, value, reason)):
        raise UsageError(f"a judgement has at most {_MOST_CHARS} characters in a field")
    if kind in {"actor-merge", "reuse-not", "reuse-first"} and not target:
        raise UsageError("name the other one")
    if kind == "statement-speaker" and not (target or value):
        raise UsageError("who speaks? Give a name")
    by: Any = {"judge": serving.judge, "reason": reason, "made_at": serving.clock()}
    with serving.desk.open_for_writing() as store:
        for ident in (subject, target):
            if ident and not on_record(store.connection, ident):
                raise NotOnRecord(f"there is no {ident} on record")
        with store.transaction() as db:
            if kind in copies.KINDS:
                make = copies.not_copies if kind == "reuse-not" else copies.first
                made = make(db, subject, target, **by)
            else:
                made = new_judgement(kind, subject, target=target or None, value=value or None, **by)
            add_judgements(db, [made])
            judged = copies.articles_of(made, all_judgements(db)) if kind in {*copies.KINDS, "undo"} else set()
            if judged:
                refresh_families(store, judged)
        if judged:
            refresh(store)
    return Done(made, KINDS[kind], _within(form.get("back", "")), bool(judged))


def gather(serving: Serving) -> None:
    """Find the stories and claims of the weeks that a judgement changed."""
    with serving.desk.open_for_writing() as store:
        bring_up(store)


def _within(back: str) -> str:
    """The address to go back to, where it is one of this desk's; else the first page."""
    fine = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() and "\\" not in back
    return back if fine else "/"
