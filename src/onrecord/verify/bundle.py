"""Checking a bundle: everything it needs lies in it. Bundles come from strangers; see `archives.zips` for the limits."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from onrecord.archives.zips import Limits, read_members
from onrecord.brief.bundle import BRIEFINGS, CAPTURES, RECORD
from onrecord.errors import DamagedStore, OlderRecord, UsageError
from onrecord.store.database import open_for_reading
from onrecord.store.part import check_form
from onrecord.verify.briefing import verify_briefing
from onrecord.verify.record import verify_record
from onrecord.verify.report import Finding, Report

#: A bundle of a year of weekly issues is far smaller. More is refused, whatever its directory claims.
LIMITS: Final = Limits(members=20_000, bytes_=1024 * 1024 * 1024)
_LARGEST_BYTES: Final = 512 * 1024 * 1024
#: Steps of SQLite's machine for one check of a stranger's record; a bundle of ten thousand articles takes a twentieth.
_STEPS: Final = 400_000_000
_EACH: Final = 1_000_000


def verify_bundle(path: Path) -> Report:
    """Check every briefing in a bundle, and the rows and captures beside them.

    Raises UsageError for a file that is no bundle, or a hostile one.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UsageError(f"{path} is too large to be a bundle")
        members = read_members(path.read_bytes(), LIMITS)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    except ValueError as error:
        raise UsageError(f"{path} is refused: {error}") from error
    briefings: list[str] = [name for name in BRIEFINGS if name in members]
    if not briefings or RECORD not in members:
        raise UsageError(f"{path} is no bundle: it lacks {RECORD if briefings else 'a briefing'}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, data in members.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return _verify(folder, briefings)


def _verify(folder: Path, briefings: list[str]) -> Report:
    findings: list[Finding] = []
    checked: list[tuple[str, int]] = []
    try:
        with open_for_reading(folder / RECORD) as store:
            steps = iter(range(_STEPS // _EACH))
            store.connection.set_progress_handler(lambda: next(steps, None) is None, _EACH)
            check_form(store.connection)
            findings += verify_record(store, folder / CAPTURES).findings
            for name in briefings:
                report = verify_briefing(folder / name, captures=folder / CAPTURES, store=store, partial=True)
                findings += [Finding(f.where, f.what, f"{name}: {f.detail}", f.sentence) for f in report.findings]
                checked = checked or [*report.checked]
    except OlderRecord:
        findings.append(
            Finding(RECORD, "older", "it was written by an earlier version of onrecord: check it with that one")
        )
    except (DamagedStore, sqlite3.DatabaseError) as error:
        findings.append(Finding(RECORD, "damaged", str(error)))
    return Report((("briefings", len(briefings)), *checked), tuple(dict.fromkeys(findings)))
