# ruff: noqa: INP001 - a script, not a package
"""Speed of the reuse search on made articles, beside the near-duplicate tools that are installed.

    python benchmarks/origins.py [--sizes 5000,20000,50000] [--seed 1] [--peers-to 20000]

Makes collections of about 5,000 characters an article (a fifth are copies, cut, edited or merged; outlets have footers), then
prints for each size and tool the articles and the microseconds a CPU second and the peak memory, one process a tool, and the
ratios to the tools that cluster only. rensa and datasketch give no passages, kinds or direction: `onrecord` does, `clusters` is
this package's near copies alone. Each tool reads words as its users do: lower case, punctuation left out (`... words`), and
once more cut at spaces only (`... spaces`), which is faster and misses copies whose quotation marks were changed. The words are
drawn from a made vocabulary, so chance repetition is rarer than in real news.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import accumulate

OUTLETS = 60


def collection(count: int, seed: int) -> list[dict[str, str | None]]:
    """Articles as plain rows, the same for the same seed."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))

    def paragraph() -> str:
        words = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(30, 70))
        return " ".join(words).capitalize() + "."

    footers = [[paragraph() for _ in range(4)] for _ in range(OUTLETS)]
    stories: list[list[str]] = []
    rows: list[dict[str, str | None]] = []
    for number in range(count):
        outlet = chance.randrange(OUTLETS)
        if stories and chance.random() < 0.2:
            body = list(chance.choice(stories[-2000:]))
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
        text = "\n\n".join([*body, *chance.sample(footers[outlet], 2)])
        day = f"2024-03-{1 + number * 28 // count:02}"
        rows.append(
            {
                "id": f"a{number:07}",
                "outlet": f"Outlet {outlet}",
                "title": None,
                "text": text,
                "published": day,
                "fetched": None,
            }
        )
    return rows


def search_all(rows: list[dict[str, str | None]]) -> str:
    """The whole search of this package: passages, kinds, direction, families."""
    from onrecord.reuse.predict import predict_with_clusters

    pairs, clusters = predict_with_clusters(rows)
    return f"{len(pairs)} pairs, {len(clusters)} families"


def clusters_alone(rows: list[dict[str, str | None]]) -> str:
    """Near copies by fingerprints."""
    from onrecord.reuse.nearby import near_copies
    from onrecord.reuse.predict import document_of

    return f"{len(near_copies([document_of(row) for row in rows]))} clusters"


_WORD = re.compile(r"\w+")


def _shingles(words: list[str]) -> list[str]:
    """Five words in a row, the fastest way that was found in Python."""
    return list(map(" ".join, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


def _words(text: str | None) -> list[str]:
    return _shingles(_WORD.findall((text or "").lower()))


def _spaces(text: str | None) -> list[str]:
    return _shingles((text or "").lower().split())


def rensa(rows: list[dict[str, str | None]], shingles: Callable[[str | None], list[str]]) -> str:
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


def datasketch(rows: list[dict[str, str | None]], shingles: Callable[[str | None], list[str]]) -> str:
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


TOOLS: dict[str, tuple[str, Callable[[list[dict[str, str | None]]], str]]] = {
    "onrecord": ("onrecord", search_all),
    "clusters": ("onrecord", clusters_alone),
    "rensa words": ("rensa", lambda rows: rensa(rows, _words)),
    "rensa spaces": ("rensa", lambda rows: rensa(rows, _spaces)),
    "datasketch words": ("datasketch", lambda rows: datasketch(rows, _words)),
}


def measure(tool: str, count: int, seed: int) -> str:
    """Seconds and what was found. The memory is that of the process, the collection with it."""
    rows = collection(count, seed)
    TOOLS[tool][1](collection(50, seed + 1))  # imports and tables, once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.process_time()
    found = TOOLS[tool][1](rows)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{seconds:.2f}\t{peak}\t{before}\t{found}"


def _told(tool: str, count: int, seed: int) -> float:
    """Run one tool in its own process and print a line; its CPU seconds."""
    command = [sys.executable, __file__, "--one", tool, str(count), str(seed)]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    seconds, peak, before, found = line.strip().split("\t")
    cpu = float(seconds)
    sys.stdout.write(
        f"{count:8} {tool:17} {count / cpu:7.0f} articles/CPU s {1e6 * cpu / count:6.0f} us each "
        f"{peak:>6} MB peak ({before} the articles)  {found}\n"
    )
    sys.stdout.flush()
    return cpu


def main(arguments: list[str]) -> None:
    """Run every tool in its own process, or one of them where it is named."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(measure(arguments[1], int(arguments[2]), int(arguments[3])) + "\n")
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default="5000,20000,50000", help="articles of each collection")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers-to", type=int, default=20_000, help="the largest collection for the other tools")
    options = parser.parse_args(arguments)
    for count in map(int, options.sizes.split(",")):
        seconds: dict[str, float] = {}
        for tool, (module, _) in TOOLS.items():
            if find_spec(module) is None:
                sys.stdout.write(f"{count:8} {tool:17} is not installed\n")
            elif module == "onrecord" or count <= options.peers_to:
                seconds[tool] = _told(tool, count, options.seed)
        for mine in ("onrecord", "clusters"):
            for peer in (tool for tool in seconds if TOOLS[tool][0] != "onrecord"):
                sys.stdout.write(f"{count:8} {mine} is {seconds[peer] / seconds[mine]:.2f} times as fast as {peer}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
