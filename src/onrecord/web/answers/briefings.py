"""Briefings of the desk, and the editor: the text, and what each sentence rests on. `save` keeps what was there before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.brief.markdown import from_markdown
from onrecord.brief.model import Briefing, BriefingError, Receipt
from onrecord.brief.templates import outlet_words, published_words, title_words
from onrecord.errors import NotOnRecord, OnrecordError, UsageError
from onrecord.record import digest_text
from onrecord.verify import verify_briefing
from onrecord.verify.edits import Edit
from onrecord.verify.report import Finding
from onrecord.web.asked import Ask

if TYPE_CHECKING:
    from onrecord.desk import Desk

FOLDER: Final = "briefings"
FILE: Final = "briefing.md"
VERSIONS: Final = "versions"
_DATA: Final = re.compile(r"^<!-- onrecord-data .*-->$", re.MULTILINE)
_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-")
_MOST: Final = 500


class Changed(OnrecordError):
    """The text was changed by somebody else since it was opened."""


@dataclass(frozen=True, slots=True)
class BriefingItem:
    """A briefing of the desk: the name of its folder, its title, the UTC time it was made at, earlier versions kept."""

    name: str
    title: str
    made_at: str
    receipts: int
    versions: int


@dataclass(frozen=True, slots=True)
class Briefings:
    """The briefings under `briefings/`, the last made first."""

    briefings: tuple[BriefingItem, ...]


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """Words of a stored page that sentences rest on, and the page."""

    n: int
    words: str
    part: str
    article: str
    outlet: str
    title: str
    published: str
    capture: str


@dataclass(frozen=True, slots=True)
class Editor:
    """A briefing's Markdown without its data, the digest of the file, and the receipts.

    checked, findings, edits   what `verify` looked at and found, where that was asked for, and what became of each edited
                               sentence: whether it keeps its receipts, and why not
    versions                   names of earlier versions
    """

    name: str
    title: str
    text: str
    digest: str
    receipts: tuple[ReceiptItem, ...]
    versions: tuple[str, ...]
    checked: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class VersionItem:
    """An earlier version: its name (the UTC time at which it was replaced, and the digest's beginning), and that time."""

    version: str
    until: str


@dataclass(frozen=True, slots=True)
class Versions:
    """Earlier versions of a briefing, the last first, and the text of the one that was asked for, without its data."""

    name: str
    versions: tuple[VersionItem, ...]
    shown: VersionItem | None
    text: str | None


def versions(ask: Ask) -> Versions:
    """Earlier versions of a briefing, read only. Raises NotOnRecord for a name or a version that is not listed."""
    name = ask.text("name") or ""
    kept = _kept(_path(ask.desk, name))
    items = {version: VersionItem(version, _time(version)) for version in kept}
    asked = ask.text("version")
    if asked is None:
        return Versions(name, tuple(items.values()), None, None)
    if asked not in kept:
        raise NotOnRecord(f"no version {asked!r} of the briefing {name!r} was kept")
    try:
        text = kept[asked].read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the version {asked} of {name} cannot be read") from error
    return Versions(name, tuple(items.values()), items[asked], _DATA.sub("", text).strip() + "\n")


def briefings(ask: Ask) -> Briefings:
    """The desk's briefings."""
    found = []
    for name, path in _listed(ask.desk).items():
        try:
            briefing = from_markdown(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, BriefingError):
            continue
        found.append(BriefingItem(name, briefing.title, briefing.made_at, len(briefing.receipts), len(_versions(path))))
    return Briefings(tuple(sorted(found, key=lambda b: (b.made_at, b.name), reverse=True)))


def editor(ask: Ask) -> Editor:
    """One briefing by the name of its folder; checked against the captures where `check` is asked for.

    Raises NotOnRecord, BriefingError.
    """
    name = ask.text("name") or ""
    path = _path(ask.desk, name)
    text = path.read_text(encoding="utf-8")
    briefing = from_markdown(text)
    checked: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    if ask.text("check") == "yes":
        with ask.desk.open_for_reading() as store:
            report = verify_briefing(path, captures=ask.desk.captures, store=store)
        checked, findings = report.checked, report.findings
        edits = tuple(edit for edit in report.edits if edit.state != "unchanged")
    receipts = tuple(_receipt(receipt, briefing) for receipt in briefing.receipts)
    return Editor(
        name, briefing.title, _DATA.sub("", text).strip() + "\n", digest_text(text), receipts, _versions(path), checked,
        findings, edits,
    )  # fmt: skip


def save(desk: Desk, *, name: str, text: str, digest: str, at: str) -> None:
    """Write the edited text, and keep the one before as a version named by the UTC time `at`.

    Raises NotOnRecord for a name that is none, Changed when the file is not the one that was opened, UsageError when it
    cannot be written.
    """
    path = _path(desk, name)
    try:
        before = path.read_text(encoding="utf-8")
        if digest_text(before) != digest:
            raise Changed("somebody else saved this briefing since you opened it; nothing of yours was written")
        data = _DATA.search(before)
        body = _DATA.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        after = f"{body}\n\n{data[0] if data is not None else ''}\n"
        if after == before:
            return
        versions = path.parent / VERSIONS
        versions.mkdir(exist_ok=True)
        (versions / f"{re.sub(r'[^0-9TZ]', '', at)}-{digest[7:15]}.md").write_text(before, encoding="utf-8")
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(after, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path.name} of {name} cannot be written: {error.strerror}") from error


def _listed(desk: Desk) -> dict[str, Path]:
    """The Markdown files of the desk's briefings by the name of their folder: a request chooses among these."""
    top = desk.folder / FOLDER
    found = sorted(top.glob(f"*/{FILE}"))[:_MOST] if top.is_dir() else []
    return {path.parent.name: path for path in found if not path.is_symlink() and not path.parent.is_symlink()}


def _path(desk: Desk, name: str) -> Path:
    path = _listed(desk).get(name)
    if path is None:
        raise NotOnRecord(f"there is no briefing {name!r} under {FOLDER}/ of this desk")
    return path


def _versions(path: Path) -> tuple[str, ...]:
    return tuple(_kept(path))


def _kept(path: Path) -> dict[str, Path]:
    """The files of earlier versions by name, the last first: a request chooses among these."""
    folder = path.parent / VERSIONS
    found = sorted(folder.glob("*.md"), reverse=True)[:_MOST] if folder.is_dir() and not folder.is_symlink() else []
    return {kept.stem: kept for kept in found if not kept.is_symlink()}


def _time(version: str) -> str:
    """The UTC time in a version's name, ISO where it is one, else the name."""
    found = _STAMP.match(version)
    return version if found is None else "{}-{}-{}T{}:{}:{}Z".format(*found.groups())


def _receipt(receipt: Receipt, briefing: Briefing) -> ReceiptItem:
    source = briefing.source(receipt.article)
    return ReceiptItem(
        receipt.n, " … ".join(receipt.words), receipt.part, receipt.article, outlet_words(source), title_words(source),
        published_words(source), source.capture,
    )  # fmt: skip
