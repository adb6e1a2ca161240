# ruff: noqa: INP001, T201 - a script, not a package; it prints figures
"""Main text and speed on marked-up pages, beside other libraries in the same run.

    python benchmarks/pages.py [--folder DIR] [--half build|held|both] [--only NAME] [--worst N] [--no-speed]

Without `--folder` the pages are made ones (`made/`): nine templates for building, nine that were written before the reader
was tuned and are for scoring alone. `--folder` takes scrapinghub's article-extraction-benchmark (`ground-truth.json`,
`html/*.html.gz`) where it is at hand. Scores are those of `shingles.py`; speed is processor time, each library over all pages
in turns, the best of three rounds. Libraries that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parent))

import shingles
from made import chrome
from made.pages import pages as made_pages

#: Labels of the blocks that are article body in the sense of the gold; headlines, captions and bylines are not.
BODY = frozenset({"standfirst", "subheading", "body", "quote", "list", "note"})
#: Bytes of a page in the speed test: the mean of the 181 benchmark pages.
USUAL_BYTES = 86_000


@dataclass(frozen=True, slots=True)
class Gold:
    """A page and its article text."""

    name: str
    kind: str
    data: bytes
    body: str
    beside: tuple[str, ...] = ()


def onrecord(data: bytes) -> str:
    """Our reader with all metadata."""
    from onrecord.errors import Unreadable
    from onrecord.readers import read

    try:
        articles = read(data, name="page.html").articles
    except Unreadable:
        return ""
    return "\n".join(
        block.text for article in articles for block in article.blocks if block.span and block.label in BODY
    )


def trafilatura_with(**options: bool) -> Callable[[bytes], str]:
    """A reader: trafilatura with these options."""

    def extract(data: bytes) -> str:
        from trafilatura import bare_extraction

        found = bare_extraction(data, include_comments=False, **options)
        return getattr(found, "text", None) or ""

    return extract


def readability(data: bytes) -> str:
    """The text of readability-lxml, its markup as text line by line."""
    from lxml import html
    from readability import Document

    root = html.fromstring(Document(data.decode("utf-8", "replace")).summary())
    for element in root.iter("p", "h1", "h2", "h3", "h4", "li", "tr", "div", "br", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


def newspaper(data: bytes) -> str:
    """The text of newspaper4k, without its network; none in a language whose words it cannot tell apart as installed."""
    from newspaper import Article

    article = Article("https://page.example/", fetch_images=False)
    article.download(input_html=data.decode("utf-8", "replace"))
    try:
        article.parse()
    except ImportError:
        return ""
    return str(article.text)


READERS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "onrecord": ("onrecord", onrecord),
    "trafilatura precision": ("trafilatura", trafilatura_with(favor_precision=True)),
    "trafilatura default + metadata": ("trafilatura", trafilatura_with(with_metadata=True)),
    "trafilatura fast": ("trafilatura", trafilatura_with(fast=True)),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper),
}


def from_folder(folder: Path) -> list[Gold]:
    """The pages of an article-extraction-benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    out = []
    for name, row in sorted(truth.items()):
        out.append(
            Gold(name, "page", gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), row["articleBody"])
        )
    return out


def from_templates(halves: Sequence[str]) -> list[Gold]:
    """The made pages."""
    return [
        Gold(f"{page.template}-{number}", page.template, page.html.encode(), "\n".join(page.body), page.beside)
        for half in halves
        for number, page in enumerate(made_pages(half))  # type: ignore[arg-type]
    ]


def padded(data: bytes, number: int) -> bytes:
    """The page with teasers, menus and scripts put before its end until it is as long as pages are."""
    rng = Random(number)
    more = ""
    while len(data) + len(more) < USUAL_BYTES:
        more += f"<div class='rail'>{chrome.menu(rng)}{chrome.teasers(rng, 8)}</div><script>{chrome.script(rng, 6)}</script>"
    return data.replace(b"</body>", f"{more}</body>".encode(), 1) if b"</body>" in data else data + more.encode()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--half", choices=("build", "held", "both"), default="both")
    parser.add_argument("--only", help="readers whose names hold this")
    parser.add_argument(
        "--worst", type=int, default=0, help="name the N worst pages of onrecord (of the building half)"
    )
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    gold = (
        from_folder(options.folder)
        if options.folder
        else from_templates(("build", "held") if options.half == "both" else (options.half,))
    )
    wanted = {name: row for name, row in READERS.items() if options.only is None or options.only in name}
    there = {name: function for name, (module, function) in wanted.items() if find_spec(module) is not None}
    for name in wanted.keys() - there.keys():
        print(f"{name}: not installed here, left out")
    print(f"{len(gold)} pages of {mean(len(page.data) for page in gold):,.0f} bytes")
    kinds = list(dict.fromkeys(page.kind for page in gold))
    report = {}
    for name, function in there.items():
        scores = [shingles.score_page(page.body, function(page.data), beside=page.beside) for page in gold]
        f1, precision, recall = shingles.overall(scores)
        report[name] = {"f1": f1, "precision": precision, "recall": recall}
        print(
            f"{name:<32} F1 {f1:.4f} ±{shingles.spread(scores, times=200):.3f}  precision {precision:.4f}  recall {recall:.4f}"
        )
        if len(kinds) > 1:
            parts = {
                kind: shingles.overall([s for s, page in zip(scores, gold, strict=True) if page.kind == kind])[0]
                for kind in kinds
            }
            print("    " + "  ".join(f"{kind} {value:.3f}" for kind, value in parts.items()))
        if name == "onrecord":
            for value, page in sorted(zip((score.f1 for score in scores), (page.name for page in gold), strict=True))[
                : options.worst
            ]:
                print(f"    {value:.3f} {page}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=2), encoding="utf-8")
    if not options.no_speed:
        speed(there, [page.data if options.folder else padded(page.data, n) for n, page in enumerate(gold)])
    return 0


def speed(readers: dict[str, Callable[[bytes], str]], pages: Sequence[bytes]) -> None:
    """Print pages a second of processor time, the worst page, and the ratio to the first reader; three rounds in turns."""
    print(f"speed on {len(pages)} pages of {mean(map(len, pages)):,.0f} bytes")
    totals: dict[str, list[float]] = {name: [] for name in readers}
    worst = dict.fromkeys(readers, 0.0)
    for _ in range(3):
        for name, function in readers.items():
            total = 0.0
            for data in pages:
                began = time.process_time()
                function(data)
                took = time.process_time() - began
                total += took
                worst[name] = max(worst[name], took)
            totals[name].append(total)
    first = next(iter(readers))
    ours = min(totals[first])
    for name, rounds in totals.items():
        best = min(rounds)
        rate = f"{len(pages) / best:7.1f} pages/s  worst {1000 * worst[name]:6.0f} ms"
        print(f"{name:<32} {rate}  takes {best / ours:.2f} times as long as {first}")


if __name__ == "__main__":
    sys.exit(main())
