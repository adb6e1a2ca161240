"""A BERT-style encoder with one linear layer on top that gives tags and link vectors (`onrecord.extract.tagger.shape`)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.tagger.pieces import FEATURES
from onrecord.extract.tagger.shape import OUTPUTS

LAYERS, WIDTH, INNER, HEADS = 6, 384, 1536, 12
HEAD_WIDTH = WIDTH // HEADS
VOCABULARY, POSITIONS = 30522, 512
EPSILON = 1e-12
DROPOUT = 0.1


class Dropout(nn.Module):
    """Drops the same columns at every position of a window: a mask per position took 40 % of a step on a CPU."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= DROPOUT
        return x * (kept.to(x.dtype) / (1 - DROPOUT))


class Layer(nn.Module):
    """`heads` of attention and an inner layer of `inner` columns."""

    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD_WIDTH)
        self.out = nn.Linear(heads * HEAD_WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = Dropout()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, length, _ = x.shape
        heads = self.qkv(x).view(count, length, 3, self.heads, HEAD_WIDTH)
        query, key, value = (heads[:, :, i].transpose(1, 2) for i in range(3))
        # Written out: trains faster on a CPU than scaled_dot_product_attention.
        scores = (query * HEAD_WIDTH**-0.5) @ key.transpose(2, 3) + mask
        mixed = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2).flatten(2)
        x = self.attention_norm(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """ids, features: windows x pieces; mask: 1 for a real piece. Gives windows x pieces x OUTPUTS, as float32.

    `sizes` are the heads and the inner columns of each layer: MiniLM's own, or fewer (`narrow`).
    """

    def __init__(self, sizes: Sequence[tuple[int, int]] = ((HEADS, INNER),) * LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.feature = nn.Embedding(FEATURES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer(heads, inner) for heads, inner in sizes)
        self.head = nn.Linear(WIDTH, OUTPUTS)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        return self.head(self.encoded(ids, features, mask)).float()

    def encoded(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """What the last layer gives: windows x pieces x WIDTH."""
        hide = (mask[:, None, None, :] - 1.0) * 1e4
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.feature(features)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, hide)
        return x


def restored(weights: Mapping[str, Tensor]) -> Network:
    """The network with these weights, of the sizes that they show."""
    layers = sum(name.endswith(".up.weight") for name in weights)
    names = [f"layers.{number}." for number in range(layers)]
    sizes = [(weights[n + "out.weight"].shape[1] // HEAD_WIDTH, weights[n + "up.weight"].shape[0]) for n in names]
    network = Network(sizes)
    network.load_state_dict(dict(weights))
    return network.eval()


def pretrained(weights: Path) -> Network:
    """The network with the encoder of a BERT-style safetensors file and an untrained head."""
    given = {name.removeprefix("bert."): value for name, value in load_file(weights).items()}
    network = Network()

    def put(module: nn.Linear | nn.LayerNorm, *names: str) -> None:
        module.weight.copy_(torch.cat([given[name + ".weight"] for name in names]))
        module.bias.copy_(torch.cat([given[name + ".bias"] for name in names]))

    with torch.no_grad():
        network.word.weight.copy_(given["embeddings.word_embeddings.weight"])
        network.position.weight.copy_(given["embeddings.position_embeddings.weight"])
        network.feature.weight.copy_(given["embeddings.token_type_embeddings.weight"][:1].expand(FEATURES, -1))
        put(network.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            name = f"encoder.layer.{number}."
            put(layer.qkv, *(f"{name}attention.self.{part}" for part in ("query", "key", "value")))
            put(layer.out, name + "attention.output.dense")
            put(layer.attention_norm, name + "attention.output.LayerNorm")
            put(layer.up, name + "intermediate.dense")
            put(layer.down, name + "output.dense")
            put(layer.norm, name + "output.LayerNorm")
    return network
