"""Every form that carries receipts verifies, and a changed word in it is found."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.brief.book import from_book, members
from onrecord.brief.mail import LARGEST_HTML_BYTES, from_mail
from onrecord.brief.model import BriefingError
from onrecord.cli import app
from onrecord.desk import open_desk
from onrecord.verify import Report, verify_briefing

pytestmark = pytest.mark.model

FORMS = ["briefing.html", "briefing.md", "briefing.json", "briefing.eml", "briefing.epub"]


@pytest.fixture(scope="module")
def forms(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All forms of one briefing, in the folder of a copied desk."""
    import shutil

    out = tmp_path_factory.mktemp("forms") / "out"
    shutil.copytree(written, out)
    result = CliRunner().invoke(
        app, ["brief", "--desk", str(out / "desk"), "--out", str(out), "--also", "email", "--also", "epub"]
    )
    assert result.exit_code == 0, result.output
    return out


def check(folder: Path, name: str) -> Report:
    desk = open_desk(folder / "desk")
    with desk.open_for_reading() as store:
        return verify_briefing(folder / name, captures=desk.captures, store=store)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_verifies(forms: Path, name: str) -> None:
    report = check(forms, name)
    assert report.findings == ()
    assert dict(report.checked)["receipts"] > 5


def test_a_changed_word_in_the_json_is_found(forms: Path) -> None:
    text = (forms / "briefing.json").read_text(encoding="utf-8")
    path = forms / "changed.json"
    path.write_text(text.replace("single soldier", "single sailor", 1), encoding="utf-8")
    assert any(f.what == "altered" and "soldier" in (f.sentence or "") for f in check(forms, "changed.json").findings)


def test_a_changed_word_in_the_book_is_found(forms: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(forms / "briefing.epub") as book, zipfile.ZipFile(out, "w") as changed:
        for info in book.infolist():
            data = book.read(info)
            if info.filename.endswith(".xhtml"):
                data = data.replace(b"single soldier", b"single sailor")
            changed.writestr(info, data)
    (forms / "changed.epub").write_bytes(out.getvalue())
    assert any("soldier" in (f.sentence or "") for f in check(forms, "changed.epub").findings)


@pytest.mark.parametrize("part", ["text/plain", "text/html"])
def test_a_changed_word_in_the_mail_is_found(forms: Path, part: str) -> None:
    from email import message_from_bytes, policy

    mail = message_from_bytes((forms / "briefing.eml").read_bytes(), policy=policy.SMTP)
    for piece in mail.walk():
        if piece.get_content_type() == part:
            changed = piece.get_content().replace("single soldier", "single sailor")
            piece.set_content(changed, subtype=part.partition("/")[2], cte="base64")
    (forms / "changed.eml").write_bytes(mail.as_bytes())
    assert any("soldier" in (f.sentence or "") for f in check(forms, "changed.eml").findings)


def test_the_book_is_well_formed(forms: Path) -> None:
    from lxml import etree

    data = (forms / "briefing.epub").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert data[30:38] == b"mimetype"
        listed = {i.filename for i in book.infolist()}
        package = etree.fromstring(book.read("EPUB/package.opf"))
        for name in listed - {"mimetype", "EPUB/onrecord-data.json", "EPUB/style.css"}:
            etree.fromstring(book.read(name))
    hrefs = {f"EPUB/{item.get('href')}" for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert hrefs == {name for name in listed if name.startswith("EPUB/")} - {"EPUB/package.opf"}


def test_the_links_of_the_book_stay_inside(forms: Path) -> None:
    briefing, _ = from_book((forms / "briefing.epub").read_bytes())
    page = members(briefing)["EPUB/briefing.xhtml"]
    for link in re.findall(r'href="([^"]+)"', page):
        assert link == "style.css" or f'id="{link.removeprefix("#")}"' in page


def test_the_mail_is_small_and_asks_for_nothing(forms: Path) -> None:
    parts = from_mail((forms / "briefing.eml").read_bytes())
    assert len(parts.html.encode()) < LARGEST_HTML_BYTES
    assert not re.search(r"<(?:img|link|script|style)\b|url\(|src=", parts.html)
    assert "single soldier" in parts.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.epub", b""), ("x.epub", b"PK\x03\x04"), ("x.eml", b""), ("x.eml", b"Subject: hello\n\nhello"), ("x.json", b"{}"),
        ("x.json", b"[" * 100_000), ("x.json", b'{"onrecord-data": "{}"}'), ("x.md", b"# hello"), ("x.html", b"<p>"),
    ],
)  # fmt: skip
def test_what_is_no_briefing_is_said_to_be_none(forms: Path, name: str, data: bytes) -> None:
    (forms / name).write_bytes(data)
    with pytest.raises(BriefingError):
        check(forms, name)
