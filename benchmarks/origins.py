# ruff: noqa: INP001 - a script, not a package
"""Speed of the reuse search on made articles, beside the near-duplicate tools that are installed.

    python benchmarks/origins.py [--sizes 5000,20000] [--curve 10000,100000,1000000] [--rounds 3] [--seed 1]
    python benchmarks/origins.py --one-more 100000 [--seed 1]

Makes collections of about 5,000 characters an article (a fifth are copies, cut, edited or merged; outlets have footers), then
prints for each size and tool the articles and the microseconds a CPU second and the peak memory, one process a tool, and the
ratios to the tools that cluster only. rensa and datasketch give no passages, kinds or direction: `onrecord` does, `clusters` is
this package's near copies alone. Each tool reads words as its users do: lower case, punctuation left out (`... words`), and
once more cut at spaces only (`... spaces`), which is faster and misses copies whose quotation marks were changed. The words are
drawn from a made vocabulary, so chance repetition is rarer than in real news.

`--one-more` instead makes a record of so many articles and adds twenty more, one at a time: what comparing each costs, as
`onrecord add` does it, with the lines that outlets repeat, and with loading and keeping the index of shared wording.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

OUTLETS = 60
#: Articles of a file that are made one by one; thirteen times as many can be made of them.
FRESH = 100_000
#: Articles in memory that are searched after each point of the curve: other work on the machine slows both down.
BESIDE = 5_000
#: Articles that `--one-more` adds.
ONE_BY_ONE = 20
Row = dict[str, Any]


def articles(count: int, seed: int) -> Iterator[Row]:
    """Articles as plain rows, one by one, the same for the same seed."""
    chance = random.Random(seed)
    dice = np.random.default_rng(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(20_000)]
    weights = np.cumsum(1 / (np.arange(len(vocabulary)) + 10))

    def paragraph() -> str:
        size = chance.randint(30, 70)
        drawn = np.searchsorted(weights, dice.random(size) * weights[-1]).tolist()
        words = [vocabulary[number] for number in drawn]
        if chance.random() < 0.3:  # a third of the paragraphs quote somebody, as in the news
            low = chance.randrange(5)
            words[low] = "“" + words[low]
            words[low + 15] += ",”"
        return " ".join(words).capitalize() + "."

    footers = [[paragraph() for _ in range(4)] for _ in range(OUTLETS)]
    stories: deque[list[str]] = deque(maxlen=2000)
    for number in range(count):
        outlet = chance.randrange(OUTLETS)
        if stories and chance.random() < 0.2:
            body = list(chance.choice(stories))
            shape = chance.random()
            if shape < 0.2:
                body = body[:3]
            elif shape < 0.4:
                body = [
                    " ".join(w if chance.random() > 0.02 else chance.choice(vocabulary) for w in p.split())
                    for p in body
                ]
            elif shape < 0.5:
                body += chance.choice(stories)
        else:
            body = [paragraph() for _ in range(chance.randint(8, 16))]
            stories.append(body)
        yield {
            "id": f"a{number:07}",
            "outlet": f"Outlet {outlet}",
            "title": None,
            "text": "\n\n".join([*body, *chance.sample(footers[outlet], 2)]),
            "published": f"2024-03-{1 + number * 28 // count:02}",
            "fetched": None,
        }


def write(path: Path, count: int, seed: int) -> None:
    """So many articles as JSON lines; after `FRESH` they come again with other consonants, made in a tenth of the time."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in articles(min(count, FRESH), seed))
    more_of(path, count)


def more_of(path: Path, count: int) -> None:
    """Fill the file up to so many articles with those it has, in other letters."""
    consonants = b"bdfgklmnprstvz"
    large = consonants.upper()
    with path.open("rb") as source, path.open("ab") as file:
        fresh = sum(1 for _ in source)
        for number in range(fresh, count):
            if number % fresh == 0:
                source.seek(0)
                turn = number // fresh
                other = bytes.maketrans(
                    consonants + large,
                    consonants[turn:] + consonants[:turn] + large[turn:] + large[:turn],
                )
            head, text = source.readline().split(b'"text": "', 1)
            body, tail = text.rsplit(b'", "published"', 1)
            body = body.replace(b"\\n", b"\x00").translate(other).replace(b"\x00", b"\\n")
            named = head.replace(b'"a', b'"a%07d", "was": "a' % number, 1)
            file.write(named + b'"text": "' + body + b'", "published"' + tail)


def search_all(rows: list[Row]) -> str:
    """The whole search of this package: passages, kinds, direction, families."""
    from onrecord.reuse.predict import predict_with_clusters

    pairs, clusters = predict_with_clusters(rows)
    return f"{len(pairs)} pairs, {len(clusters)} families"


def clusters_alone(rows: list[Row]) -> str:
    """Near copies by fingerprints."""
    from onrecord.reuse.nearby import near_copies
    from onrecord.reuse.predict import document_of

    return f"{len(near_copies([document_of(row) for row in rows]))} clusters"


