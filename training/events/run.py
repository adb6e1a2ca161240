"""Trains the finder of participants from made sentences and gold rows to the files that ship.

python -m training.events.run --data FOLDER --encoder FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from onrecord.extract.tagger.pieces import WordPieces
from training.events.fit import Finder, Schedule, finder_of, fit, grouped
from training.events.made import Maker, Sample, read_frames
from training.events.narrow import narrowed
from training.events.news import read as read_news
from training.events.pack import pack
from training.events.rows import held, records, wikievents
from training.model import HEADS, INNER, pretrained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/plover"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--made", type=int, default=7000, help="made sentences an epoch")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--gold", type=int, default=2, help="times each gold row an epoch; 0 leaves them out")
    parser.add_argument("--news", type=Path, help="pairs in real sentences that training.events.news wrote")
    parser.add_argument("--of-news", type=int, default=1500, help="of those so many an epoch")
    parser.add_argument("--read", type=float, default=1.0, help="share of the made sentences read for acts and parties")
    parser.add_argument("--pieces", type=int, default=2400, help="word pieces of a step")
    parser.add_argument("--rate", type=float, default=3e-4, help="learning rate of the top layer")
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they are")
    parser.add_argument("--heads", type=int, default=HEADS, help="heads of each layer that stay")
    parser.add_argument("--inner", type=int, default=INNER, help="inner columns of each layer that stay")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the bare encoder")
    given = parser.parse_args()
    torch.set_num_threads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    word_pieces = WordPieces.parse((given.encoder / "vocab.txt").read_bytes())
    gold = (
        [
            *(s for s in wikievents(given.data / "AW_train.jsonl.gz") if not held(s.text)),
            *(s for s in records(given.data / "GSR_other.jsonl.gz") if not held(s.text)),
        ]
        if given.gold
        else []
    )
    print(f"{len(gold)} gold sentences")
    frames = read_frames()

    by_label: dict[str, list[Sample]] = {}
    for sample in read_news(given.news) if given.news is not None else []:
        assert sample.pair is not None
        by_label.setdefault(sample.pair.label, []).append(sample)

    def draw(chance: random.Random) -> list[Sample]:
        maker = Maker(chance, frames)
        # of every label alike, as of the made ones
        each = given.of_news // max(1, len(by_label))
        news = [s for _, found in sorted(by_label.items()) for s in chance.sample(found, min(each, len(found)))]
        return [*(maker.sample() for _ in range(given.made)), *(gold * given.gold), *news]

    torch.manual_seed(1)
    if given.start is None:
        network = Finder()
        encoder = pretrained(given.encoder / "model.safetensors").state_dict()
        for name in ("head.weight", "head.bias"):
            del encoder[name]
        # a marked piece begins with the feature that it would have without its mark
        plain = encoder["feature.weight"].repeat(3, 1)
        encoder["feature.weight"] = plain + torch.randn(plain.shape) * 0.01
        network.load_state_dict(encoder, strict=False)
    else:
        network = finder_of(torch.load(given.start, weights_only=True))
    schedule = Schedule(
        epochs=given.epochs, seed=given.seed, rate=given.rate, pieces=given.pieces, frozen=given.frozen, read=given.read
    )
    chance = random.Random(given.seed)
    rows = grouped(draw(chance)[: given.made // 4], schedule, word_pieces, chance) if given.heads != HEADS else []
    network = narrowed(network, rows, heads=given.heads, inner=given.inner)
    trained = fit(
        network, draw, schedule, word_pieces,
        lambda averaged, epoch: torch.save(averaged.state_dict(), given.out / f"finder.epoch-{epoch}.pt"),
    )  # fmt: skip
    torch.save(trained.state_dict(), given.out / "finder.pt")
    pack(trained, (given.encoder / "vocab.txt").read_bytes(), given.out)


if __name__ == "__main__":
    main()
