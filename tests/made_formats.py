"""The same small article in every format that can be read."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from email.message import EmailMessage
from html import escape

from made_pdf import made_pdf

TITLE = "Harbour Master Closes The Northern Pier"
FIRST = "The harbour master said on Monday that the northern pier would be closed until the bridge had been mended."
SECOND = (
    "“Nobody will be allowed to land there,” he told the fishermen who had come to the old customs house to hear him."
)
THIRD = "The mayor denied that the bridge was in danger, and said that the town would pay for the timber and the stone."
PARAGRAPHS = (FIRST, SECOND, THIRD)
MARKUP = "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{MARKUP}</article></body></html>".encode()
)


def made_rss(*items: str, head: str = "") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Tarn Herald</title>'
        f"<link>https://herald.example/</link><language>en-gb</language>{''.join(items)}</channel></rss>"
    )
    return text.encode()


def made_item(n: int = 1, *, content: str | None = MARKUP, more: str = "") -> str:
    body = "" if content is None else f"<content:encoded><![CDATA[{content}]]></content:encoded>"
    return (
        f"<item><title>{TITLE}</title><link>https://herald.example/a/{n}</link><guid>id-{n}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><dc:creator>Ann Lesk</dc:creator>{body}{more}</item>"
    )


def made_atom() -> bytes:
    title = "Harbour Master Closes The &lt;i&gt;Northern&lt;/i&gt; Pier"
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Tarn Herald</title>'
        f'<link href="https://herald.example/"/><entry><id>tag:1</id><title type="html">{title}</title>'
        '<link rel="alternate" href="/a/1"/><link rel="self" href="/a/1.atom"/><author><name>Ann Lesk</name></author>'
        "<published>2026-03-02T10:00:00Z</published><updated>2026-03-03T08:30:00Z</updated>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content></entry></feed>'
    ).encode()


def made_json_feed() -> bytes:
    item = {
        "id": "1", "url": "https://herald.example/a/1", "title": TITLE, "content_text": "\n\n".join(PARAGRAPHS),
        "date_published": "2026-03-02T10:00:00Z", "authors": [{"name": "Ann Lesk"}],
    }  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Tarn Herald", "items": [item]}
    return json.dumps(feed, indent=1).encode()


def made_mail(*, html: bool = True, plain: bool = True, charset: str = "utf-8", cte: str = "quoted-printable") -> bytes:
    mail = EmailMessage()
    mail["From"] = "The Ferry Letter <letters@ferry.example>"
    mail["To"] = "reader@home.example"
    mail["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    mail["Subject"] = TITLE
    text = "\n\n".join(PARAGRAPHS) + "\n\nUnsubscribe\n"
    markup = f"<html><body><table><tr><td>{MARKUP}<p><a href='https://f.example/u'>Unsubscribe</a></p></td></tr></table></body></html>"
    if plain:
        mail.set_content(text, charset=charset, cte=cte)
    if html and plain:
        mail.add_alternative(markup, subtype="html", charset=charset, cte=cte)
        mail.set_boundary("the-same-always")
    elif html:
        mail.set_content(markup, subtype="html", charset=charset, cte=cte)
    return bytes(mail)


def made_parquet(**columns: list[object]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    out = io.BytesIO()
    table = columns or {"text": ["\n\n".join(PARAGRAPHS)], "title": [TITLE], "url": ["https://herald.example/a/1"]}
    parquet.write_table(pa.table(table), out)
    return out.getvalue()


def made_record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: str = "Content-Type: text/html\r\n",
    day: str = "2026-03-02",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    block = http if kind in {"response", "request", "revisit"} else body
    content = "application/http; msgtype=response" if block is http else "text/html"
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def made_warc(*records: bytes, packed: bool = False) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def made_wacz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def made_pdf_page() -> bytes:
    lines: list[str] = [TITLE, ""]
    for paragraph in PARAGRAPHS:
        plain = paragraph.replace("“", '"').replace("”", '"')
        cut = plain.rfind(" ", 0, 70)
        lines += [plain[:cut], plain[cut + 1 :], ""]
    return made_pdf([lines])


#: Name, bytes and reader of one article in each format.
FORMATS: dict[str, tuple[str, bytes, str]] = {
    "html": ("a.html", PAGE, "html/1"),
    "plain": ("a.txt", (TITLE + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n").encode(), "plain/1"),
    "jsonl": ("a.jsonl", json.dumps({"title": TITLE, "text": "\n\n".join(PARAGRAPHS)}).encode(), "jsonl/1"),
    "rss": ("a.xml", made_rss(made_item()), "feed/1"),
    "atom": ("a.xml", made_atom(), "feed/1"),
    "jsonfeed": ("a.json", made_json_feed(), "feed/1"),
    "mail html": ("a.eml", made_mail(cte="8bit"), "mail/1"),
    "mail plain": ("a.eml", made_mail(html=False, cte="8bit"), "mail/1"),
    "pdf": ("a.pdf", made_pdf_page(), "pdf/1"),
    "parquet": ("a.parquet", made_parquet(), "parquet/1"),
}
