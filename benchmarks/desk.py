#!/usr/bin/env python3
"""Load on the desk: every page of a record of a million statements, asked over the loopback address.

    make bench-desk                                     # makes the record first: ten minutes, 3 GB under TMPDIR
    benchmarks/desk.py --desk FOLDER                    # makes it there, or takes the one that is there, and keeps it

Each page is asked `--count` times with parameters drawn with a fixed seed: rare and common words, filters, rows from all
over the record, places far down a list. First by one asker, then by `--askers` at once. The table gives median and 95th
percentile in milliseconds, from the request to the last byte; the goals are 100 and 300. Exit code 1 when one asker finds a
page over them.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from desk_record import ACTS, COMMON, NOW, actors_file, make, sources_asked

from onrecord.brief.make import make as make_briefing
from onrecord.brief.markdown import to_markdown
from onrecord.config import SectionSettings
from onrecord.desk import Desk, make_desk, open_desk
from onrecord.weeks import bring_up

GOAL_MEDIAN_MS, GOAL_P95_MS = 100, 300
ACTOR_LISTS = ("all", "said", "did", "about", "named")


def questions(desk: Desk, rng: random.Random, count: int) -> dict[str, list[str]]:
    """What is asked of each page: `count` addresses."""
    with desk.open_for_reading() as store:
        db = store.connection
        last = db.execute("SELECT max(number) FROM statement").fetchone()[0]
        rows = [
            db.execute(
                "SELECT s.id, s.article, a.text, a.outlet, a.published, l.key FROM statement s JOIN article a ON a.id = s.article"
                " JOIN desk_statement l ON l.statement = s.id WHERE s.number >= ? LIMIT 1",
                (rng.randrange(last),),
            ).fetchone()
            for _ in range(count)
        ]
        actors = [r[0] for r in db.execute("SELECT voice FROM desk_actor ORDER BY statements DESC LIMIT 3000")]
        families = [r[0] for r in db.execute("SELECT family FROM desk_story ORDER BY articles DESC LIMIT 3000")]
        pairs = [r[0] for r in db.execute("SELECT id FROM reuse LIMIT 3000")]
        largest = [r[0] for r in db.execute("SELECT leading FROM desk_tale ORDER BY articles DESC, week LIMIT 3000")]
        place = db.execute("SELECT articles, family FROM desk_story ORDER BY articles LIMIT 1 OFFSET 500").fetchone()
        problem = db.execute("SELECT max(rowid) / 2 FROM problem").fetchone()[0]
        doubtful = db.execute("SELECT score, key FROM desk_statement ORDER BY score LIMIT 1 OFFSET 9000").fetchone()
        event = db.execute("SELECT score, id FROM event ORDER BY score, id LIMIT 1 OFFSET 9000").fetchone()
        asked_pair = db.execute("SELECT id FROM reuse ORDER BY id LIMIT 1 OFFSET 900").fetchone()
    known = [voice for voice in actors if voice.startswith("actor:")]
    words = [rng.choice(row[2].split()[9:]).strip(".") for row in rows]
    low = lambda items: items[int(len(items) * rng.random() ** 3)]  # noqa: E731 - the most frequent ones most often

    def asked(path: str, **params: object) -> str:
        return f"{path}?{urlencode(params)}"

    out = {
        "today": [asked("/", day=row[4][:10]) for row in rows],
        "search: a word": [asked("/search", q=word) for word in words],
        "search: a common word": [asked("/search", q=rng.choice(COMMON)) for _ in rows],
        "search: two words": [asked("/search", q=f"{rng.choice(COMMON)} {word}") for word in words],
        "search: filters": [
            asked(
                "/search", q=rng.choice(COMMON), act=rng.choice(ACTS), kind="direct", outlet=row[3], since="2021-01-01"
            )
            for row in rows
        ],
        "search: speaker, act": [asked("/search", speaker=low(actors), act=rng.choice(ACTS)) for _ in rows],
        "search: one about another": [asked("/search", speaker=low(actors), about=low(actors)) for _ in rows],
        "search: all, far down": [asked("/search", before=row[5]) for row in rows],
        "search: articles": [asked("/search", q=word, what="articles") for word in words],
        "search: articles, days": [
            asked("/search", q=rng.choice(COMMON), what="articles", since=row[4][:8] + "01", until=row[4][:10])
            for row in rows
        ],
        "stories": [asked("/stories", by=rng.choice(["new", "size"]), day=row[4][:10]) for row in rows],
        "story": [f"/story/{row[1]}" for row in rows],
        "story: the most told": [f"/story/{low(largest)}" for _ in rows],
        "article": [f"/article/{row[1]}" for row in rows],
        "statement": [f"/statement/{row[0]}" for row in rows],
        "actors": [asked("/actors", q=rng.choice(["", "Ka", "Mi", "X"])) for _ in rows],
        "actors: far down": [asked("/actors", before=f"{rng.randrange(1, 40)}.name:m") for _ in rows],
        "actor": [asked("/actor", who=low(actors), show=rng.choice(ACTOR_LISTS), until=row[4][:10]) for row in rows],
        "actor: the most quoted": [
            asked("/actor", who=rng.choice(known[:5]), show=rng.choice(ACTOR_LISTS)) for _ in rows
        ],
        "pair": [asked("/pair", a=one, b=other) for one, other in zip(known, known[7:], strict=False)][:count],
        "pair: the most named": [
            asked("/pair", a=one, b=other) for one in known[:8] for other in known[:8] if one != other
        ][:count],
        "pair, plotted": [asked("/pair.svg", a=known[n % 5], b=known[5 + n % 7]) for n in range(count)],
        "claims": [asked("/claims", day=row[4][:10]) for row in rows],
        "schedule": [asked("/schedule", since=row[4][:10]) for row in rows],
        "schedule: far down": [asked("/schedule", since="2020-01-01", after=f"{row[4][:10]}.event-0") for row in rows],
        "briefings": ["/briefings" for _ in rows],
        "briefing": ["/briefing?name=draft" for _ in rows],
        "briefing: versions": ["/briefing/versions?name=draft" for _ in rows],
        "origins": ["/origins" for _ in rows],
        "origins: far down": [asked("/origins", before=".".join(map(str, place))) for _ in rows],
        "origin": [f"/origin/{low(families)}" for _ in rows],
        "side by side": [f"/side/{rng.choice(pairs)}" for _ in rows],
        "coverage": ["/coverage" for _ in rows],
        "sources": [asked("/sources", source=rng.choice(["", "Source 7"])) for _ in rows],
        "problems": [asked("/problems", reason=rng.choice(["", "cut", "no text"])) for _ in rows],
        "problems: far down": [asked("/problems", before=problem) for _ in rows],
        "review": [asked("/review", queue=rng.choice(["doubtful", "speakers"])) for _ in rows],
        "review: events": [asked("/review", queue="events") for _ in rows],
        "review: copies": [asked("/review", queue="copies") for _ in rows],
        "review: far down": [
            asked("/review", queue=queue, after=after)
            for queue, after in itertools.islice(
                itertools.cycle(
                    [
                        ("doubtful", f"{doubtful[0]}_{doubtful[1]}"),
                        ("events", f"{event[0]}_{event[1]}"),
                        ("copies", asked_pair[0]),
                    ]
                ),
                count,
            )
        ],
        "judgements": ["/judgements" for _ in rows],
        "the desk as data": [rng.choice(["/api", "/openapi.json", "/help"]) for _ in rows],
    }
    return {name: found for name, found in out.items() if found}


def time_pages(port: int, asked: list[str]) -> list[float]:
    """Milliseconds of each answer, over one connection. Raises SystemExit for an answer that is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    out = []
    for path in asked:
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        out.append(1000 * (time.perf_counter() - began))
        if answer.status not in {200, 404, 400}:  # two actors may have nothing between them, or be one
            raise SystemExit(f"{path}: {answer.status}")
    connection.close()
    return out


