"""Parts of a marked-up page that are articles of their own: its article elements, or the entries of a live blog.

Both are found by structure: elements beside each other that each hold a heading and prose, or a time and prose. Takes the runs of
a page, gives for each run the number of its group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.readers.datelines import is_date_line
from onrecord.readers.density import is_aside, is_linked
from onrecord.readers.live import LIVE, MOST_ENTRIES, in_order, minutes_of
from onrecord.readers.markup import HEADINGS, Run
from onrecord.readers.metadata import Declared, Update
from onrecord.readers.phrases import CLOCK, line_key

#: Words of prose in an article element that make it an article of its own; teasers have up to about 50.
_ARTICLE_WORDS: Final = 60
#: Entries that make a live blog where the page says that it is one, and where only their form does: then most have a heading.
_LEAST_ENTRIES: Final = 3
_LEAST_UNSAID: Final = 4
_HEADED: Final = 0.75
_TYPICAL_WORDS: Final = 25
#: Share of the prose of the page that the entries hold: teasers below a report hold less.
_HELD: Final = 0.5
#: Times within one entry: posted, updated, and one told in a quoted post. A wrapper around all entries has more.
_MOST_TIMES: Final = 4
_LONGEST_TIME: Final = 120  # characters, with a name beside it
_DIGIT: Final = re.compile(r"\d")
_INDEX: Final = re.compile(r"\[\d+\]$")
_COMMENT: Final = re.compile(r"comment|respon[ds]|repl(?:y|ies)|discussion|disqus")


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each run, None outside all of them; all None where the page holds one article.

    tops     path of the element of each group, by number
    live     the groups are entries of a live blog; 0 is then what stands before the first of them
    updates  what JSON-LD tells of an entry, by group
    """

    of: Sequence[int | None]
    tops: dict[int, str] = field(default_factory=dict)
    live: bool = False
    updates: dict[int, Update] = field(default_factory=dict)

    @property
    def several(self) -> bool:
        """Whether the page has groups."""
        return bool(self.tops)

    def beside(self, run: Run, index: int) -> bool:
        """Whether the elements around the run, within its group, say that it stands beside the article."""
        group = self.of[index]
        return is_aside(run, below=None if group is None else self.tops.get(group))


@dataclass(slots=True)
class _Part:
    """An element that may be an entry."""

    depth: int
    first: int
    times: list[int | None] = field(default_factory=list)
    words: int = 0
    heading: str | None = None
    linked: bool = False
    update: Update | None = None


def groups_of(runs: Sequence[Run], declared: Declared) -> Groups:
    """The groups of the runs: entries of a live blog where it surely is one, else article elements where there are several."""
    return _entries(runs, declared) or _articles(runs)


def _articles(runs: Sequence[Run]) -> Groups:
    """Article elements with a heading and prose of their own, where the page has several."""
    paths: list[str | None] = []
    words: dict[str, int] = {}
    paragraphs: dict[str, int] = {}
    headed: set[str] = set()
    linked: set[str] = set()
    for run in runs:
        mark = next((m for m in run.marks if m.tag == "article"), None)
        if mark is None or "comment" in mark.names or any("comment" in m.names for m in run.marks[:-1]):
            paths.append(None)
            continue
        paths.append(mark.path)
        if _is_heading(run):
            (linked if is_linked(run) else headed).add(mark.path)
        if run.is_sentence and not is_linked(run):
            words[mark.path] = words.get(mark.path, 0) + run.words
            paragraphs[mark.path] = paragraphs.get(mark.path, 0) + 1
    real = [
        path
        for path in words
        if (words[path] >= _ARTICLE_WORDS and paragraphs[path] >= 2 and path in headed)
        or (words[path] >= 2 * _ARTICLE_WORDS and paragraphs[path] >= 3 and path in linked)
    ]
    if len(real) < 2:
        return Groups([None] * len(runs))
    numbers = {path: number for number, path in enumerate(real)}
    return Groups(
        [None if path is None else numbers.get(path) for path in paths], {n: path for path, n in numbers.items()}
    )


def _entries(runs: Sequence[Run], declared: Declared) -> Groups | None:
    """The entries of a live blog; None where the page is not surely one."""
    timed = [shows_time(run) for run in runs]
    if sum(timed) < _LEAST_ENTRIES and len(declared.updates) < _LEAST_ENTRIES:
        return None
    said = declared.live or any(LIVE.search(title[:300]) for title in (*declared.titles, *_tops(runs)))
    wanted = None
    if not declared.updates:
        wanted = _with_times(runs, timed)
        headed = (run for run in runs if _is_heading(run) and not is_linked(run))
        inside = sum(any(mark.path in wanted for mark in run.marks) for run in headed)
        if len(wanted) < _LEAST_ENTRIES or not (said or inside >= _HEADED * _LEAST_UNSAID):
            return None
    parts = _parts(runs, declared.updates, timed, wanted)
    chosen = _chosen(parts, runs, said=said)
    if chosen is None:
        return None
    numbers = {path: number for number, path in enumerate(chosen[:MOST_ENTRIES], start=1)}
    first = parts[chosen[0]].first
    of: list[int | None] = []
    for index, run in enumerate(runs):
        number = next((numbers[mark.path] for mark in run.marks if mark.path in numbers), None)
        of.append(0 if number is None and index < first else number)
    return Groups(
        of,
        {number: path for path, number in numbers.items()},
        live=True,
        updates={number: update for path, number in numbers.items() if (update := parts[path].update) is not None},
    )


