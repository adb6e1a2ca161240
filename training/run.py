"""Trains the tagger from the corpus to the files that ship.

    python -m training.run --data FOLDER --encoder FOLDER --out FOLDER

A teacher learns the corpus. The student goes on from there with the corpus, what the teacher says of it, what the teacher
finds inside contents, and made-up nested sentences. Then the heads and columns that matter least are cut out of the student,
and what is left learns the same again, from teacher and student, and once more at a lower rate; last, with all else held, where
cues and sources begin and end. A stage whose result lies in
the output folder is not run again, and a stage that was stopped goes on after its last whole epoch.
"""

import argparse
import copy
import dataclasses
import pickle
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch

from onrecord.extract.tagger.pieces import WordPieces
from training.assess import describe
from training.bounds import BoundSchedule, learn_bounds
from training.data import Item, read_articles
from training.export import export
from training.fit import Schedule, fit
from training.model import Network, pretrained, restored
from training.narrow import narrowed
from training.nested import nested_windows
from training.soft import Soft, Taught, read_contents, read_tags, taught
from training.windows_of import article_windows, taught_windows

TEACHER = Schedule(epochs=3, seed=1)
STUDENT = Schedule(epochs=3, seed=3, soft_weight=0.4)
NARROW = Schedule(epochs=3, seed=4, soft_weight=0.5)
LONGER = Schedule(epochs=3, seed=5, rate=2e-4, averaging=0.998, soft_weight=0.5)

BOUND_SCHEDULE = BoundSchedule(seed=8)
BOUND_PASSES = 1

HEADS, INNER = 8, 768
"""Of MiniLM's 12 and 1,536 in each layer: together with the rest three fifths of the time of the whole network."""

JUDGED_ARTICLES = 60
"""Articles on which it is measured what a head or a column is worth."""

Result = TypeVar("Result")

NESTED_WINDOWS = 500
"""Nested windows an epoch, about 6 % of its pieces."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"), help="PolNeAR as .jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score_attribution.py"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=None, help="only the first so many, to try the code out")
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    word_pieces = WordPieces.parse((given.encoder / "vocab.txt").read_bytes())
    marks = (word_pieces.first, word_pieces.last)
    articles = read_articles(given.data, "train", word_pieces)[: given.articles]

    def teach() -> Network:
        torch.manual_seed(TEACHER.seed)
        network = pretrained(given.encoder / "model.safetensors")
        save = given.out / "teacher.pt"
        return fit(network, lambda chance: article_windows(articles, chance), TEACHER, marks=marks, save=save)

    def draw(lessons: Sequence[Taught], chance: random.Random) -> Iterator[Item]:
        yield from taught_windows(lessons, chance)
        yield from nested_windows(articles, word_pieces, NESTED_WINDOWS, chance)

    def learn(network: Network, said: Sequence[Sequence[Soft]], schedule: Schedule, save: Path) -> Network:
        return fit(network, partial(draw, taught(articles, said, inner)), schedule, marks=marks, save=save)

    def cut(network: Network) -> Network:
        chance = random.Random(NARROW.seed)
        some = chance.sample(articles, min(JUDGED_ARTICLES, len(articles)))
        items = list(article_windows(some, chance))
        return narrowed(network, items, NARROW, heads=HEADS, inner=INNER, marks=marks)

    teacher = _network(given.out / "teacher.pt", teach)
    said = [_kept(given.out / "tags-teacher.pickle", partial(read_tags, teacher, articles, marks))]
    inner = _kept(given.out / "contents.pickle", partial(read_contents, teacher, articles, marks))
    path = given.out / "student.pt"
    student = _network(path, lambda: learn(copy.deepcopy(teacher), said, STUDENT, path))
    said.append(_kept(given.out / "tags-student.pickle", partial(read_tags, student, articles, marks)))
    path = given.out / "narrow.pt"
    narrow = _network(path, lambda: learn(cut(student), said, NARROW, path))
    path = given.out / "longer.pt"
    longer = _network(path, lambda: learn(copy.deepcopy(narrow), said, LONGER, path))
    path = given.out / "bounds.pt"
    passes = random.Random(BOUND_SCHEDULE.seed)
    windows = [item for _ in range(BOUND_PASSES) for item in article_windows(articles, passes)]
    whole = _network(path, lambda: learn_bounds(longer, windows, BOUND_SCHEDULE, marks=marks, save=path))
    export(whole, given.out / "statements.onnx")
    (given.out / "vocab.txt").write_bytes((given.encoder / "vocab.txt").read_bytes())
    runs = [dataclasses.asdict(one) for one in (TEACHER, STUDENT, NARROW, LONGER, BOUND_SCHEDULE)]
    describe(given.out, given.data, given.scorer, runs)


def _network(path: Path, make: Callable[[], Network]) -> Network:
    """The network in the file, or the one that `make` trains and saves there."""
    return load(path) if path.exists() else make()


def _kept(path: Path, make: Callable[[], Result]) -> Result:
    """What an earlier run left in the file, or what `make` gives, which is left there."""
    if not path.exists():
        path.write_bytes(pickle.dumps(make()))
    result: Result = pickle.loads(path.read_bytes())
    return result


def load(path: Path) -> Network:
    return restored(torch.load(path, weights_only=True))


if __name__ == "__main__":
    main()
