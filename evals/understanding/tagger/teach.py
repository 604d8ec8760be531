"""Teaches the tagger: `python -m evals.understanding.tagger.teach [--layers N] [--rounds N] [MORE_ROWS…]`.

A turn says a label when its likeliest token does (multiple-instance learning), so that rows need no spans: binary
cross-entropy over the labels, those left open not counted; roles of places and parts of names are learned token by
token. AdamW with a linear slope, always in the same order: the same rows on the same machine give the same model.
Needs PyTorch. About 20 minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
import onnx
import torch
from torch import Tensor
from torch.nn import functional

from assistant.kit.data import data_path
from assistant.kit.e5_tokens import Tokenizer, bundled
from assistant.kit.e5_weights import Array, Weights
from assistant.profile.model import Language
from assistant.understanding.tagger.labels import NAMED, PART_OF_NAME, WHY_LEFT, mentioned
from assistant.understanding.tagger.model import LABELS, LONGEST, MODEL, prefix
from evals.understanding.rows import LANGUAGES, Row, Split, rows, rows_of
from evals.understanding.tagger.examples import ANY, Example, of_row, of_vocabulary, varied
from evals.understanding.tagger.graph import Taught, build
from evals.understanding.tagger.network import Network
from evals.understanding.tagger.spots import PLACES

_SPLITS: Final[tuple[Split, ...]] = ("dev", "check", "teach")
_BATCH: Final = 24
_SORTED: Final = 20  # batches are cut from stretches of this many, sorted by length, so that little is padding
_HEAD_STEP, _LAYER_STEP, _DECAY = 3e-3, 2e-4, 0.01
_WARM: Final = 0.06
_TOKENS_COUNT: Final = 0.5
_LONGEST_STEP: Final = 5.0
# Labels of single words, never of a whole turn.
OF_WORDS: Final = (*(mentioned(field, sign) for field in sorted(NAMED) for sign in "+-"), WHY_LEFT, PART_OF_NAME)
# This share of the turns is seen once more with another thing in them.
_VARIED: Final = 0.5
# A label said less often than this cannot be learned.
_SEEN: Final = 3
_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Turns of like length side by side; `at` and `wanted` are single tokens: (turn, token, label) and 0 or 1."""

    words: Tensor
    mask: Tensor
    body: Tensor
    said: Tensor
    counted: Tensor
    at: Tensor
    wanted: Tensor


class Teacher:
    """Turns examples into batches of tensors."""

    def __init__(self, weights: Weights, tokenizer: Tokenizer, labels: Sequence[str]) -> None:
        self._weights, self._tokenizer = weights, tokenizer
        self._number = {label: at for at, label in enumerate(labels)}
        self._of_field: dict[str, list[int]] = {}
        for label, at in self._number.items():
            self._of_field.setdefault(label.split("=")[0].rstrip("+-"), []).append(at)
        self._words: dict[int, Array] = {}

    def batch(self, examples: Sequence[Example]) -> Batch:
        """One batch."""
        before = [prefix(self._weights.pieces, self._tokenizer, example.asking) for example in examples]
        ids = [
            [*head, *(number for number, _, _ in example.pieces[:LONGEST]), self._weights.pieces.eos]
            for head, example in zip(before, examples, strict=True)
        ]
        size, longest, labels = len(examples), max(map(len, ids)), len(self._number)
        words = np.zeros((size, longest, self._weights.shape.width), dtype=np.float32)
        mask, body = torch.zeros(size, longest, dtype=torch.bool), torch.zeros(size, longest, dtype=torch.bool)
        said, counted = torch.zeros(size, labels), torch.ones(size, labels)
        at: list[tuple[int, int, int]] = []
        wanted: list[float] = []
        for turn, (example, head, numbers) in enumerate(zip(examples, before, ids, strict=True)):
            words[turn, : len(numbers)] = [self._word(number) for number in numbers]
            mask[turn, : len(numbers)] = True
            body[turn, len(head) : len(numbers) - 1] = True
            self._of_turn(example, said[turn], counted[turn])
            for token, label, value in self._of_tokens(example):
                at.append((turn, len(head) + token, label))
                wanted.append(value)
        return Batch(
            torch.tensor(words), mask, body, said, counted, torch.tensor(at).reshape(-1, 3), torch.tensor(wanted)
        )

    def _word(self, number: int) -> Array:
        if number not in self._words:
            self._words[number] = self._weights.words([number])[0]
        return self._words[number]

    def _of_turn(self, example: Example, said: Tensor, counted: Tensor) -> None:
        for label in example.open:
            if label == ANY:
                counted[:] = 0
            elif label.endswith(ANY):
                counted[self._of_field.get(label.removesuffix(ANY), [])] = 0
            elif label in self._number:
                counted[self._number[label]] = 0
        for label in example.says & self._number.keys():
            said[self._number[label]] = counted[self._number[label]] = 1
        for label in OF_WORDS:
            counted[self._number[label]] = 0

    def _of_tokens(self, example: Example) -> Iterator[tuple[int, int, float]]:
        spans = [(start, end) for _, start, end in example.pieces[:LONGEST]]
        for spot in example.spots:
            for token in _touching(spans, spot.start, spot.end):
                for label in (spot.says | spot.denies) & self._number.keys():
                    yield token, self._number[label], float(label in spot.says)
        if example.plain:
            named = {token for start, end in example.names for token in _touching(spans, start, end)}
            for token in range(len(spans)):
                yield token, self._number[PART_OF_NAME], float(token in named)


