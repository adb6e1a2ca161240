"""What is installed, configured, unfinished or damaged: one check a line."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from onrecord import __version__
from onrecord.collecting import address_of, due_sources
from onrecord.comparison import COMPARISON, REPEATS
from onrecord.config import Settings
from onrecord.desk import open_desk
from onrecord.errors import DamagedStore, ModelError, OnrecordError, UsageError
from onrecord.extract import EXTRACTORS, is_read
from onrecord.store import captures as capture_files
from onrecord.store import read as rows
from onrecord.store.check import library_options, problem_reasons, unfinished_runs
from onrecord.store.sources import Visit, visits


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `damage` marks a failure of the store itself."""

    name: str
    ok: bool
    detail: str
    damage: bool = False


def examine(folder: Path | None, *, now: str) -> list[Check]:
    """Checks of the installation and, when a folder is given, of the desk in it. `now` is a UTC time: what is due then."""
    checks = [
        Check("onrecord", True, f"{__version__} on Python {platform.python_version()}"),
        _sqlite(),
        _model(),
    ]
    if folder is not None:
        checks += _desk(folder, now)
    return checks


def _sqlite() -> Check:
    options = library_options()
    ok = sqlite3.sqlite_version_info >= (3, 37) and "ENABLE_FTS5" in options
    return Check(
        "sqlite",
        ok,
        f"{sqlite3.sqlite_version}; STRICT tables need 3.37, search needs FTS5" + ("" if ok else ": too old"),
    )


def _model() -> Check:
    from onrecord.extract.tagger import load_tagger

    try:
        return Check("statement model", True, load_tagger().digest)
    except ModelError as error:
        return Check("statement model", False, str(error))


def _desk(folder: Path, now: str) -> list[Check]:
    try:
        desk = open_desk(folder)
        with desk.open_for_reading() as store:
            db = store.connection
            totals = rows.totals(db)
            missing = []
            for digest, _, size in rows.captures(db):
                path = capture_files.capture_path(desk.captures, digest)
                if not path.is_file() or path.stat().st_size != size:
                    missing.append(digest)
            waiting = rows.unextracted(db, EXTRACTORS.values())
            apart = rows.unextracted(db, [REPEATS, COMPARISON])
            unfinished = unfinished_runs(db)
            reasons = problem_reasons(db)
            languages = rows.languages(db)
            sources = _sources(desk.settings, visits(db), now)
    except DamagedStore as error:
        return [Check("record", False, str(error), damage=True)]
    except UsageError as error:
        return [Check("desk", False, str(error))]
    except OnrecordError as error:
        return [Check("record", False, str(error), damage=True)]
    spoken = [
        f"{language or 'not known'} {number:,}" + ("" if is_read(language) else " (stored, not read)")
        for language, number in languages
    ]
    told = ", ".join(f"{name} {number:,}" for name, number in totals.items())
    again = f"; run `onrecord add --desk {folder}`"
    return [
        Check("record", True, told),
        Check(
            "captures",
            not missing,
            "all there" if not missing else f"{len(missing)} missing or cut, as {missing[0]}",
            damage=bool(missing),
        ),
        Check("languages", True, ", ".join(spoken) or "none"),
        Check("extraction", not waiting, "finished" if not waiting else f"{len(waiting)} articles wait{again}"),
        Check("comparison", not apart, "finished" if not apart else f"{len(apart)} articles wait{again}"),
        Check(
            "runs", True, "all finished" if not unfinished else f"{unfinished} cut short (what they stored is whole)"
        ),
        Check("problems", True, ", ".join(f"{reason} {number}" for reason, number in reasons) or "none"),
        *sources,
    ]


def _sources(settings: Settings, seen: Sequence[Visit], now: str) -> list[Check]:
    """One check a source: when it was last asked, whether it is due, days on which it was not asked, what it lost last."""
    out = []
    for source, due in zip(settings.sources, due_sources(seen, settings, now), strict=True):
        own = [
            v for v in seen if v.source == source.name and v.address == address_of(source) and v.outcome != "expected"
        ]
        if not own:
            out.append(Check(f"source {source.name}", False, "never asked; run `onrecord fetch`"))
            continue
        last = own[-1]
        told = [f"last asked {last.retrieved_at}: {last.outcome}" + (f" ({last.detail})" if last.detail else "")]
        if due.due:
            told.append("due now")
        if due.waiting:
            told.append(f"{due.waiting} pages wait")
        gaps = _gaps([v.day for v in own], now[:10]) if source.every_seconds <= 86_400 else []
        if gaps:
            told.append(f"not asked on {len(gaps)} days, as {gaps[-1]}")
        lost = [
            v
            for v in seen
            if v.source == source.name and v.day == last.day and v.outcome in {"refused", "failed", "robots"}
        ]
        if lost:
            told.append(f"refused or failed on {last.day}: {len(lost)}, as {lost[0].address}")
        late = due.due and (not due.since or due.since[:10] < _day_before(now[:10]))
        out.append(Check(f"source {source.name}", last.outcome in {"got", "unchanged"} and not late, "; ".join(told)))
    return out


def _gaps(days: Sequence[str], today: str) -> list[str]:
    """Days between the first of `days` and today on which nothing was asked, at most those of the last 30 days."""
    asked = set(days)
    day, out = _day_before(today), []
    for _ in range(30):
        if day <= min(asked):
            break
        if day not in asked:
            out.append(day)
        day = _day_before(day)
    return out[::-1]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
