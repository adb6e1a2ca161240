"""The trained network as ONNX Runtime runs it: a window's numbers in, scores out."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

_SLOW_FUSIONS = ("SkipLayerNormFusion", "BiasGeluFusion")
"""ONNX Runtime would replace nodes of the graph by these, which run scalar code on a CPU: 25 ms a window, not 18."""


class Network:
    """A loaded model file."""

    def __init__(self, content: bytes, *, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOW_FUSIONS)
        )

    def __call__(self, ids: list[int], features: list[int]) -> NDArray[np.float32]:
        """Scores of every piece: pieces x OUTPUTS. `ids` and `features` are of one length, at most 512."""
        given = {"ids": np.array([ids], np.int64), "features": np.array([features], np.int64)}
        scores: NDArray[np.float32] = self._session.run(["scores"], given)[0][0]
        return scores
