"""The taught tagger as an ONNX graph with 8-bit layers: what the product runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from onnx import ModelProto, TensorProto, helper

from assistant.kit.e5_weights import Array, Shape
from assistant.models.e5_graph import IR_VERSION, OPSET, Graph, layer


@dataclass(frozen=True, slots=True)
class Taught:
    """Weights by the names of the weight file, those of the head (`head.w`, `head.b`) among them."""

    shape: Shape
    tensors: Mapping[str, Array]

    def vector(self, name: str) -> Array:
        """A tensor of one dimension."""
        return self.tensors[name]

    def matrix(self, name: str, rows: int, columns: int) -> Array:
        """A tensor of two; `ValueError` when it has another size."""
        return self.tensors[name].reshape(rows, columns)


def build(taught: Taught) -> ModelProto:
    """Summed embeddings `(batch, tokens, width)` in, likelihoods `(batch, tokens, labels)` out. One turn at a time."""
    graph, shape = Graph(), taught.shape
    graph.constant("one", np.array([1.0], dtype=np.float32))
    # Turns come one by one: no token is masked.
    graph.constant("penalty4", np.array([0.0], dtype=np.float32))
    scale, bias = taught.vector("emb.ln.w"), taught.vector("emb.ln.b")
    x = graph.norm("embedded", scale, bias, "ln0", shape.epsilon)
    for number in range(shape.layers):
        x = layer(graph, taught, number, x)
    weights = graph.constant("head.w", np.ascontiguousarray(taught.tensors["head.w"].T))
    graph.add("MatMul", [x, weights], "head.m")
    graph.add("Add", ["head.m", graph.constant("head.b", taught.vector("head.b"))], "head")
    graph.add("Sigmoid", ["head"], "likely")
    labels = len(taught.vector("head.b"))
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "tagger",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", shape.width])],
            [helper.make_tensor_value_info("likely", TensorProto.FLOAT, ["batch", "tokens", labels])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
