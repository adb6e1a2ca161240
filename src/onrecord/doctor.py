"""What is installed, configured, unfinished or damaged: one check a line."""

from __future__ import annotations

import platform
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from onrecord import __version__
from onrecord.desk import open_desk
from onrecord.errors import DamagedStore, ModelError, OnrecordError, UsageError
from onrecord.extract import EXTRACTORS, is_read
from onrecord.store import captures as capture_files
from onrecord.store import read as rows
from onrecord.store.check import library_options, problem_reasons, unfinished_runs


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `damage` marks a failure of the store itself."""

    name: str
    ok: bool
    detail: str
    damage: bool = False


def examine(folder: Path | None) -> list[Check]:
    """Checks of the installation and, when a folder is given, of the desk in it."""
    checks = [
        Check("onrecord", True, f"{__version__} on Python {platform.python_version()}"),
        _sqlite(),
        _model(),
    ]
    if folder is not None:
        checks += _desk(folder)
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


def _desk(folder: Path) -> list[Check]:
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
            unfinished = unfinished_runs(db)
            reasons = problem_reasons(db)
            languages = rows.languages(db)
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
    told = ", ".join(f"{number:,} {name}" for name, number in totals.items())
    again = f"; run `onrecord add` once more on {folder}"
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
        Check(
            "runs", True, "all finished" if not unfinished else f"{unfinished} cut short (what they stored is whole)"
        ),
        Check("problems", True, ", ".join(f"{reason} {number}" for reason, number in reasons) or "none"),
    ]
