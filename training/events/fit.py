"""One training run of the finder: a network, samples drawn anew each epoch -> the exponential average of the weights."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.events.finder.shape import (
    KEY,
    LABELS,
    MARKED_FEATURES,
    OUTPUTS,
    OWN,
    PAIR,
    QUERY,
    ROLE_SIZE,
    SOURCE_MARK,
    TAGS,
    TARGET_MARK,
    TYPES,
)
from onrecord.extract.tagger.pieces import WordPieces, read_tokens
from training.events.made import Pair, Sample
from training.events.pairs import pair_of
from training.model import HEAD_WIDTH, HEADS, INNER, LAYERS, WIDTH, Network

IGNORED = -100
ANY = -1
"""A coded word of a type that has no name here."""
EITHER_SOURCE, EITHER_TARGET = 5, 6
"""A part of a participant of which only the head is marked: its first or a later word."""


class Finder(Network):
    """The encoder with the finder's head."""

    def __init__(self, sizes: Sequence[tuple[int, int]] = ((HEADS, INNER),) * LAYERS) -> None:
        super().__init__(sizes)
        self.feature = nn.Embedding(MARKED_FEATURES, WIDTH)
        self.head = nn.Linear(WIDTH, OUTPUTS)
        nn.init.normal_(self.head.weight, std=0.04)
        nn.init.zeros_(self.head.bias)


