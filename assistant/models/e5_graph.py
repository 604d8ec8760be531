"""Builds the encoder as an ONNX graph with 8-bit weights: any processor runs it, faster than the 4-bit original."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from assistant.kit.e5_weights import Array, Shape, Weights

OPSET = 17
IR_VERSION = 8


class Source(Protocol):
    """Where the weights of layers come from: the installed file, or what was taught."""

    @property
    def shape(self) -> Shape:
        """Sizes of the encoder."""

    def vector(self, name: str) -> Array:
        """A tensor of one dimension; it may be longer than needed."""

    def matrix(self, name: str, rows: int, columns: int) -> Array:
        """A tensor of two."""


@dataclass(slots=True)
class Graph:
    """A graph in the making: its nodes and its constants."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        """Keeps a constant and gives its name back."""
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, kind: str, inputs: list[str], name: str, outputs: int = 1, **options: Any) -> str:  # noqa: ANN401 - node attributes have many types
        """Adds a node; gives the name of its first output back."""
        names = [name] if outputs == 1 else [f"{name}.{n}" for n in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **options))
        return names[0]

    def linear(self, x: str, weight: Array, bias: Array, name: str) -> str:
        """`x @ weight.T + bias` in 8 bits, one scale a column; activations are quantised as they come."""
        columns = weight.T
        scale = np.maximum(np.abs(columns).max(axis=0), 1e-8) / 127.0
        whole = np.clip(np.rint(columns / scale), -127, 127).astype(np.int8)
        self.add("DynamicQuantizeLinear", [x], f"{name}.q", outputs=3)
        weights = self.constant(f"{name}.w", whole)
        self.add("MatMulInteger", [f"{name}.q.0", weights, f"{name}.q.2"], f"{name}.i")
        self.add("Cast", [f"{name}.i"], f"{name}.f", to=TensorProto.FLOAT)
        scales = self.constant(f"{name}.s", scale.astype(np.float32))
        self.add("Mul", [f"{name}.q.1", scales], f"{name}.ss")
        self.add("Mul", [f"{name}.f", f"{name}.ss"], f"{name}.m")
        return self.add("Add", [f"{name}.m", self.constant(f"{name}.b", bias)], name)

    def norm(self, x: str, scale: Array, bias: Array, name: str, epsilon: float) -> str:
        """Layer normalisation of the last axis."""
        inputs = [x, self.constant(f"{name}.g", scale), self.constant(f"{name}.c", bias)]
        return self.add("LayerNormalization", inputs, name, axis=-1, epsilon=epsilon)


def build(weights: Weights) -> ModelProto:
    """The graph: summed embeddings `(batch, tokens, width)` and a 0/1 mask in, unit vectors `(batch, width)` out."""
    shape, graph = weights.shape, Graph()
    width, epsilon = shape.width, shape.epsilon
    # A masked token gets a score so low that its weight is zero.
    graph.add("Sub", [graph.constant("one", _floats([1.0])), "mask"], "absent")
    graph.add("Mul", ["absent", graph.constant("low", _floats([-1e4]))], "penalty")
    graph.add("Unsqueeze", ["penalty", graph.constant("axes12", _whole([1, 2]))], "penalty4")
    x = graph.norm("embedded", weights.vector("emb.ln.w")[:width], weights.vector("emb.ln.b")[:width], "ln0", epsilon)
    for number in range(shape.layers):
        x = layer(graph, weights, number, x)
    graph.add("Unsqueeze", ["mask", graph.constant("axis2", _whole([2]))], "mask3")
    graph.add("Mul", [x, "mask3"], "kept")
    graph.add("ReduceSum", ["kept", graph.constant("axis1", _whole([1]))], "summed", keepdims=0)
    graph.add("LpNormalization", ["summed"], "vector", axis=-1, p=2)
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", width]),
                helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", "tokens"]),
            ],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", width])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )


def layer(graph: Graph, weights: Source, number: int, x: str) -> str:
    """One transformer layer over `x`; the graph must hold `penalty4`, added to the scores, and `one`."""
    shape, at = weights.shape, f"l{number}"
    width, heads = shape.width, shape.heads
    size = width // heads

    def load(name: str, rows: int, columns: int) -> tuple[Array, Array]:
        return weights.matrix(f"{at}.{name}.w", rows, columns), weights.vector(f"{at}.{name}.b")[:rows]

    split = graph.constant(f"{at}.split", _whole([0, 0, heads, size]))
    for name in ("q", "k", "v"):
        graph.linear(x, *load(name, width, width), f"{at}.{name}")
        graph.add("Reshape", [f"{at}.{name}", split], f"{at}.{name}4")
        order = [0, 2, 3, 1] if name == "k" else [0, 2, 1, 3]
        graph.add("Transpose", [f"{at}.{name}4"], f"{at}.{name}t", perm=order)
    graph.add("MatMul", [f"{at}.qt", f"{at}.kt"], f"{at}.dots")
    scale = graph.constant(f"{at}.scale", _floats([size**-0.5]))
    graph.add("Mul", [f"{at}.dots", scale], f"{at}.scaled")
    graph.add("Add", [f"{at}.scaled", "penalty4"], f"{at}.masked")
    graph.add("Softmax", [f"{at}.masked"], f"{at}.shares", axis=-1)
    graph.add("MatMul", [f"{at}.shares", f"{at}.vt"], f"{at}.mixed")
    graph.add("Transpose", [f"{at}.mixed"], f"{at}.back", perm=[0, 2, 1, 3])
    graph.add("Reshape", [f"{at}.back", graph.constant(f"{at}.join", _whole([0, 0, width]))], f"{at}.context")
    attended = graph.linear(f"{at}.context", *load("ao", width, width), f"{at}.ao")
    graph.add("Add", [x, attended], f"{at}.sum1")
    middle = graph.norm(f"{at}.sum1", *_norm(weights, f"{at}.aln"), f"{at}.ln1", shape.epsilon)
    inner = graph.linear(middle, *load("fi", shape.inner, width), f"{at}.fi")
    graph.add("Div", [inner, graph.constant(f"{at}.root2", _floats([2**0.5]))], f"{at}.g1")
    graph.add("Erf", [f"{at}.g1"], f"{at}.g2")
    graph.add("Add", [f"{at}.g2", "one"], f"{at}.g3")
    graph.add("Mul", [inner, f"{at}.g3"], f"{at}.g4")
    graph.add("Mul", [f"{at}.g4", graph.constant(f"{at}.half", _floats([0.5]))], f"{at}.gelu")
    outer = graph.linear(f"{at}.gelu", *load("fo", width, shape.inner), f"{at}.fo")
    graph.add("Add", [middle, outer], f"{at}.sum2")
    return graph.norm(f"{at}.sum2", *_norm(weights, f"{at}.oln"), f"{at}.ln2", shape.epsilon)


def _norm(weights: Source, name: str) -> tuple[Array, Array]:
    width = weights.shape.width
    return weights.vector(f"{name}.w")[:width], weights.vector(f"{name}.b")[:width]


def _floats(values: list[float]) -> Array:
    return np.array(values, dtype=np.float32)


def _whole(values: list[int]) -> npt.NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
