"""The tagger while it learns: the encoder's lower layers and a head of labels, in PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.kit.e5_weights import Array, Weights

_DROPOUT = 0.1
# A label starts as something that is hardly ever said.
_RARE = -5.0
_LINEAR = ("q", "k", "v", "ao")
_NORMS = ("aln", "oln")


class Layer(nn.Module):  # type: ignore[misc] # PyTorch is not installed where types are checked
    """One transformer layer, from the weight file."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        shape, at = weights.shape, f"l{number}"
        self.heads = shape.heads
        for name in _LINEAR:
            setattr(self, name, _linear(weights, f"{at}.{name}", shape.width, shape.width))
        self.fi = _linear(weights, f"{at}.fi", shape.inner, shape.width)
        self.fo = _linear(weights, f"{at}.fo", shape.width, shape.inner)
        for name in _NORMS:
            setattr(self, name, _norm(weights, f"{at}.{name}"))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States `(batch, tokens, width)` in and out; `mask` is true where there is a token."""
        batch, tokens, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, tokens, self.heads, width // self.heads).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask[:, None, None, :]
        )
        mixed = mixed.transpose(1, 2).reshape(batch, tokens, width)
        x = self.aln(x + functional.dropout(self.ao(mixed), _DROPOUT, self.training))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + functional.dropout(inner, _DROPOUT, self.training))


class Network(nn.Module):  # type: ignore[misc] # PyTorch is not installed where types are checked
    """Token ids in, a logit for each token and label out. Embeddings of tokens stay as the encoder has them."""

    def __init__(self, weights: Weights, layers: int, labels: int) -> None:
        super().__init__()
        width, count = weights.shape.width, weights.shape.positions
        table = weights.vector("emb.pos")[: count * width].reshape(-1, width) + weights.vector("emb.type")[:width]
        self.register_buffer("positions", torch.tensor(table), persistent=False)
        self.ln = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(layers))
        self.head = nn.Linear(width, labels)
        nn.init.normal_(self.head.weight, 0, 0.02)
        nn.init.constant_(self.head.bias, _RARE)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """`words` are embeddings of tokens `(batch, tokens, width)`."""
        x = functional.dropout(self.ln(words + self.positions[: words.shape[1]]), _DROPOUT, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(functional.dropout(x, _DROPOUT, self.training))

    def tensors(self) -> dict[str, Array]:
        """What was taught, by the names of the weight file."""
        kept: dict[str, Array] = {}
        for name, value in self.state_dict().items():
            parts = name.removeprefix("layers.").split(".")
            parts[-1] = {"weight": "w", "bias": "b"}[parts[-1]]
            if name.startswith("layers."):
                parts[0] = f"l{parts[0]}"
            elif parts[0] == "ln":
                parts[0] = "emb.ln"
            kept[".".join(parts)] = value.detach().numpy().astype(np.float32)
        return kept


def _linear(weights: Weights, name: str, rows: int, columns: int) -> Any:  # noqa: ANN401 - a PyTorch module
    linear = nn.Linear(columns, rows)
    linear.weight.data = torch.tensor(weights.matrix(f"{name}.w", rows, columns))
    linear.bias.data = torch.tensor(weights.vector(f"{name}.b")[:rows])
    return linear


def _norm(weights: Weights, name: str) -> Any:  # noqa: ANN401 - a PyTorch module
    norm = nn.LayerNorm(weights.shape.width, eps=weights.shape.epsilon)
    norm.weight.data = torch.tensor(weights.vector(f"{name}.w")[: weights.shape.width])
    norm.bias.data = torch.tensor(weights.vector(f"{name}.b")[: weights.shape.width])
    return norm
