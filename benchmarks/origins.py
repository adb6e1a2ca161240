# ruff: noqa: INP001 - a script, not a package
"""Speed of the reuse search on made articles, beside the near-duplicate tools that are installed.

    python benchmarks/origins.py [ARTICLES] [SEED]

Makes a collection of about 4,000 characters an article (a fifth are copies, cut, edited or merged; outlets have footers),
then prints articles per CPU second and peak memory, one process a tool. rensa and datasketch cluster only: no passages, kinds
or direction. The words are drawn from a made vocabulary, so chance repetition is rarer than in real news.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

OUTLETS = 60


def collection(count: int, seed: int) -> list[dict[str, str | None]]:
    """Articles as plain rows, the same for the same seed."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]

    def paragraph() -> str:
        words = chance.choices(vocabulary, weights, k=chance.randint(30, 70))
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


def _shingles(text: str | None) -> list[str]:
    words = (text or "").lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


def rensa(rows: list[dict[str, str | None]]) -> str:
    """MinHash and LSH of rensa, 128 permutations, 16 bands."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    found = 0
    for number, row in enumerate(rows):
        signature = RMinHash(num_perm=128, seed=42)
        signature.update(_shingles(row["text"]))
        found += len(lsh.query(signature))
        lsh.insert(number, signature)
    return f"{found} candidate pairs"


def datasketch(rows: list[dict[str, str | None]]) -> str:
    """MinHash and LSH of datasketch, 128 permutations, 16 bands of 8."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=128, params=(16, 8))
    found = 0
    for row in rows:
        signature = MinHash(num_perm=128)
        signature.update_batch([shingle.encode() for shingle in _shingles(row["text"])])
        found += len(lsh.query(signature))
        lsh.insert(row["id"], signature)
    return f"{found} candidate pairs"


TOOLS: dict[str, tuple[str, Callable[[list[dict[str, str | None]]], str]]] = {
    "onrecord": ("onrecord", search_all),
    "rensa": ("rensa", rensa),
    "datasketch": ("datasketch", datasketch),
}


def measure(tool: str, count: int, seed: int) -> str:
    """One line of figures. The memory is that of the process, the collection's own subtracted."""
    rows = collection(count, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.process_time()
    found = TOOLS[tool][1](rows)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{tool:12} {count / seconds:8.0f} articles/CPU s {seconds:8.1f} CPU s {peak:6} MB peak ({before} before)  {found}"


def main(arguments: list[str]) -> None:
    """Run every tool in its own process, or one of them where it is named."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(measure(arguments[1], int(arguments[2]), int(arguments[3])) + "\n")
        return
    count, seed = (arguments + ["5000", "1"][len(arguments) :])[:2]
    for tool, (module, _) in TOOLS.items():
        if find_spec(module) is None:
            sys.stdout.write(f"{tool:12} is not installed\n")
        else:
            subprocess.run([sys.executable, __file__, "--one", tool, count, seed], check=True)  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1:])