def _is_heading(run: Run) -> bool:
    return run.marks[-1].tag in HEADINGS


def _tops(runs: Sequence[Run]) -> Iterator[str]:
    """The words of the main headings, within them or right below."""
    return (run.text for run in runs if run.marks[-1].tag == "h1" or (len(run.marks) > 1 and run.marks[-2].tag == "h1"))


def _is_prose(run: Run) -> bool:
    return run.is_sentence and not is_linked(run) and not is_aside(run)


def _with_times(runs: Sequence[Run], timed: Sequence[bool]) -> frozenset[str]:
    """Paths of the elements with as many times as an entry has: most elements of a page have none, or hold them all."""
    counts: dict[str, int] = {}
    for run, shown in zip(runs, timed, strict=True):
        if shown:
            for mark in run.marks:
                counts[mark.path] = counts.get(mark.path, 0) + 1
    return frozenset(path for path, number in counts.items() if number <= _MOST_TIMES)


def _parts(
    runs: Sequence[Run], updates: Sequence[Update], timed: Sequence[bool], wanted: frozenset[str] | None
) -> dict[str, _Part]:
    """What every element holds that may be an entry (of those wanted; None: all), by path; those of comments are left out."""
    titled = {line_key(update.headline): update for update in updates if update.headline is not None}
    opened = {line_key(update.opening)[:60]: update for update in updates if update.opening is not None}
    named = {
        update.url.rpartition("#")[2].lower().replace("_", "-"): update
        for update in updates
        if update.url is not None and "#" in update.url
    }
    out: dict[str, _Part] = {}
    for index, run in enumerate(runs):
        if wanted is not None and not any(mark.path in wanted for mark in run.marks):
            continue
        heading = _is_heading(run)
        told = None
        if updates:
            key = line_key(run.text[:300])
            told = (titled.get(key) if heading else None) or opened.get(key[:60])
        times = [_minutes(run)] if timed[index] else []
        words = run.words if run.is_sentence and not is_linked(run) else 0
        for depth, mark in enumerate(run.marks):
            if depth < 2:
                continue
            if _COMMENT.search(mark.names):
                break
            if wanted is not None and mark.path not in wanted:
                continue
            part = out.get(mark.path)
            if part is None:
                out[mark.path] = part = _Part(depth, index)
                if named and mark.names:
                    part.update = next((named[name] for name in mark.names.split() if name in named), None)
            part.times += times
            part.words += words
            part.update = part.update or told
            if heading and part.heading is None:
                part.heading, part.linked = run.text, is_linked(run)
    return out


def shows_time(run: Run) -> bool:
    """Whether the run is a time of day, or holds a time for machines and little else."""
    if len(run.text) > _LONGEST_TIME:
        return False
    if _DIGIT.search(run.text) is None:
        return bool(run.stamps)
    return (
        bool(run.stamps)
        or CLOCK.match(run.text) is not None
        or (is_date_line(run.text) and minutes_of(run.text) is not None)
    )


def _minutes(run: Run) -> int | None:
    """The time of day of a run's first time element, else of its words."""
    if run.stamps and "T" in run.stamps[0][1].upper():
        found = minutes_of(run.stamps[0][1].upper().partition("T")[2])
        if found is not None:
            return found
    return minutes_of(run.text)


def _chosen(parts: dict[str, _Part], runs: Sequence[Run], *, said: bool) -> list[str] | None:
    """Paths of the entries: elements of one kind that each hold a time and together most of the prose."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for path, part in parts.items():
        if part.update is not None or 0 < len(part.times) <= _MOST_TIMES:
            parent, _, step = path.rpartition("/")
            kinds.setdefault((_INDEX.sub("", parent), _INDEX.sub("", step)), []).append(path)
    if all(len(paths) < _LEAST_ENTRIES for paths in kinds.values()):
        return None
    best: list[str] = []
    for paths in kinds.values():  # the outermost of several levels that each hold one entry
        told = [path for path in paths if parts[path].words]
        if len(paths) > len(best) and _is_live([parts[path] for path in told], runs, said=said):
            best = paths
    return best or None


def _is_live(found: Sequence[_Part], runs: Sequence[Run], *, said: bool) -> bool:
    if len(found) < (_LEAST_ENTRIES if said else _LEAST_UNSAID):
        return False
    if not in_order([part.times[0] for part in found if part.times]):
        return False
    if not said:
        headed = sum(part.heading is not None and not part.linked for part in found)
        long = sorted(part.words for part in found)[len(found) // 2] >= _TYPICAL_WORDS
        timed = sum(bool(part.times) and part.times[0] is not None for part in found)
        if min(headed, timed) < _HEADED * len(found) or not long:
            return False
    prose = sum(run.words for run in runs if _is_prose(run))
    return sum(part.words for part in found) >= _HELD * prose