def at_once(port: int, asked: list[str], askers: int) -> list[float]:
    """The same by several askers."""
    found: list[list[float]] = [[] for _ in range(askers)]

    def ask(n: int) -> None:
        found[n] = time_pages(port, asked[n::askers])

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [ms for part in found for ms in part]


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Make the record where it is not there, serve it, ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desk", type=Path, help="folder of the desk, kept; without it one is made and thrown away")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--count", type=int, default=60, help="times each page is asked")
    parser.add_argument("--askers", type=int, default=4)
    parser.add_argument("--only", metavar="WORDS", help="only the pages whose name begins so")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    folder = options.desk or Path(tempfile.mkdtemp(prefix="onrecord-bench-")) / "desk"
    try:
        if not (folder / "record.db").exists():
            make_desk(folder, title="A made desk")
            make(folder / "record.db", statements=options.statements, seed=options.seed, progress=say).close()
        if not (folder / "actors.toml").exists():
            (folder / "actors.toml").write_text(actors_file(options.seed), encoding="utf-8")
            settings = folder / "onrecord.toml"
            named = settings.read_text(encoding="utf-8").replace("actors = []", 'actors = ["actors.toml"]', 1)
            settings.write_text(named, encoding="utf-8")
        desk = open_desk(folder)
        furnish(desk)
        return measure(desk, options)
    finally:
        if options.desk is None:
            shutil.rmtree(folder.parent)


def furnish(desk: Desk) -> None:
    """What a desk has beside its record: a briefing with an earlier version, visits to sources. Once; brings its lists up."""
    draft = desk.folder / "briefings" / "draft"
    with desk.open_for_writing() as store:
        bring_up(store)
        sources_asked(store)
        if draft.exists():
            return
        last = store.connection.execute("SELECT max(day) FROM desk_article").fetchone()[0]
        settings = replace(desk.settings, sections=(SectionSettings("said", length=20),))
        made = make_briefing(store.connection, settings, made_at=NOW, since=last, until=last)
    draft.mkdir(parents=True)
    text = to_markdown(made.briefing)
    (draft / "briefing.md").write_text(text, encoding="utf-8")


def measure(desk: Desk, options: argparse.Namespace) -> int:
    """Serve the desk and print the table. Gives the exit code."""
    asked = questions(desk, random.Random(options.seed), options.count)
    asked = {name: paths for name, paths in asked.items() if name.startswith(options.only or "")}
    command = [
        sys.executable,
        "-c",
        "from onrecord.cli import main; main()",
        "serve",
        "--desk",
        str(desk.folder),
        "--port",
        "0",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        time_pages(port, [found[0] for found in asked.values()])  # templates and connections are made once
        slow = 0
        say(f"| page | median | 95 % | median, {options.askers} askers | 95 %, {options.askers} askers |")
        say("| --- | ---: | ---: | ---: | ---: |")
        for name, paths in asked.items():
            alone, together = time_pages(port, paths), at_once(port, paths, options.askers)
            figures = [f(v) for v in (alone, together) for f in (statistics.median, lambda v: percentile(v, 0.95))]
            say(f"| {name} | " + " | ".join(f"{ms:.0f}" for ms in figures) + " |")
            slow += figures[0] > GOAL_MEDIAN_MS or figures[1] > GOAL_P95_MS
        return int(slow > 0)
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main())
