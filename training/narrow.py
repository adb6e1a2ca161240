"""Cuts heads and inner columns out of a trained network: those whose loss costs least, before a student learns to do without.

What a unit is worth is the mean of |gradient x activation| over training windows, a first-order estimate of how much the
loss changes when it is set to zero (Molchanov et al. 2017; for heads: Michel et al. 2019).
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from training.batches import batched, tensors
from training.data import Item
from training.fit import Schedule, loss_of
from training.model import HEAD_WIDTH, Network, restored

BATCH_PIECES = 3072


def narrowed(
    network: Network, items: Sequence[Item], schedule: Schedule, *, heads: int, inner: int, marks: tuple[int, int]
) -> Network:
    """A network with `heads` heads and `inner` inner columns in each layer, the most useful ones on these windows.

    As many in each layer: shares by worth over all layers were no better before the student learnt, and raw worth much worse.
    """
    head_worth, inner_worth = _worth(network, items, schedule, marks)
    weights = {name: value.clone() for name, value in network.state_dict().items()}
    for number, layer in enumerate(network.layers):
        name = f"layers.{number}."
        kept = head_worth[number].topk(heads).indices.sort().values
        columns = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
        rows = torch.cat([columns + part * layer.heads * HEAD_WIDTH for part in range(3)])
        keep(weights, name + "qkv", rows)
        weights[name + "out.weight"] = weights[name + "out.weight"][:, columns]
        kept = inner_worth[number].topk(inner).indices.sort().values
        keep(weights, name + "up", kept)
        weights[name + "down.weight"] = weights[name + "down.weight"][:, kept]
    return restored(weights)


def keep(weights: dict[str, Tensor], name: str, rows: Tensor) -> None:
    """Leaves only these rows of a layer's weights and biases."""
    for part in (".weight", ".bias"):
        weights[name + part] = weights[name + part][rows]


def _worth(
    network: Network, items: Sequence[Item], schedule: Schedule, marks: tuple[int, int]
) -> tuple[list[Tensor], list[Tensor]]:
    """What each layer's heads and inner columns are worth."""
    heads = [torch.zeros(layer.heads) for layer in network.layers]
    inner = [torch.zeros(layer.up.out_features) for layer in network.layers]
    seen: list[tuple[int, str, Tensor]] = []

    def watch(number: int, part: str):  # type: ignore[no-untyped-def]
        def hook(_: object, given: tuple[Tensor]) -> None:
            given[0].retain_grad()
            seen.append((number, part, given[0]))

        return hook

    hooks = []
    for number, layer in enumerate(network.layers):
        hooks.append(layer.out.register_forward_pre_hook(watch(number, "heads")))
        hooks.append(layer.down.register_forward_pre_hook(watch(number, "inner")))
    network.eval()
    for group in batched(items, BATCH_PIECES, None):
        seen.clear()
        batch = tensors(group, *marks)
        with torch.autocast("cpu", torch.bfloat16):
            output = network(batch.ids, batch.features, batch.mask)
        loss_of(output, batch, schedule).backward()
        for number, part, activation in seen:
            assert activation.grad is not None
            each = (activation.detach().float() * activation.grad.float()).flatten(0, 1)
            if part == "heads":
                heads[number] += each.unflatten(-1, (-1, HEAD_WIDTH)).sum(-1).abs().sum(0)
            else:
                inner[number] += each.abs().sum(0)
        network.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return heads, inner
