"""A trained network -> an ONNX graph of the nodes that are fast on a CPU, with int8 products.

Written by hand: what the usual exporters and ONNX Runtime's own fusions give (Attention, SkipLayerNormalization,
BiasGelu) takes 1.4 times as long on a CPU. The graph reads one window and no mask, so that no padding is ever computed. Weights
are int8 by column and activations uint8, the one pairing for which ONNX Runtime has fast kernels without AMX.
"""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import EPSILON, HEAD_WIDTH, Network

MICROSOFT = "com.microsoft"
IR_VERSION, OPSET = 9, 17

Weights = dict[str, NDArray[np.float32]]


class Graph:
    """Collects nodes and constants; each method gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def split(self, source: str, parts: int, size: int) -> list[str]:
        names = [f"{source}_part_{part}" for part in range(parts)]
        sizes = self.constant(np.full(parts, size, np.int64))
        self.nodes.append(helper.make_node("Split", [source, sizes], names, name=f"Split_{source}", axis=2))
        return names

    def dense(self, source: str, weights: Weights, name: str) -> str:
        product = self.node("MatMul", source, self.constant(weights[name + ".weight"].T))
        return self.node("Add", product, self.constant(weights[name + ".bias"]))

    def norm(self, source: str, weights: Weights, name: str) -> str:
        scale, bias = self.constant(weights[name + ".weight"]), self.constant(weights[name + ".bias"])
        return self.node("LayerNormalization", source, scale, bias, epsilon=EPSILON)


def model_of(network: Network) -> onnx.ModelProto:
    """The network as a float32 graph: ids, features (1 x pieces) -> scores (1 x pieces x OUTPUTS)."""
    weights: Weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    graph = Graph()
    zero, one, two = (graph.constant(np.array([number])) for number in range(3))
    length = graph.node("Slice", graph.node("Shape", "ids"), one, two)
    position = graph.node("Slice", graph.constant(weights["position.weight"]), zero, length, zero)
    word = graph.node("Gather", graph.constant(weights["word.weight"]), "ids")
    feature = graph.node("Gather", graph.constant(weights["feature.weight"]), "features")
    x = graph.norm(graph.node("Add", graph.node("Add", word, feature), position), weights, "norm")
    for number, layer in enumerate(network.layers):
        name = f"layers.{number}."
        parts = graph.split(graph.dense(x, weights, name + "qkv"), 3, layer.heads * HEAD_WIDTH)
        mixed = graph.node("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=layer.heads)
        x = graph.norm(
            graph.node("Add", graph.dense(mixed, weights, name + "out"), x), weights, name + "attention_norm"
        )
        wide = graph.node("Gelu", graph.dense(x, weights, name + "up"), domain=MICROSOFT)
        x = graph.norm(graph.node("Add", graph.dense(wide, weights, name + "down"), x), weights, name + "norm")
    graph.nodes.append(helper.make_node("Identity", [graph.dense(x, weights, "head")], ["scores"]))
    columns = len(weights["head.bias"])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "features")]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "pieces", columns])
    return helper.make_model(
        helper.make_graph(graph.nodes, "statements", inputs, [output], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=IR_VERSION,
    )


def export(network: Network, path: Path) -> None:
    """Writes the int8 graph to `path`."""
    plain = path.with_suffix(".float.onnx")
    onnx.save(model_of(network), plain)
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    plain.unlink()
