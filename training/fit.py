"""One training run: a network, labelled articles, a schedule -> the exponential average of the weights."""

import copy
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.tagger.shape import (
    CONTENT_QUERY,
    CUE_KEY,
    LAYERS,
    LINK_SIZE,
    SOURCE_KEY,
    SOURCE_QUERY,
    TAG_COLUMNS,
    TAGS,
)
from training.batches import Batch, batched, tensors
from training.data import IGNORED, Item
from training.model import LAYERS as ENCODER_LAYERS
from training.model import Network


@dataclass(frozen=True, slots=True)
class Schedule:
    """How one run learns. `rate` is the top layer's; each layer below takes `fall` times the rate of the one above."""

    epochs: int
    seed: int
    rate: float = 3e-4
    fall: float = 0.9
    pieces: int = 3072
    warm_up: float = 0.06
    averaging: float = 0.995
    weight_decay: float = 0.01
    link_weight: float = 0.3
    soft_weight: float = 0.5
    inner_weight: float = 0.5
    train_words: bool = False


def fit(
    network: Network,
    windows_of_epoch: Callable[[random.Random], Iterable[Item]],
    schedule: Schedule,
    *,
    marks: tuple[int, int],
    save: Path,
) -> Network:
    """Trains `network` and gives the averaged one, which is saved to `save`.

    `windows_of_epoch` draws an epoch's windows; `marks` are the numbers of the pieces around a window. After each epoch
    all that the next one needs is kept beside `save`: a run that was stopped goes on from there, to the same weights.
    """
    torch.manual_seed(schedule.seed)
    chance = random.Random(schedule.seed)
    network.word.weight.requires_grad_(schedule.train_words)
    averaged = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(_groups(network, schedule), lr=schedule.rate, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    began, first, step, steps = time.monotonic(), 0, 0, 0
    halfway = save.with_suffix(".halfway.pt")
    if halfway.exists():
        kept = torch.load(halfway, weights_only=False)
        network.load_state_dict(kept["network"])
        averaged.load_state_dict(kept["averaged"])
        optimizer.load_state_dict(kept["optimizer"])
        chance.setstate(kept["chance"])
        torch.set_rng_state(kept["torch"])
        first, step, steps = kept["epochs"], kept["step"], kept["steps"]
    for epoch in range(first, schedule.epochs):
        groups = batched(list(windows_of_epoch(chance)), schedule.pieces, chance)
        steps = steps or len(groups) * schedule.epochs
        network.train()
        total = 0.0
        for number, group in enumerate(groups):
            share = min(1.0, (step + 1) / (schedule.warm_up * steps)) * max(0.02, 1 - step / steps)
            for rate, parameters in zip(rates, optimizer.param_groups, strict=True):
                parameters["lr"] = rate * share
            batch = tensors(group, *marks)
            with torch.autocast("cpu", torch.bfloat16):
                output = network(batch.ids, batch.features, batch.mask)
            loss = loss_of(output, batch, schedule)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            _follow(averaged, network, min(schedule.averaging, step / (step + 10)))
            total += loss.item()
            if number % 20 == 0:
                seconds = time.monotonic() - began
                print(
                    f"epoch {epoch} {number}/{len(groups)} loss {total / (number + 1):.4f} {seconds:.0f} s", flush=True
                )
        now = {
            "network": network.state_dict(),
            "averaged": averaged.state_dict(),
            "optimizer": optimizer.state_dict(),
            "chance": chance.getstate(),
            "torch": torch.get_rng_state(),
            "epochs": epoch + 1,
            "step": step,
            "steps": steps,
        }
        torch.save(now, halfway.with_suffix(".new"))
        halfway.with_suffix(".new").replace(halfway)
    averaged.eval()
    torch.save(averaged.state_dict(), save)
    halfway.unlink(missing_ok=True)
    return averaged


def _groups(network: Network, schedule: Schedule) -> list[dict[str, object]]:
    """Parameter groups by height above the input; biases and norms are not decayed."""
    groups: dict[tuple[int, bool], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("head."):
            depth = 0
        elif name.startswith("layers."):
            depth = ENCODER_LAYERS - 1 - int(name.split(".")[1])
        else:
            depth = ENCODER_LAYERS
        groups.setdefault((depth, parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "lr": schedule.rate * schedule.fall**depth,
            "weight_decay": schedule.weight_decay if decayed else 0.0,
        }
        for (depth, decayed), parameters in groups.items()
    ]


@torch.no_grad()
def _follow(averaged: Network, network: Network, keep: float) -> None:
    pairs = [(a, b) for a, b in zip(averaged.parameters(), network.parameters(), strict=True) if b.requires_grad]
    torch._foreach_lerp_([a for a, _ in pairs], [b for _, b in pairs], 1 - keep)


def loss_of(output: Tensor, batch: Batch, schedule: Schedule) -> Tensor:
    tags = output[..., :TAG_COLUMNS].unflatten(-1, (LAYERS, len(TAGS)))
    loss = output.new_zeros(())
    for layer in range(LAYERS):
        weight = 1.0 if layer == 0 else schedule.inner_weight
        logits = tags[:, :, layer]
        gold = batch.tags[:, layer]
        if bool((gold != IGNORED).any()):
            hard = functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
        else:
            hard = loss.new_zeros(())
        if batch.soft is None:
            loss = loss + weight * hard
        else:
            wanted = batch.soft[..., layer * len(TAGS) : (layer + 1) * len(TAGS)]
            spoke = wanted.sum(-1)
            soft = -(wanted * logits.log_softmax(-1)).sum() / spoke.sum().clamp(min=1)
            loss = loss + weight * ((1 - schedule.soft_weight) * hard + schedule.soft_weight * soft)

    def vectors(column: int) -> Tensor:
        return output[..., column : column + LINK_SIZE]

    cue_key = vectors(CUE_KEY)
    links = [_link_loss(vectors(SOURCE_QUERY), vectors(SOURCE_KEY), batch.source_links, batch.mask)]
    for layer in range(LAYERS):
        query = vectors(CONTENT_QUERY + layer * LINK_SIZE)
        weight = 1.0 if layer == 0 else schedule.inner_weight
        links.append(weight * _link_loss(query, cue_key, batch.content_links[:, layer], batch.mask))
    return loss + schedule.link_weight * sum(links, output.new_zeros(()))


def _link_loss(query: Tensor, key: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Cross entropy of the position that each linked piece points to, over all positions of its window."""
    known = target != IGNORED
    if not bool(known.any()):
        return query.new_zeros(())
    scores = query @ key.transpose(1, 2) + (mask[:, None, :] - 1.0) * 1e4
    return functional.cross_entropy(scores[known], target[known])