def finder_of(weights: Mapping[str, Tensor]) -> Finder:
    """The finder with these weights, of the sizes that they show."""
    names = [name.removesuffix("up.weight") for name in weights if name.endswith(".up.weight")]
    finder = Finder(
        [(weights[n + "out.weight"].shape[1] // HEAD_WIDTH, weights[n + "up.weight"].shape[0]) for n in names]
    )
    finder.load_state_dict(dict(weights))
    return finder


@dataclass(frozen=True, slots=True)
class Schedule:
    """How one run learns. `rate` is the top layer's; each layer below takes `fall` times the rate of the one above.

    `read`: share of the made sentences that are read for their acts and parties too, not only for a marked pair.
    """

    epochs: int
    seed: int
    rate: float = 3e-4
    fall: float = 0.85
    pieces: int = 2400
    frozen: int = 0
    head: float = 4.0
    role_weight: float = 1.0
    pair_weight: float = 1.5
    read: float = 1.0


@dataclass(slots=True)
class Row:
    """A sample in numbers: pieces, features, and per word the first piece; labels by word."""

    ids: list[int]
    features: list[int]
    at: list[int]
    types: list[int]
    roles: list[tuple[int, list[int]]]
    label: int | None = None


def row_of(sample: Sample, word_pieces: WordPieces) -> Row | None:
    """The sample as a row; None where a coded word is not found among its words, or it is too long."""
    tokens = list(read_tokens(sample.text, word_pieces))
    ids, features, at = [word_pieces.first], [0], []
    for token in tokens:
        at.append(len(ids))
        ids += token.pieces
        features += [token.feature] * len(token.pieces)
    if len(ids) > 160:
        return None
    types = [0 if sample.whole else IGNORED] * len(tokens)
    roles = []
    for event in sample.events:
        word = next((n for n, t in enumerate(tokens) if t.start < event.trigger[1] and event.trigger[0] < t.end), None)
        if word is None:
            continue
        types[word] = ANY if event.type is None else TYPES.index(event.type)
        tags = [0] * len(tokens)
        for base, either, spans in ((1, EITHER_SOURCE, event.sources), (3, EITHER_TARGET, event.targets)):
            for start, end in spans:
                inside = [n for n, t in enumerate(tokens) if t.start < end and start < t.end]
                for n in inside:
                    tags[n] = (base if n == inside[0] else base + 1) if sample.whole else either
                if not sample.whole and inside:
                    for n in (
                        *range(max(0, inside[0] - 5), inside[0]),
                        *range(inside[-1] + 1, min(len(tokens), inside[-1] + 7)),
                    ):
                        if tags[n] == 0:
                            tags[n] = IGNORED
        roles.append((word, tags))
    return Row([*ids, word_pieces.last], [*features, 0], at, types, roles)


def pair_row(sample: Sample, pair: Pair, word_pieces: WordPieces) -> Row | None:
    """The sentence with the pair marked; None where it is too long or a mark falls on no piece."""
    ids, features = [word_pieces.first], [0]
    for token in read_tokens(sample.text, word_pieces):
        mark = 0
        for kind, spans in ((SOURCE_MARK, pair.sources), (TARGET_MARK, pair.targets)):
            if any(start < token.end and token.start < end for start, end in spans):
                mark = kind
        ids += token.pieces
        features += [token.feature + mark] * len(token.pieces)
    kinds = {feature // SOURCE_MARK for feature in features}
    if len(ids) > 160 or not {1, 2} <= kinds:
        return None
    return Row([*ids, word_pieces.last], [*features, 0], [], [], [], LABELS.index(pair.label))


def grouped(
    samples: Sequence[Sample], schedule: Schedule, word_pieces: WordPieces, chance: random.Random
) -> list[list[Row]]:
    """The rows of the samples in groups of like length: each for a step."""
    read = [
        sample for sample in samples if sample.pair is None and (not sample.whole or chance.random() < schedule.read)
    ]
    made = [row_of(sample, word_pieces) for sample in read]
    pairs = [(sample, pair_of(sample, chance)) for sample in samples]
    made += [pair_row(sample, pair, word_pieces) for sample, pair in pairs if pair is not None]
    groups: list[list[Row]] = []
    for row in sorted((row for row in made if row is not None), key=lambda row: len(row.ids)):
        if not groups or len(row.ids) * (len(groups[-1]) + 1) > schedule.pieces:
            groups.append([])
        groups[-1].append(row)
    return groups


def fit(
    network: Finder, draw: Callable[[random.Random], list[Sample]], schedule: Schedule, word_pieces: WordPieces,
    after: Callable[[Finder, int], None] = lambda _network, _epoch: None,
) -> Finder:  # fmt: skip
    """Trains the network and gives the averaged one; `draw` gives an epoch's samples."""
    torch.manual_seed(schedule.seed)
    chance = random.Random(schedule.seed)
    network.word.weight.requires_grad_(False)
    for layer in network.layers[: schedule.frozen]:
        layer.requires_grad_(False)
    averaged = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(_groups(network, schedule), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    began, step, steps = time.monotonic(), 0, 0
    for epoch in range(schedule.epochs):
        groups = grouped(draw(chance), schedule, word_pieces, chance)
        chance.shuffle(groups)
        steps = steps or len(groups) * schedule.epochs
        network.train()
        sums = np.zeros(3)
        for number, group in enumerate(groups):
            share = min(1.0, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
            for rate, parameters in zip(rates, optimizer.param_groups, strict=True):
                parameters["lr"] = rate * share
            losses = loss_of_rows(network, group)
            optimizer.zero_grad(set_to_none=True)
            (losses[0] + schedule.role_weight * losses[1] + schedule.pair_weight * losses[2]).backward()
            nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                pairs = [
                    (a, b) for a, b in zip(averaged.parameters(), network.parameters(), strict=True) if b.requires_grad
                ]
                torch._foreach_lerp_([a for a, _ in pairs], [b for _, b in pairs], 1 - min(0.99, step / (step + 10)))
            sums += [loss.item() for loss in losses]
            if number % 20 == 0:
                print(
                    f"epoch {epoch} {number}/{len(groups)} type {sums[0] / (number + 1):.4f} role {sums[1] / (number + 1):.4f} pair {sums[2] / (number + 1):.4f} {time.monotonic() - began:.0f} s",
                    flush=True,
                )
        averaged.eval()
        after(averaged, epoch)
    return averaged


def _groups(network: Finder, schedule: Schedule) -> list[dict[str, object]]:
    """Parameter groups by height above the input; biases and norms are not decayed, the head learns faster."""
    groups: dict[tuple[int, bool], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            depth = LAYERS
            if name.startswith("head."):
                depth = -1
            elif name.startswith("layers."):
                depth = LAYERS - 1 - int(name.split(".")[1])
            groups.setdefault((depth, parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": found,
            "lr": schedule.rate * (schedule.head if depth < 0 else schedule.fall**depth),
            "weight_decay": 0.01 if decayed else 0.0,
        }
        for (depth, decayed), found in groups.items()
    ]


def loss_of_rows(network: Network, rows: list[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Mean loss of the types over words, of the roles over (coded word, word) pairs, of the labels over marked sentences."""
    width = max(len(row.ids) for row in rows)
    ids, features, mask = (np.zeros((len(rows), width), kind) for kind in (np.int64, np.int64, np.float32))
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)], features[n, : len(row.ids)], mask[n, : len(row.ids)] = row.ids, row.features, 1.0
    with torch.autocast("cpu", torch.bfloat16):
        output = network(*(torch.from_numpy(array) for array in (ids, features, mask)))
    words = torch.tensor([(n, at) for n, row in enumerate(rows) for at in row.at], dtype=torch.long).view(-1, 2)
    kinds = torch.tensor([kind for row in rows for kind in row.types], dtype=torch.long)
    logits = output[words[:, 0], words[:, 1], : len(TYPES)].log_softmax(-1)
    named = kinds >= 0
    parts = [functional.nll_loss(logits[named], kinds[named], reduction="sum")]
    unnamed = kinds == ANY
    if bool(unnamed.any()):
        parts.append(-torch.log1p(-logits[unnamed, 0].exp().clamp(max=0.999)).sum())
    type_loss = sum(parts, output.new_zeros(())) / max(1, int(named.sum() + unnamed.sum()))
    role_parts, count = [], 0
    for n, row in enumerate(rows):
        if not row.roles:
            continue
        at = torch.tensor(row.at)
        here = output[n, at]
        keys = here[:, KEY:OWN].unflatten(-1, (len(TAGS), ROLE_SIZE))
        queries = here[[word for word, _ in row.roles], QUERY:KEY].unflatten(-1, (len(TAGS), ROLE_SIZE))
        scores = torch.einsum("rtd,wtd->rwt", queries, keys) + here[None, :, OWN:PAIR]
        scores = torch.cat([scores.new_zeros((*scores.shape[:2], 1)), scores], -1).log_softmax(-1)
        gold = torch.tensor([tags for _, tags in row.roles])
        exact = (gold >= 0) & (gold < EITHER_SOURCE)
        role_parts.append(functional.nll_loss(scores[exact], gold[exact], reduction="sum"))
        count += int(exact.sum())
        for either, first in ((EITHER_SOURCE, 1), (EITHER_TARGET, 3)):
            some = gold == either
            if bool(some.any()):
                role_parts.append(-torch.logsumexp(scores[some][:, first : first + 2], -1).sum())
                count += int(some.sum())
    role_loss = sum(role_parts, output.new_zeros(())) / max(1, count)
    return type_loss * 4, role_loss * 4, _pair_loss(output, torch.from_numpy(features), rows)


def _pair_loss(output: Tensor, features: Tensor, rows: list[Row]) -> Tensor:
    asked = [n for n, row in enumerate(rows) if row.label is not None]
    if not asked:
        return output.new_zeros(())
    scores = output[asked][:, :, PAIR:OUTPUTS].unflatten(-1, (3, len(LABELS)))
    summed = scores[:, 0, 0]
    for part, mark in ((1, SOURCE_MARK), (2, TARGET_MARK)):
        here = ((features[asked] // SOURCE_MARK) == mark // SOURCE_MARK).float()
        summed = summed + (scores[:, :, part] * here[:, :, None]).sum(1) / here.sum(1, keepdim=True)
    return functional.cross_entropy(summed, torch.tensor([rows[n].label for n in asked]), label_smoothing=0.05)