class Corpus:
    """Articles in a file, one JSON line each, read one by one: as from a disk, and nothing of them is held."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._places = array("q")
        self._next = 0

    def documents(self) -> Iterator[Any]:
        """All documents, in the order of the file."""
        from onrecord.reuse.predict import document_of

        place = 0
        with Path(self._file.name).open("rb") as file:
            for line in file:
                self._places.append(place)
                place += len(line)
                yield document_of(json.loads(line))

    def document(self, ident: str) -> Any:
        """One document by its id, read again."""
        from onrecord.reuse.predict import document_of

        self._file.seek(self._places[int(ident[1:])])
        return document_of(json.loads(self._file.readline()))


def search_stream(path: Path) -> str:
    """The whole search, over articles that stay on disk: all rows are made and let go, families are made of those that join."""
    from onrecord.reuse.family import families
    from onrecord.reuse.index import Index
    from onrecord.reuse.loops import no_collection
    from onrecord.store.scratch import Scratch

    corpus = Corpus(path)
    count = 0
    joining = []
    with no_collection(), Scratch(path.parent) as scratch:
        update = Index().add(corpus.documents(), document_of=corpus.document, scratch=scratch)
        for row in update.rows:
            count += 1
            if row.kind in {"reprint", "excerpt"}:
                joining.append(row)
        return f"{count} pairs, {len(families(joining, corpus.document, update.said))} families"


def clusters_stream(path: Path) -> str:
    """Near copies, over articles that stay on disk."""
    from onrecord.reuse.nearby import near_copies

    return f"{len(near_copies(Corpus(path).documents()))} clusters"


_WORD = re.compile(r"\w+")


def _shingles(words: list[str]) -> list[str]:
    """Five words in a row, the fastest way that was found in Python."""
    return list(map(" ".join, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


def _words(text: str | None) -> list[str]:
    return _shingles(_WORD.findall((text or "").lower()))


def _spaces(text: str | None) -> list[str]:
    return _shingles((text or "").lower().split())


def rensa(rows: list[Row], shingles: Callable[[str | None], list[str]]) -> str:
    """MinHash and LSH of rensa, 128 permutations, 32 bands: the settings at which it finds most reprints."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.4, num_perm=128, num_bands=32)
    found = 0
    for number, row in enumerate(rows):
        signature = RMinHash(num_perm=128, seed=42)
        signature.update(shingles(row["text"]))
        found += len(lsh.query(signature))
        lsh.insert(number, signature)
    return f"{found} candidate pairs"


