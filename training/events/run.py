"""Trains the finder of participants from made sentences and gold rows to the files that ship.

python -m training.events.run --data FOLDER --encoder FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from onrecord.extract.tagger.pieces import WordPieces
from training.events.fit import Finder, Schedule, fit
from training.events.made import Maker, Sample, read_frames
from training.events.pack import pack
from training.events.rows import held, records, wikievents
from training.model import pretrained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/plover"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--made", type=int, default=7000, help="made sentences an epoch")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--gold", type=int, default=2, help="times each gold row an epoch; 0 leaves them out")
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

    def draw(chance: random.Random) -> list[Sample]:
        maker = Maker(chance, frames)
        return [*(maker.sample() for _ in range(given.made)), *(gold * given.gold)]

    torch.manual_seed(1)
    network = Finder()
    encoder = {
        n: v
        for n, v in pretrained(given.encoder / "model.safetensors").state_dict().items()
        if not n.startswith(("head.", "feature."))
    }
    network.load_state_dict(encoder, strict=False)
    plain = pretrained(given.encoder / "model.safetensors").feature.weight.data
    network.feature.weight.data = plain.repeat(3, 1) + torch.randn(3 * len(plain), plain.shape[1]) * 0.01
    if given.start is not None:
        network.load_state_dict(torch.load(given.start, weights_only=True))
    trained = fit(
        network, draw, Schedule(epochs=given.epochs, seed=1, frozen=2), word_pieces,
        lambda averaged, epoch: torch.save(averaged.state_dict(), given.out / f"finder.epoch-{epoch}.pt"),
    )  # fmt: skip
    torch.save(trained.state_dict(), given.out / "finder.pt")
    pack(trained, (given.encoder / "vocab.txt").read_bytes(), given.out)


if __name__ == "__main__":
    main()
