"""Score whom mentions stand for, inside the article, on articles labelled by hand (`quality/actors`).

    python tools/actors.py [--shared ../shared] [--half build|score] [--list]

Gold is span and actor; a mention that was found is paired with the gold one that it overlaps, the same end first. Found
mentions belong together by actor, else by head. B-cubed: of each gold mention, the share of right ones among those found with
it, and the share that was found of those it belongs with; one that was not found stands alone. What was found and is not
in the gold is not counted, since the gold leaves out places and most groups. `merged` counts names of two persons in
one group. `--list` prints where they part, to be read beside the articles.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.mentions import find_mentions
from onrecord.readers import read
from onrecord.record import Mention
from onrecord.resolve.knowledge import load

TOP = Path(__file__).resolve().parent.parent
GOLD = TOP / "quality" / "actors"
WEEK = TOP / "examples" / "week"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its gold: (start, end, actor), sorted."""

    id: str
    text: str
    day: str | None
    half: str
    mentions: Sequence[tuple[int, int, str]]


@dataclass(slots=True)
class Score:
    """Sums over gold mentions."""

    gold: int = 0
    found: int = 0
    precision: float = 0.0
    recall: float = 0.0
    merged: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall, F1, share of gold mentions found, number of named persons merged."""
        p = self.precision / self.found if self.found else 0.0
        r = self.recall / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"precision": p, "recall": r, "f1": f1, "found": self.found / self.gold, "merged": float(self.merged)}


def main() -> int:
    """Score all sets that are there. Gives the exit code: 1 when a figure lies under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=TOP.parent / "shared")
    parser.add_argument("--half", choices=("build", "score"), default="score")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    return int(not measure(options.shared, half=options.half, listed=options.list))


def measure(shared: Path, *, half: str = "score", listed: bool = False) -> bool:
    """Score the sets that are there, print the figures. True when all floors hold."""
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
    holds = True
    for name, articles, actors in (("week", week(), [WEEK / "actors.toml"]), ("polnear", polnear(shared), [])):
        chosen = [a for a in articles if a.half in {half, "both"}]
        if not chosen:
            print(f"actors, {name}: absent (its articles are not beside the repository); nothing was measured")
            continue
        knowledge, total = load(actors), Score()
        for article in chosen:
            found = find_mentions(article.text, article=article.id, day=article.day, knowledge=knowledge)
            score(article, found, total, listed=listed)
        print(f"actors, {name}: {len(chosen)} articles, {total.gold:,} mentions labelled by hand ({half})")
        for figure, value in total.figures().items():
            floor = floors.get(name, {}).get(figure)
            good = floor is None or (value <= floor["most"] if "most" in floor else value >= floor["least"])
            holds &= good or half != "score"
            bound = (
                ""
                if floor is None
                else f"   {'at most' if 'most' in floor else 'at least'} {next(iter(floor.values()))}"
            )
            print(f"  {'ok  ' if good else 'FAIL'} {figure:<12} {value:.4f}{bound}")
    return holds


def score(article: Labelled, found: Sequence[Mention], total: Score, *, listed: bool) -> None:
    """Add one article to the sums."""
    pairs = pair(article.mentions, found)
    gold_of = {number: key for number, (_, _, key) in enumerate(article.mentions)}
    group_of: dict[int, str] = {number: m.actor or str(m.head) for number, m in pairs.items()}
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter(gold_of.values())
    for number, group in group_of.items():
        groups[group][gold_of[number]] += 1
        if pairs[number].form == "name" and pairs[number].kind == "person":
            names[group][gold_of[number]] += 1
    for number, key in gold_of.items():
        total.gold += 1
        group = group_of.get(number, "")
        right = groups[group][key] if group else 1
        total.recall += right / sizes[key]
        if group:
            total.found += 1
            total.precision += right / groups[group].total()
        if listed:
            homes = Counter(group_of[n] for n in group_of if gold_of[n] == key).most_common(1)
            told = _difference(key, group, groups, names, homes[0][0] if homes else "")
            if told:
                start, end, _ = article.mentions[number]
                before, after = (article.text[max(0, start - 60) : start], article.text[end : end + 40])
                reason = pairs[number].reason if number in pairs else ""
                words = " ".join(f"{before}[{article.text[start:end]}]{after}".split())
                print(f"{article.id[-10:]} {told} {key} ({reason}): {words}")
    total.merged += sum(max(0, len(keys) - 1) for keys in names.values())


def _difference(
    key: str, group: str, groups: dict[str, Counter[str]], names: dict[str, Counter[str]], home: str
) -> str | None:
    """In a word, how a mention was found to stand for another than the gold says; None where it was not."""
    if not group:
        return "NOT-FOUND"
    if groups[group].most_common(1)[0][0] != key:
        return "MERGED" if len(names[group]) > 1 else "WRONG"
    return "OPEN" if group != home else None


def pair(gold: Sequence[tuple[int, int, str]], found: Sequence[Mention]) -> dict[int, Mention]:
    """The found mention of each gold one, by its number: the same end first, then the nearest edges; none twice."""
    ranked = []
    for number, (start, end, _) in enumerate(gold):
        for mention in found:
            if min(end, mention.span.end) > max(start, mention.span.start):
                apart = abs(end - mention.span.end) + abs(start - mention.span.start)
                ranked.append((mention.span.end != end, apart, number, mention.span, mention))
    out: dict[int, Mention] = {}
    taken: set[str] = set()
    for _, _, number, _, mention in sorted(ranked, key=lambda row: row[:4]):
        if number not in out and mention.id not in taken:
            out[number] = mention
            taken.add(mention.id)
    return out


def polnear(shared: Path) -> list[Labelled]:
    """The labelled articles of PolNeAR dev; none where it is absent. Another text than was labelled is an error."""
    source = shared / "data" / "polnear" / "dev.jsonl.gz"
    if not source.is_file():
        return []
    gold = {row["id"]: row for row in json.loads((GOLD / "polnear.json").read_text(encoding="utf-8"))}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["id"] in gold]
    return [_labelled(row["id"], row["text"], row["date"], gold[row["id"]]) for row in rows]


def week() -> list[Labelled]:
    """The labelled articles of the example week."""
    out = []
    for row in json.loads((GOLD / "week.json").read_text(encoding="utf-8")):
        path = WEEK / "pages" / row["id"].partition("#")[0]
        article = read(path.read_bytes(), name=path.name).articles[int(row["id"].partition("#")[2])]
        out.append(_labelled(row["id"], article.text, article.day, row))
    return out


def _labelled(ident: str, text: str, day: str | None, row: dict[str, object]) -> Labelled:
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise SystemExit(f"the text of {ident} is not the one that was labelled")
    return Labelled(ident, text, day, str(row["half"]), [(s, e, key) for s, e, key in row["mentions"]])  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
