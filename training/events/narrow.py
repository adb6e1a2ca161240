"""Cuts heads and inner columns out of a trained finder, as `training.narrow` does, by what they are worth on made sentences."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from training.events.fit import Finder, Row, loss_of_rows
from training.model import HEAD_WIDTH, Network
from training.narrow import keep


def narrowed(network: Finder, groups: Sequence[Sequence[Row]], *, heads: int, inner: int) -> Finder:
    """A finder with `heads` heads and `inner` inner columns in each layer: those whose loss would cost most on these rows."""
    if (heads, inner) == (network.layers[0].heads, network.layers[0].up.out_features):
        return network
    worth = _worth(network, groups)
    weights = {name: value.clone() for name, value in network.state_dict().items()}
    for number, layer in enumerate(network.layers):
        name = f"layers.{number}."
        kept = worth[number, "out"].topk(heads).indices.sort().values
        columns = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
        keep(weights, name + "qkv", torch.cat([columns + part * layer.heads * HEAD_WIDTH for part in range(3)]))
        weights[name + "out.weight"] = weights[name + "out.weight"][:, columns]
        kept = worth[number, "down"].topk(inner).indices.sort().values
        keep(weights, name + "up", kept)
        weights[name + "down.weight"] = weights[name + "down.weight"][:, kept]
    smaller = Finder([(heads, inner)] * len(network.layers))
    smaller.load_state_dict(weights)
    return smaller


def _worth(network: Network, groups: Sequence[Sequence[Row]]) -> dict[tuple[int, str], Tensor]:
    """Sum of |gradient x activation| of each head ("out") and each inner column ("down") of each layer."""
    seen: list[tuple[int, str, Tensor]] = []

    def watched(number: int, part: str):  # type: ignore[no-untyped-def]
        def hook(_: object, given: tuple[Tensor]) -> None:
            given[0].retain_grad()
            seen.append((number, part, given[0]))

        return hook

    hooks = [
        getattr(layer, part).register_forward_pre_hook(watched(number, part))
        for number, layer in enumerate(network.layers)
        for part in ("out", "down")
    ]
    out: dict[tuple[int, str], Tensor] = {}
    network.eval()
    for group in groups:
        seen.clear()
        sum(loss_of_rows(network, list(group))).backward()  # type: ignore[union-attr]
        for number, part, activation in seen:
            assert activation.grad is not None
            each = (activation.detach().float() * activation.grad.float()).flatten(0, 1)
            each = each.unflatten(-1, (-1, HEAD_WIDTH)).sum(-1) if part == "out" else each
            out[number, part] = out.get((number, part), torch.zeros(each.shape[-1])) + each.abs().sum(0)
        network.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return out
