"""A bundle alone is enough to verify; a hostile one is refused."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import UsageError
from onrecord.verify import verify_bundle

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def bundle(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle in a folder with nothing else."""
    top = tmp_path_factory.mktemp("bundle")
    result = CliRunner().invoke(
        app, ["brief", "--desk", str(written / "desk"), "--out", str(top / "out"), "--bundle", "--title", "Bundled"]
    )
    assert result.exit_code == 0, result.output
    alone = top / "alone"
    alone.mkdir()
    return (top / "out" / "briefing.zip").rename(alone / "briefing.zip")


def changed(bundle: Path, target: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name, data)
    target.write_bytes(out.getvalue())
    return target


def sql(data: bytes, statement: str, folder: Path) -> bytes:
    path = folder / "part.db"
    path.write_bytes(data)
    db = sqlite3.connect(path)
    db.execute(statement)
    db.commit()
    db.close()
    return path.read_bytes()


def test_a_bundle_alone_verifies(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = verify_bundle(bundle)
    assert report.findings == ()
    assert dict(report.checked)["briefings"] == 3
    assert dict(report.checked)["rows of the record"] > 3


def test_every_link_of_the_bundle_leads_somewhere(bundle: Path) -> None:
    import re

    with zipfile.ZipFile(bundle) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith(".html"):
                for link in re.findall(r'href="([^"#:]+)', archive.read(name).decode()):
                    parts = [*name.split("/")[:-1], *link.split("/")]
                    while ".." in parts:
                        at = parts.index("..")
                        del parts[at - 1 : at + 1]
                    assert "/".join(parts) in names, (name, link)


def test_the_same_briefing_gives_the_same_bundle_but_for_the_record(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["briefing.html", "briefing.md", "briefing.json"])
def test_a_changed_word_is_found(bundle: Path, tmp_path: Path, name: str) -> None:
    path = changed(
        bundle, tmp_path / "b.zip", lambda n, d: d.replace(b"single soldier", b"single sailor", 1) if n == name else d
    )
    assert any(name in f.detail for f in verify_bundle(path).findings)


def test_a_changed_capture_is_found(bundle: Path, tmp_path: Path) -> None:
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: d + b" " if n.startswith("captures/") else d)
    assert "capture" in {f.what for f in verify_bundle(path).findings}


def test_a_missing_capture_is_found(bundle: Path, tmp_path: Path) -> None:
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: None if n.startswith("captures/") else d)
    assert "capture" in {f.what for f in verify_bundle(path).findings}


def test_a_changed_row_is_found(bundle: Path, tmp_path: Path) -> None:
    statement = "UPDATE statement_span SET start = start + 1 WHERE part = 'content'"
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: sql(d, statement, tmp_path) if n == "record.db" else d)
    assert {f.what for f in verify_bundle(path).findings} & {"id", "record"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW extra AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
        "CREATE TRIGGER extra AFTER INSERT ON run BEGIN DELETE FROM run; END",
    ],
)
def test_a_strangers_view_or_trigger_is_not_run(bundle: Path, tmp_path: Path, statement: str) -> None:
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: sql(d, statement, tmp_path) if n == "record.db" else d)
    (finding,) = verify_bundle(path).findings
    assert "not ours" in finding.detail


def test_a_damaged_record_is_a_finding_or_refused(bundle: Path, tmp_path: Path) -> None:
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: d[: len(d) // 2] if n == "record.db" else d)
    assert "damaged" in {f.what for f in verify_bundle(path).findings}


@pytest.mark.parametrize(
    ("drop", "more"),
    [
        (("record.db",), {}),
        (("briefing.html", "briefing.md", "briefing.json"), {}),
        ((), {"../escape.txt": b"x"}),
        ((), {"/absolute.txt": b"x"}),
    ],
    ids=["no record", "no briefing", "a step upward", "a root"],
)
def test_what_is_no_bundle_is_refused(
    bundle: Path, tmp_path: Path, drop: tuple[str, ...], more: dict[str, bytes]
) -> None:
    path = changed(bundle, tmp_path / "b.zip", lambda n, d: None if n in drop else d, **more)
    with pytest.raises(UsageError):
        verify_bundle(path)
    assert not (tmp_path.parent / "escape.txt").exists()


@pytest.mark.parametrize("data", [b"", b"PK", b"hello" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(UsageError, match="refused"):
        verify_bundle(tmp_path / "b.zip")


def test_a_reader_verifies_with_the_command(bundle: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["verify", str(bundle)])
    assert result.exit_code == 0
    assert "all hold" in result.output
    broken = changed(bundle, tmp_path / "b.zip", lambda n, d: d + b" " if n.startswith("captures/") else d)
    assert CliRunner().invoke(app, ["verify", str(broken), "--json"]).exit_code == 1
