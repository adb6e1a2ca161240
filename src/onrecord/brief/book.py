"""The briefing as an EPUB 3 book, and the way back to its data, which lies in it as a file.

The book is a pure function of the briefing: fixed times, fixed order, so that a verifier makes it again and compares.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import Final

from markupsafe import escape

from onrecord.archives.zips import Limits, read_members
from onrecord.brief.html import covers, environment, shown_receipts, shown_sections
from onrecord.brief.model import Briefing, BriefingError, from_json, to_json
from onrecord.record import row_id

DATA: Final = "EPUB/onrecord-data.json"
_STYLE: Final = """\
body { font-family: serif; line-height: 1.5; }
h1 { font-size: 1.6em; }
h2 { font-size: 1.25em; border-top: 1px solid; margin-top: 1.6em; }
h3 { font-size: 1.05em; }
ul { list-style: none; padding: 0; }
li.s { margin: 0 0 .6em; }
h3 .side { font-weight: normal; }
.meta, .note, .side, details { font-size: .85em; color: #555; }
ol.notes { font-size: .8em; }
sup { line-height: 0; font-size: .7em; }
"""
_CONTAINER: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_LIMITS: Final = Limits(members=64, bytes_=64 * 1024 * 1024)


def to_book(briefing: Briefing) -> bytes:
    """The EPUB file. Raises BriefingError when a sentence does not fit its template."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members(briefing).items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # the type comes first and is not compressed, so that it can be read at a fixed place
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return out.getvalue()


def members(briefing: Briefing) -> dict[str, str]:
    """The files of the book by name, in order."""
    title = escape(briefing.title)
    ident = uuid.uuid5(uuid.NAMESPACE_URL, row_id("briefing", to_json(briefing)))
    sections = shown_sections(briefing, linked=False)
    book = environment().get_template("book.xhtml").render(
        briefing=briefing, made=briefing.made_at[:10], covers=covers(briefing),
        sections=sections, receipts=shown_receipts(briefing, linked=False),
    )  # fmt: skip
    entries = "".join(f'<li><a href="briefing.xhtml#{s["anchor"]}">{escape(s["title"])}</a></li>' for s in sections)
    navigation = (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en"><head><title>{title}</title></head><body>'
        f'<nav epub:type="toc"><h1>{title}</h1><ol>{entries}</ol></nav></body></html>\n'
    )
    package = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{ident}</dc:identifier><dc:title>{title}</dc:title><dc:language>en</dc:language>'
        f"<dc:creator>{escape(briefing.program)}</dc:creator>"
        f'<meta property="dcterms:modified">{briefing.made_at}</meta></metadata>\n'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="briefing" href="briefing.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="style" href="style.css" media-type="text/css"/>'
        '<item id="data" href="onrecord-data.json" media-type="application/json"/></manifest>\n'
        '<spine><itemref idref="briefing"/></spine>\n</package>\n'
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": package,
        "EPUB/nav.xhtml": navigation,
        "EPUB/briefing.xhtml": book,
        "EPUB/style.css": _STYLE,
        DATA: to_json(briefing),
    }


def from_book(data: bytes) -> tuple[Briefing, dict[str, str]]:
    """The briefing behind an EPUB file, and the files in it as text. Raises BriefingError for what is no such book."""
    try:
        found = {name: content.decode("utf-8") for name, content in read_members(data, _LIMITS).items()}
    except (ValueError, UnicodeDecodeError) as error:
        raise BriefingError(f"this is no EPUB briefing: {error}") from error
    if DATA not in found:
        raise BriefingError("this is no onrecord briefing: the data that its sentences rest on is not in it")
    return from_json(found[DATA]), found
