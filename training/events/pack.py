"""A trained finder's weights -> the two files that ship: `finder.onnx` (int8) and `finder.json`.

python -m training.events.pack --weights FILE.pt... --encoder FOLDER --out FOLDER

Of several files the mean of their weights ships: runs that went on from one another err in other places.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from onrecord.extract.events.finder.shape import TYPES
from onrecord.record import digest_bytes
from training.events.fit import Finder, finder_of
from training.export import export


def pack(network: Finder, vocabulary: bytes, out: Path) -> None:
    """Writes the files into the folder `out`."""
    export(network, out / "finder.onnx")
    told = {
        "name": "onrecord finder of participants 3",
        "digest": digest_bytes((out / "finder.onnx").read_bytes()),
        "vocabulary": digest_bytes(vocabulary),
        "types": TYPES[1:],
        "data": "made sentences (training/events/frames); half of the WikiEvents rows (MIT) and OEDA gold records (CC BY-SA 4.0); "
        "sentences of PolNeAR with labels of its own (training/events/news.py)",
    }
    (out / "finder.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    runs = [torch.load(path, weights_only=True) for path in given.weights]
    network = finder_of({name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]})
    pack(network.eval(), (given.encoder / "vocab.txt").read_bytes(), given.out)


if __name__ == "__main__":
    main()
