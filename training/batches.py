"""Windows of labelled tokens -> padded tensors of about equal size."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.extract.tagger.shape import LAYERS
from training.data import IGNORED, NO_SOURCE, Item


@dataclass(frozen=True, slots=True)
class Batch:
    """`tags`: windows x LAYERS x pieces; links likewise, as positions in the window; `soft`: windows x pieces x columns
    with `soft_mask` 1 where a teacher spoke."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    content_links: Tensor
    source_links: Tensor
    soft: Tensor | None


def batched(items: Sequence[Item], pieces: int, chance: random.Random | None) -> list[list[Item]]:
    """Groups of windows of similar length, each about `pieces` long with its padding; in random order where
    `chance` is given."""
    groups: list[list[Item]] = []
    for item in sorted(items, key=lambda item: item.length):
        if not groups or item.length * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(item)
    if chance is not None:
        chance.shuffle(groups)
    return groups


def tensors(items: Sequence[Item], first: int, last: int) -> Batch:
    """The padded tensors of a batch. `first` and `last` are the marks around a window; the first one also stands for
    "no source"."""
    count, width = len(items), max(item.length for item in items)
    ids = np.zeros((count, width), np.int64)
    features = np.zeros((count, width), np.int64)
    mask = np.zeros((count, width), np.float32)
    tags = np.full((count, LAYERS, width), IGNORED)
    content_links = np.full((count, LAYERS, width), IGNORED)
    source_links = np.full((count, width), IGNORED)
    columns = next((item.soft.shape[1] for item in items if item.soft is not None), 0)
    soft = np.zeros((count, width, columns), np.float32)
    for row, item in enumerate(items):
        sizes = np.array([len(token.pieces) for token in item.tokens])
        at = 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]])
        end = 1 + int(sizes.sum())
        ids[row, 0], ids[row, end] = first, last
        ids[row, 1:end] = [piece for token in item.tokens for piece in token.pieces]
        features[row, 1:end] = np.repeat([token.feature for token in item.tokens], sizes)
        mask[row, : end + 1] = 1.0
        every = np.repeat(item.labels.tags, sizes, axis=1)
        later = np.ones(end - 1, bool)
        later[at - 1] = False
        # The later pieces of a word continue its span: a B tag becomes the I tag after it.
        tags[row, :, 1:end] = np.where(later & (every > 0) & (every % 2 == 1), every + 1, every)
        content = item.labels.content_links
        content_links[row][:, at] = np.where(content >= 0, at[np.maximum(content, 0)], IGNORED)
        source = item.labels.source_links
        source_links[row, at] = np.where(
            source >= 0, at[np.maximum(source, 0)], np.where(source == NO_SOURCE, 0, IGNORED)
        )
        if item.soft is not None:
            soft[row, at] = item.soft
    return Batch(
        *(torch.from_numpy(array) for array in (ids, features, mask, tags, content_links, source_links)),
        torch.from_numpy(soft) if columns else None,
    )
