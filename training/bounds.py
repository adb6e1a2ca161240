"""Teaches a trained network where cues and sources begin and end (`onrecord.extract.tagger.bounds`), and nothing else.

The encoder, the tags and the links stay as they are: what is learnt is a softmax over the tokens of a window, asked by each
token of a cue, for the first and the last token of the cue and of its source.
"""

import copy
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.extract.tagger.shape import BOUND, BOUNDS, CUE, LINK_SIZE, SOURCE
from training.batches import batched, tensors
from training.data import Item
from training.model import WIDTH, Network


@dataclass(frozen=True, slots=True)
class BoundSchedule:
    """How the bounds are learnt: one pass over the windows given."""

    seed: int
    rate: float = 2e-3
    pieces: int = 3072
    averaging: float = 0.98
    weight_decay: float = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, over all windows of a batch: window and piece that asks, the bound, the piece it looks for, and the
    weight, which is 1 for all pieces of a cue together."""

    rows: list[int]
    pieces: list[int]
    targets: list[int]
    weights: list[float]


def learn_bounds(
    network: Network, windows: Iterable[Item], schedule: BoundSchedule, *, marks: tuple[int, int], save: Path
) -> Network:
    """The network with taught bounds (an average over the pass), which is saved to `save`."""
    torch.manual_seed(schedule.seed)
    chance = random.Random(schedule.seed)
    network.train()
    taught = nn.Linear(WIDTH, 2 * len(BOUNDS) * LINK_SIZE)
    nn.init.normal_(taught.weight, std=0.03)
    nn.init.zeros_(taught.bias)
    averaged = copy.deepcopy(taught)
    optimizer = torch.optim.AdamW(taught.parameters(), lr=schedule.rate, weight_decay=schedule.weight_decay)
    groups = batched(list(windows), schedule.pieces, chance)
    for step, group in enumerate(groups):
        for parameters in optimizer.param_groups:
            parameters["lr"] = schedule.rate * min(1, (step + 1) / 10) * max(0.02, 1 - step / len(groups))
        batch = tensors(group, *marks)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            hidden = network.encoded(batch.ids, batch.features, batch.mask)
        output = taught(hidden.float())
        hide = (batch.mask - 1.0) * 1e4
        loss = sum(
            (_loss(output, hide, kind, asked) for kind, asked in enumerate(asked_in(group))), output.new_zeros(())
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        keep = min(schedule.averaging, step / (step + 10))
        with torch.no_grad():
            for old, new in zip(averaged.parameters(), taught.parameters(), strict=True):
                old.lerp_(new, 1 - keep)
    with torch.no_grad():
        network.head.weight[BOUND:] = averaged.weight
        network.head.bias[BOUND:] = averaged.bias
    torch.save(network.eval().state_dict(), save)
    return network


def _loss(output: Tensor, hide: Tensor, kind: int, asked: Asked) -> Tensor:
    if not asked.rows:
        return output.new_zeros(())
    column = 2 * kind * LINK_SIZE
    query = output[asked.rows, asked.pieces, column : column + LINK_SIZE]
    key = output[..., column + LINK_SIZE : column + 2 * LINK_SIZE][asked.rows]
    chances = ((key @ query[:, :, None]).squeeze(-1) + hide[asked.rows]).log_softmax(-1)
    weights = torch.tensor(asked.weights)
    wanted = chances[torch.arange(len(asked.rows)), asked.targets]
    return -(wanted * weights).sum() / weights.sum()


def asked_in(items: Sequence[Item]) -> list[Asked]:
    """What the cues of layer 0 ask for, a list for each of `BOUNDS`."""
    found = [Asked([], [], [], []) for _ in BOUNDS]
    for row, item in enumerate(items):
        sizes = np.array([len(token.pieces) for token in item.tokens])
        at = 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]])
        tags, links = item.labels.tags[0].tolist(), item.labels.content_links[0]
        for cue in np.unique(links[links >= 0]).tolist():
            if tags[cue] != CUE:
                continue
            run = _run(tags, cue, CUE)
            source = int(item.labels.source_links[cue])
            targets = [run[0], run[1] - 1]
            if source >= 0 and tags[source] == SOURCE:
                targets += [source, _run(tags, source, SOURCE)[1] - 1]
            for asked, target in zip(found, targets, strict=False):
                for token in range(*run):
                    asked.rows.append(row)
                    asked.pieces.append(int(at[token]))
                    asked.targets.append(int(at[target]))
                    asked.weights.append(1 / (run[1] - run[0]))
    return found


def _run(tags: Sequence[int], start: int, role: int) -> tuple[int, int]:
    end = start + 1
    while end < len(tags) and tags[end] == role + 1:
        end += 1
    return start, end
