"""The bundle: one ZIP file with a briefing, the captures and rows that it rests on, and the pages its receipts lead to.

`onrecord verify BUNDLE` needs nothing else. The archive is a desk in small: `record.db`, `captures/`, and the briefing.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Final

from onrecord.brief.compose import briefing_id, write
from onrecord.brief.model import Briefing
from onrecord.brief.view import View
from onrecord.store.captures import capture_path
from onrecord.store.part import copy_part

BRIEFINGS: Final[tuple[str, ...]] = ("briefing.html", "briefing.md", "briefing.json")
RECORD: Final = "record.db"
CAPTURES: Final = "captures"
_README: Final = """\
This is a briefing with the pages and the rows that it rests on.

briefing.html   read it; dotted words lead to the pages below receipts/
briefing.md     the same as text
captures/       the pages as they were captured, each under the SHA-256 of its bytes
record.db       the rows of the record (SQLite)

Check it, offline:  onrecord verify THIS-FILE.zip
"""
_FIXED: Final = (1980, 1, 1, 0, 0, 0)


def write_bundle(briefing: Briefing, view: View, *, record: Path, captures: Path, target: Path) -> None:
    """Write the bundle of a briefing. `record` and `captures` are those of the desk that it was made from.

    Raises OSError when a file cannot be read or written.
    """
    articles = needed(briefing, view)
    digests = sorted({view.articles[ident].capture for ident in articles})
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        part = folder / RECORD
        write(briefing, view, folder, captures=CAPTURES)
        copy_part(record, part, articles, briefing=briefing_id(briefing))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "README.txt", _README.encode())
            for name in BRIEFINGS:
                _put(archive, name, (folder / name).read_bytes())
            for page in sorted((folder / "receipts").glob("*.html")):
                _put(archive, f"receipts/{page.name}", page.read_bytes())
            _put(archive, RECORD, part.read_bytes())
            for digest in digests:
                path = capture_path(captures, digest)
                name = digest.removeprefix("sha256:")
                _put(archive, f"{CAPTURES}/{name[:2]}/{name[2:]}", path.read_bytes())


def needed(briefing: Briefing, view: View) -> frozenset[str]:
    """Ids of the articles that the briefing rests on or counts, with the other members of their families."""
    named = {source.article for source in briefing.sources}
    named |= {i for s in briefing.sentences() for _, slot in s.slots for i in slot.ids if i in view.articles}
    for family in view.families:
        if not named.isdisjoint(family.members):
            named |= set(family.members)
    return frozenset(named)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