def datasketch(rows: list[Row], shingles: Callable[[str | None], list[str]]) -> str:
    """MinHash and LSH of datasketch, 128 permutations, 32 bands of 4."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=128, params=(32, 4))
    found = 0
    for row in rows:
        signature = MinHash(num_perm=128)
        signature.update_batch([shingle.encode() for shingle in shingles(row["text"])])
        found += len(lsh.query(signature))
        lsh.insert(row["id"], signature)
    return f"{found} candidate pairs"


TOOLS: dict[str, tuple[str, Callable[[list[Row]], str]]] = {
    "onrecord": ("onrecord", search_all),
    "clusters": ("onrecord", clusters_alone),
    "rensa words": ("rensa", lambda rows: rensa(rows, _words)),
    "rensa spaces": ("rensa", lambda rows: rensa(rows, _spaces)),
    "datasketch words": ("datasketch", lambda rows: datasketch(rows, _words)),
}


STREAMS: dict[str, Callable[[Path], str]] = {"onrecord": search_stream, "clusters": clusters_stream}


def measure(tool: str, count: int, seed: int) -> str:
    """CPU seconds, memory and what was found, for articles in memory. The memory is that of the process, the articles with it."""
    rows = list(articles(count, seed))
    _ready(tool, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.process_time()
    found = TOOLS[tool][1](rows)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{seconds:.2f}\t{peak}\t{before} the articles\t{found}"


def measure_stream(tool: str, path: Path, seed: int) -> str:
    """The same for articles that are read from a file while the tool works: reading and parsing them is counted."""
    _ready(tool, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.process_time()
    found = STREAMS[tool](path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{seconds:.2f}\t{peak}\t{before} at the start\t{found}"


def _ready(tool: str, seed: int) -> None:
    """Imports, tables and compiled loops, once: a run over many articles does not feel them."""
    if TOOLS[tool][0] == "onrecord":
        from onrecord.reuse.loops import WORTH, load_for

        load_for(WORTH)
    TOOLS[tool][1](list(articles(50, seed + 1)))


def _told(tool: str, count: int, arguments: list[str]) -> float:
    """Run one tool in its own process and print a line; its CPU seconds."""
    command = [sys.executable, __file__, *arguments]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    seconds, peak, before, found = line.strip().split("\t")
    cpu = float(seconds)
    sys.stdout.write(
        f"{count:8} {tool:17} {count / cpu:7.0f} articles/CPU s {1e6 * cpu / count:6.0f} us each "
        f"{peak:>6} MB peak ({before})  {found}\n"
    )
    sys.stdout.flush()
    return cpu


def curve(sizes: Iterable[int], seed: int, folder: Path) -> None:
    """Articles on disk, more and more of them: what each costs, and the memory."""
    for count in sizes:
        path = folder / f"articles-{count}.jsonl"
        write(path, count, seed)
        for tool in STREAMS:
            _told(tool, count, ["--stream", tool, str(path), str(seed)])
            _told(tool, BESIDE, ["--one", tool, str(BESIDE), str(seed)])  # the machine's speed at this moment
        path.unlink()


def article_of(row: Row) -> Any:
    """The row as an article of a record, a block a paragraph."""
    from onrecord.record import Article, Block, Dated, Span, article_id, digest_text

    text, capture = row["text"], digest_text(row["id"])
    blocks, at = [], 0
    for line in text.split("\n\n"):
        blocks.append(Block("body", line, f"bytes:{at}-{at + len(line)}", 0, Span(at, at + len(line))))
        at += len(line) + 2
    day = Dated(row["published"], "day", "meta", row["published"])
    ident = article_id(capture, 0, text)
    return Article(
        ident,
        capture,
        0,
        "text/1",
        text,
        None,
        None,
        row["outlet"],
        None,
        "en",
        None,
        day,
        None,
        (day,),
        (),
        tuple(blocks),
    )


def one_more(count: int, seed: int, folder: Path) -> None:
    """CPU seconds of comparing one article more with a record of so many, as `onrecord add` does it, and of which parts."""
    from onrecord import comparison
    from onrecord.record import Reading
    from onrecord.store import reuse_index
    from onrecord.store.database import create
    from onrecord.store.write import add_reading, add_run, new_run

    run = new_run("2026-03-09T08:00:00Z", "benchmark", "0", model=None, knowledge=None)
    rows = articles(count + ONE_BY_ONE, seed)
    spent: list[dict[str, float]] = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def inner(*given: Any, **options: Any) -> Any:
            started = time.process_time()
            out = function(*given, **options)
            spent[-1][name] = spent[-1].get(name, 0.0) + time.process_time() - started
            return out

        return inner

    with create(folder / "record.db") as store:
        with store.transaction() as db:
            add_run(db, run)
        compare = timed("all", comparison.compare)
        comparison._note_repeats = timed("repeated lines", comparison._note_repeats)
        for name, part in (("load", "load"), ("keep", "save")):
            setattr(reuse_index, part, timed(name, getattr(reuse_index, part)))
        for size in (count, *[1] * ONE_BY_ONE):
            with store.transaction() as db:
                for row in islice(rows, size):
                    found = article_of(row)
                    add_reading(db, found.capture, len(found.text), Reading("text/1", "utf-8", (found,)), run)
            spent.append({"load": 0.0})
            compare(store, run, progress=lambda *_: None)
        pairs = store.connection.execute("SELECT count(*) FROM reuse").fetchone()[0]
    head = f"{count:8} articles in the record, {pairs} pairs in the end, compared in {spent[0]['all']:.1f} CPU s"
    sys.stdout.write(f"{head}, of that repeated lines {spent[0]['repeated lines']:.1f}\n")
    for name in ("all", "repeated lines", "load", "keep"):
        column = [times[name] for times in spent[1:]]
        sys.stdout.write(f"{name:15} median {median(column):.3f}, most {max(column):.3f} CPU s\n")


def main(arguments: list[str]) -> None:
    """Run every tool in its own process, or one of them where it is named."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(measure(arguments[1], int(arguments[2]), int(arguments[3])) + "\n")
        return
    if arguments[:1] == ["--stream"]:
        sys.stdout.write(measure_stream(arguments[1], Path(arguments[2]), int(arguments[3])) + "\n")
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default="5000,20000", help="articles of each collection that all tools are given")
    parser.add_argument("--curve", default="10000,100000", help="articles that this package is given from a file")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each tool in turn; the best of each counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-more", type=int, metavar="N", help="only add articles, one by one, to an index of N")
    options = parser.parse_args(arguments)
    if options.one_more is not None:
        with tempfile.TemporaryDirectory() as folder:
            one_more(options.one_more, options.seed, Path(folder))
        return
    for count in _numbers(options.sizes):
        seconds: dict[str, float] = {}
        for _ in range(options.rounds):
            for tool, (module, _) in TOOLS.items():
                if find_spec(module) is None:
                    sys.stdout.write(f"{count:8} {tool:17} is not installed\n")
                    continue
                cpu = _told(tool, count, ["--one", tool, str(count), str(options.seed)])
                seconds[tool] = min(cpu, seconds.get(tool, cpu))
        for mine in ("onrecord", "clusters"):
            for peer in (tool for tool in seconds if TOOLS[tool][0] != "onrecord"):
                sys.stdout.write(f"{count:8} {mine} is {seconds[peer] / seconds[mine]:.2f} times as fast as {peer}\n")
    with tempfile.TemporaryDirectory() as folder:
        curve(_numbers(options.curve), options.seed, Path(folder))


def _numbers(words: str) -> list[int]:
    return [int(word) for word in words.split(",") if word]


if __name__ == "__main__":
    main(sys.argv[1:])
