"""Trains the tagger from the corpus to the files that ship.

    python -m training.run --data FOLDER --encoder FOLDER --out FOLDER

A teacher learns the corpus. The student goes on from there with the corpus, what the teacher says of it, what the teacher
finds inside contents, and made-up nested sentences. A stage whose result lies in the output folder is not run again.
"""

import argparse
import copy
import dataclasses
import pickle
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch

from onrecord.extract.tagger.pieces import WordPieces
from training.assess import describe
from training.data import Item, read_articles
from training.export import export
from training.fit import Schedule, fit
from training.model import Network, pretrained, restored
from training.nested import nested_windows
from training.soft import read_contents, read_tags, taught
from training.windows_of import article_windows, taught_windows

TEACHERS = (Schedule(epochs=3, seed=1),)
STUDENT = Schedule(epochs=3, seed=3, soft_weight=0.4)

Result = TypeVar("Result")

NESTED_WINDOWS = 500
"""Nested windows an epoch, about 6 % of its pieces."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"), help="PolNeAR as .jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score_attribution.py"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=None, help="only the first so many, to try the code out")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    word_pieces = WordPieces.parse((given.encoder / "vocab.txt").read_bytes())
    marks = (word_pieces.first, word_pieces.last)
    articles = read_articles(given.data, "train", word_pieces)[: given.articles]

    def teacher(schedule: Schedule) -> Network:
        torch.manual_seed(schedule.seed)
        network = pretrained(given.encoder / "model.safetensors")
        save = given.out / f"teacher-{schedule.seed}.pt"
        return fit(network, lambda chance: article_windows(articles, chance), schedule, marks=marks, save=save)

    teachers = [
        _network(given.out / f"teacher-{schedule.seed}.pt", partial(teacher, schedule)) for schedule in TEACHERS
    ]
    said = [
        _kept(given.out / f"tags-{schedule.seed}.pickle", partial(read_tags, network, articles, marks))
        for schedule, network in zip(TEACHERS, teachers, strict=True)
    ]
    inner = _kept(given.out / "contents.pickle", partial(read_contents, teachers[0], articles, marks))

    def student() -> Network:
        lessons = taught(articles, said, inner)

        def draw(chance: random.Random) -> Iterator[Item]:
            yield from taught_windows(lessons, chance)
            yield from nested_windows(articles, word_pieces, NESTED_WINDOWS, chance)

        return fit(copy.deepcopy(teachers[0]), draw, STUDENT, marks=marks, save=given.out / "student.pt")

    export(_network(given.out / "student.pt", student), given.out / "statements.onnx")
    (given.out / "vocab.txt").write_bytes((given.encoder / "vocab.txt").read_bytes())
    describe(given.out, given.data, given.scorer, [dataclasses.asdict(one) for one in (*TEACHERS, STUDENT)])


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
