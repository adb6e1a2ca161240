"""Faults inside containers that are whole: what a feed, a table, a record of an archive, a mail, a PDF or a page may hold.

Damage to the bytes of such a file is mostly refused by the library that opens it. Here the values are strange and the
container is right, so that the reader behind it meets them. The same chance gives the same input.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Final

from made_formats import FIRST, PAGE, SECOND, THIRD, TITLE, made_mail, made_parquet, made_record, made_wacz, made_warc
from made_pdf import made_pdf

TEXTS: Final = (
    "", " ", "\x00", "\u202e", "\ufffe\uffff", "\U0001f600" * 50, "e\u0301" * 40, "&amp;&lt;&#0;", "<p>", "</script>",
    "10:42", "10.42am GMT", "Updated at 23:59", "5 March 2024", "31 February 2024", "12 March 2023, 14:05", "Live: floods",
    "By Ann Lesk", "Comments", "Reply", "Share", "© 2024 The Tarn Herald", TITLE, FIRST, SECOND, THIRD, "\ud800", "a" * 3000,
    "https://[x", "javascript:x", "2026-03-02T10:00:00Z", "99999999999999999999", "1e999", "0001-01-01", "-", "—", "\n\n", "\t",
    "<b>x</b>" * 200, "Bob says:", "\r\r\n",
)  # fmt: skip


def made(chance: random.Random) -> str:
    """A text of one to four strange pieces."""
    return chance.choice((" ", "\n\n", "")).join(chance.choice(TEXTS) for _ in range(chance.randint(1, 4)))


def value(chance: random.Random, depth: int = 0) -> Any:
    """A strange value of JSON."""
    kind = chance.randrange(9 if depth < 4 else 5)
    if kind < 3:
        return made(chance)
    if kind < 5:
        return chance.choice((None, True, 0, -1, 10**30, 1.5, 2**63))
    if kind < 7:
        return [value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    return {made(chance)[:20]: value(chance, depth + 1) for _ in range(chance.randint(0, 4))}


def json_feed(chance: random.Random) -> bytes:
    """A feed whose fields hold anything."""
    keys = (
        "id",
        "url",
        "title",
        "content_text",
        "content_html",
        "summary",
        "date_published",
        "date_modified",
        "authors",
        "tags",
    )
    items = [{key: value(chance) for key in keys if chance.random() < 0.7} for _ in range(chance.randint(0, 6))]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": made(chance), "items": items}
    for key in ("title", "items", "home_page_url", "language", "authors"):
        if chance.random() < 0.2:
            feed[key] = value(chance)
    return json.dumps(feed).encode()


def json_lines(chance: random.Random) -> bytes:
    """Rows whose fields hold anything."""
    keys = ("text", "html", "title", "published", "url", "outlet", "byline")
    rows = ({key: value(chance) for key in keys if chance.random() < 0.7} for _ in range(chance.randint(1, 6)))
    return b"\n".join(json.dumps(row).encode() for row in rows)


def table(chance: random.Random) -> bytes:
    """A table whose columns are of any type."""
    count = chance.randint(0, 5)
    makers: tuple[Callable[[], list[Any]], ...] = (
        lambda: [made(chance).encode("utf-8", "replace").decode() for _ in range(count)],
        lambda: [made(chance).encode("utf-8", "surrogatepass") for _ in range(count)],
        lambda: [chance.choice((None, FIRST)) for _ in range(count)],
        lambda: [chance.randrange(10**12) for _ in range(count)],
        lambda: [[FIRST] * chance.randint(0, 3) for _ in range(count)],
        lambda: [{"text": FIRST, "title": TITLE} for _ in range(count)],
        lambda: [None] * count,
    )
    names = ("text", "html", "title", "published", "url", "outlet", "byline", "a.b", "text.text")
    columns = {name: chance.choice(makers)() for name in names if chance.random() < 0.6}
    return made_parquet(**(columns or {"text": [FIRST]}))


def page(chance: random.Random) -> bytes:
    """A page of entries, boxes, times and linked data in any order."""
    out = []
    for _ in range(chance.randint(1, 25)):
        tag = chance.choice(
            ("div", "section", "article", "li", "p", "h1", "h2", "h3", "blockquote", "aside", "a", "td", "pre", "q")
        )
        name = chance.choice(("", " class='comment'", " class='live_entry'", " id='e1'", " hidden", " class='share'"))
        inner = made(chance).replace("<", "&lt;") if chance.random() < 0.7 else made(chance)
        time = f"<time datetime='{made(chance)[:30]}'>10:42</time>" if chance.random() < 0.4 else ""
        out.append(f"<{tag}{name}>{time}{inner}" + (f"</{tag}>" if chance.random() < 0.8 else ""))
    if chance.random() < 0.5:
        update = {
            key: value(chance)
            for key in ("headline", "articleBody", "datePublished", "author", "url")
            if chance.random() < 0.8
        }
        blog = {"@type": "LiveBlogPosting", "liveBlogUpdate": [update] * chance.randint(0, 4) or value(chance)}
        out.insert(0, f"<script type='application/ld+json'>{json.dumps(blog)}</script>")
    many = chance.choice((1, 1, 2, 6))
    return f"<html><body>{''.join(out) * many}</body></html>".encode("utf-8", "replace")


def lines(chance: random.Random) -> bytes:
    """Plain text of lines in any order, many of them times."""
    return "\n".join(made(chance) for _ in range(chance.randint(1, 60))).encode("utf-8", "replace")


def mail(chance: random.Random) -> bytes:
    """A mail whose headers and parts hold anything."""
    head, _, body = made_mail(cte=chance.choice(("quoted-printable", "base64", "8bit"))).partition(b"\n\n")
    names = (
        "Subject",
        "From",
        "Date",
        "List-Id",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Message-ID",
        "X-" + "a" * 200,
    )
    words = (
        "=?utf-8?B?4pyT?=",
        "=?x?Q?=",
        "multipart/mixed; boundary=the-same-always",
        "text/plain; charset=utf-7",
        "base64",
        "uuencode",
    )
    for _ in range(chance.randint(1, 4)):
        line = chance.choice(words) if chance.random() < 0.5 else " ".join(made(chance).split())
        head += f"\n{chance.choice(names)}: {line}".encode("utf-8", "replace")
    return head + b"\n\n" + (body if chance.random() < 0.6 else lines(chance))


def pdf(chance: random.Random) -> bytes:
    """A whole PDF of strange lines."""
    drawn = [
        [
            made(chance).encode("cp1252", "replace").decode("cp1252").replace("\n", " ")
            for _ in range(chance.randint(0, 40))
        ]
        for _ in range(chance.randint(1, 4))
    ]
    return made_pdf(drawn)


def records(chance: random.Random) -> list[bytes]:
    """Records of an archive: pages, feeds and nonsense, with strange headers."""
    out = []
    for number in range(chance.randint(1, 4)):
        body = chance.choice((page, json_feed, mail, pdf, lines))(chance) if chance.random() < 0.8 else PAGE
        coding = chance.choice(
            ("", "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: br\r\n")
        )
        kind = chance.choice(("response", "response", "revisit", "resource", "request", "warcinfo"))
        status = chance.choice(("200 OK", "404 Gone", "999", "200", "301 x"))
        url = chance.choice(("https://a.example/", "http://[x", "file:///x", "urn:x", ""))
        out.append(
            made_record(
                f"{url}{number}", body, kind=kind, status=status, headers=f"Content-Type: text/html\r\n{coding}"
            )
        )
    return out


def warc(chance: random.Random) -> bytes:
    """A WARC that can be opened."""
    return made_warc(*records(chance), packed=chance.random() < 0.5)


def wacz(chance: random.Random) -> bytes:
    """A WACZ that can be opened."""
    names = ("archive/a.warc", "archive/b.warc.gz", "../x", "archive/é.warc", "pages/pages.jsonl")
    return made_wacz({"datapackage.json": b"{}", **{name: warc(chance) for name in names if chance.random() < 0.6}})


def mbox(chance: random.Random) -> bytes:
    """A mailbox that can be opened."""
    return b"".join(b"From a@b Mon\n" + mail(chance) + b"\n" for _ in range(chance.randint(1, 4)))


#: Name of the input and what makes it, by format.
INSIDE: Final[dict[str, tuple[str, Callable[[random.Random], bytes]]]] = {
    "in a json feed": ("a.json", json_feed), "in json lines": ("a.jsonl", json_lines), "in parquet": ("a.parquet", table),
    "in html": ("a.html", page), "in plain": ("a.txt", lines), "in a mail": ("a.eml", mail), "in a pdf": ("a.pdf", pdf),
    "in a warc": ("a.warc", warc), "in a wacz": ("a.wacz", wacz), "in an mbox": ("a.mbox", mbox),
}  # fmt: skip
