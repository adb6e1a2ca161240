"""Damage valid inputs of every format at random and read them: no crash, no hang, bounded memory; says the worst.

    python tools/fuzz.py --seconds 60 --seed 1

Two kinds of input: bytes of a valid file damaged anywhere, and files whose container is right and whose values are strange
(`tests/made_faults.py`). Every reading is checked against
its law: places give the words back. Prints, for each format, inputs tried, how many were read, refused and read with problems,
the slowest reading in processor seconds, and the memory that this process took at most.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from made_faults import INSIDE
from made_formats import FORMATS, PAGE, made_item, made_mail, made_record, made_rss, made_wacz, made_warc
from onrecord.archives import HEAD_BYTES, Member, archive_kind, members
from onrecord.errors import Unreadable
from onrecord.readers import read, texts_at
from onrecord.record import PROBLEM_REASONS

ARCHIVES = {
    "warc": ("a.warc", made_warc(*(made_record(f"https://a.example/{n}", PAGE) for n in range(3)))),
    "warc.gz": ("a.warc.gz", made_warc(*(made_record(f"https://a.example/{n}", PAGE) for n in range(3)), packed=True)),
    "wacz": (
        "a.wacz",
        made_wacz({"datapackage.json": b"{}", "archive/a.warc": made_record("https://a.example/1", PAGE)}),
    ),
    "mbox": ("a.mbox", (b"From a@b Mon\n" + made_mail() + b"\n") * 2),
}
LISTS = {
    "opml": ("a.opml", b'<opml version="2.0"><body><outline text="x" xmlUrl="https://a.example/rss"/></body></opml>'),
    "sitemap": ("a.xml", b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-03-02</lastmod></url></urlset>"),
    "addresses": ("a.txt", b"# mine\nhttps://a.example/1\nhttps://b.example/2\n"),
    "feed of ten": ("a.xml", made_rss(*(made_item(n) for n in range(10)))),
}
#: Pieces that break parsers: signs that open, close, escape, count, or end text.
PIECES = (
    b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&nbsp;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x [",
    b"<!ENTITY a 'b'>", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b"{", b"[" * 50, b"}" * 5,
    b"=?utf-8?B?", b"?=", b"--the-same-always", b"%",
    b"Content-Length: 99999999999\r\n", b"Content-Transfer-Encoding: base64\n", b"charset=utf-7", b"boundary=", b"\x1f\x8b\x08",
    b"PK\x03\x04", b"WARC/1.0\r\n", b"endobj", b"stream\n", b"/Length 999999", b"9999999999", b"<a>" * 300, b"\xf0\x9f\x98\x80",
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight random faults."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        kind = chance.randrange(6)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + chance.randint(1, 1 + len(out) // 4)]
        elif kind == 2:
            out[at:at] = chance.choice(PIECES)
        elif kind == 3:
            start = chance.randrange(len(out) + 1)
            out[at:at] = out[start : start + chance.randint(1, 400)]
        elif kind == 4:
            out[at:at] = chance.choice(PIECES) * chance.randint(1, 2000)
        elif kind == 5:
            del out[at:]
    return bytes(out)


def tried(name: str, data: bytes) -> Counter[str]:
    """Read the bytes as an input and check the laws. Gives what came of it."""
    counts: Counter[str] = Counter()
    kind = archive_kind(data[:HEAD_BYTES], name)
    items: list[tuple[str, bytes]] = [(name, data)]
    if kind is not None:
        items = []
        for found in members(io.BytesIO(data), kind, name, limit=10_000_000):
            if isinstance(found, Member):
                items.append((found.address, found.data))
            else:
                assert found.reason in PROBLEM_REASONS, found
                counts["problems"] += 1
    for address, body in items:
        try:
            reading = read(body, name=address)
        except Unreadable as error:
            counts["refused" if error.reason in PROBLEM_REASONS else "unknown reason"] += 1
            continue
        blocks = [block for article in reading.articles for block in article.blocks] + list(reading.stray)
        assert texts_at(reading.reader, body, [b.place for b in blocks]) == [b.text for b in blocks]
        assert all(problem.reason in PROBLEM_REASONS for problem in reading.problems)
        counts["read"] += 1
        counts["problems"] += len(reading.problems)
    return counts


def main() -> None:
    """Try until the time is over, all formats in turn."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time for all formats")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    inputs = {kind: (name, data) for kind, (name, data, _) in FORMATS.items()} | ARCHIVES | LISTS
    end = time.process_time() + options.seconds
    chance = random.Random(options.seed)
    made = {kind: (name, partial(damaged, data)) for kind, (name, data) in inputs.items()} | INSIDE
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in made}
    worst: dict[str, float] = dict.fromkeys(made, 0.0)
    while time.process_time() < end:
        for kind, (name, make) in made.items():
            body = make(chance)
            start = time.process_time()
            try:
                totals[kind] += tried(name, body)
            except Exception:
                Path("fuzz-failure.bin").write_bytes(body)
                print(f"{kind}: failed; the input is in fuzz-failure.bin")
                raise
            totals[kind]["tried"] += 1
            worst[kind] = max(worst[kind], time.process_time() - start)
    print(f"{'format':<16}{'tried':>9}{'read':>9}{'refused':>9}{'problems':>9} {'slowest s':>10}")
    for kind, counts in totals.items():
        assert not counts["unknown reason"]
        numbers = "".join(f"{counts[name]:>9}" for name in ("tried", "read", "refused", "problems"))
        print(f"{kind:<16}{numbers} {worst[kind]:>10.3f}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