def _touching(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    return [token for token, (first, last) in enumerate(spans) if first < end and start < last]


def main(arguments: list[str] | None = None) -> int:
    """Teaches and writes the model and its labels."""
    parser = argparse.ArgumentParser(prog="python -m evals.understanding.tagger.teach", description=__doc__)
    parser.add_argument("more", nargs="*", type=Path, help="more labelled turns, zh-….jsonl or en-….jsonl")
    parser.add_argument("--layers", type=int, default=3, help="layers of the encoder that are kept")
    parser.add_argument(
        "--out", type=Path, default=data_path("knowledge_base", "understanding"), help="where to keep it"
    )
    parser.add_argument("--rounds", type=float, default=4, help="how often every row is seen")
    options = parser.parse_args(arguments)
    weights, tokenizer = bundled()
    examples = [*_examples(options.more, tokenizer), *of_vocabulary(tokenizer)]
    labels = labels_in(examples)
    print(f"{len(examples)} examples, {len(labels)} labels", flush=True)
    network = taught(Teacher(weights, tokenizer, labels), examples, options.layers, options.rounds, len(labels))
    shape = type(weights.shape)(*_shape(weights, options.layers))
    onnx.save(build(Taught(shape, network.tensors())), str(options.out / MODEL[-1]))
    names = options.out / LABELS[-1]
    names.write_text(json.dumps({"labels": labels}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _shape(weights: Weights, layers: int) -> tuple[Any, ...]:
    whole = weights.shape
    return whole.width, layers, whole.heads, whole.inner, whole.positions, whole.epsilon


def _examples(more: Sequence[Path], tokenizer: Tokenizer) -> Iterator[Example]:
    order = random.Random(_SEED)  # noqa: S311 - which word stands for another is no secret
    for row, language in _rows(more):
        yield of_row(row, language, tokenizer)
        if order.random() < _VARIED:
            yield from varied(row, language, tokenizer, order)


def _rows(more: Sequence[Path]) -> Iterator[tuple[Row, Language]]:
    for language in LANGUAGES:
        for split in _SPLITS:
            yield from ((row, language) for row in rows(language, split))
    for path in more:
        written: Language = "zh" if path.name.startswith("zh") else "en"
        yield from ((row, written) for row in rows_of(path))


def labels_in(examples: Sequence[Example]) -> list[str]:
    """The labels that are said often enough to be learned, and those of single tokens."""
    seen = Counter(label for example in examples for label in example.says)
    common = {label for label, times in seen.items() if times >= _SEEN}
    return [*sorted(common | set(PLACES)), *OF_WORDS]


def taught(teacher: Teacher, examples: Sequence[Example], layers: int, rounds: float, labels: int) -> Network:
    """A network taught with the examples."""
    torch.manual_seed(_SEED)
    order = random.Random(_SEED)  # noqa: S311 - the order of rows is no secret
    network = Network(bundled()[0], layers, labels)
    body = [value for name, value in network.named_parameters() if not name.startswith("head.")]
    groups = [{"params": network.head.parameters(), "lr": _HEAD_STEP}, {"params": body, "lr": _LAYER_STEP}]
    steps = torch.optim.AdamW(groups, weight_decay=_DECAY)
    total = int(rounds * len(examples) / _BATCH)
    slope = torch.optim.lr_scheduler.LambdaLR(
        steps, lambda at: min(1.0, at / (_WARM * total)) * max(0.02, 1 - at / total)
    )
    network.train()
    started, loss_so_far = perf_counter(), 0.0
    for at, chosen in enumerate(_batches(examples, order, total), 1):
        loss = _loss(network, teacher.batch(chosen))
        steps.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), _LONGEST_STEP)
        steps.step()
        slope.step()
        loss_so_far += float(loss.detach())
        if at % 100 == 0:
            print(f"{at} of {total}: loss {loss_so_far / 100:.3f}, {perf_counter() - started:.0f} s", flush=True)
            loss_so_far = 0.0
    network.eval()
    return network


def _batches(examples: Sequence[Example], order: random.Random, total: int) -> Iterator[list[Example]]:
    given = 0
    while given < total:
        mixed = order.sample(list(examples), len(examples))
        batches: list[list[Example]] = []
        for first in range(0, len(mixed), _BATCH * _SORTED):
            stretch = sorted(mixed[first : first + _BATCH * _SORTED], key=lambda example: len(example.pieces))
            batches += [stretch[at : at + _BATCH] for at in range(0, len(stretch), _BATCH)]
        order.shuffle(batches)
        yield from batches[: total - given]
        given += len(batches)


def _loss(network: Network, batch: Batch) -> Tensor:
    logits = network(batch.words, batch.mask)
    likeliest = logits.masked_fill(~batch.body[:, :, None], -30.0).amax(1)
    told = functional.binary_cross_entropy_with_logits(likeliest, batch.said, reduction="none")
    loss = (told * batch.counted).sum() / len(batch.said)
    if len(batch.wanted):
        turns, tokens, labels = batch.at.T
        single = functional.binary_cross_entropy_with_logits(
            logits[turns, tokens, labels], batch.wanted, reduction="sum"
        )
        loss = loss + _TOKENS_COUNT * single / len(batch.said)
    return loss


if __name__ == "__main__":
    sys.exit(main())
