"""Reads the modules of a QR code from a picture, as a scanner does: by its three finder patterns (ISO/IEC 18004, 12).

Made for prints that stand upright. What comes back is what the picture says, module by module; nothing is corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Modules = tuple[tuple[int, ...], ...]
_RATIO = (1, 1, 3, 1, 1)
_FINDER = 7  # modules a finder pattern is wide


@dataclass(frozen=True, slots=True)
class _Finder:
    """The middle of a finder pattern and how wide a module of it is, in pixels."""

    x: float
    y: float
    module: float


def modules_of(picture: Image.Image) -> Modules:
    """The modules of the one code in the picture, dark ones 1, row by row without the quiet zone.

    Raises:
        ValueError: there is no code in it, or more than one.
    """
    dark = np.asarray(picture.convert("L")) < 128
    corners = _corners(dark)
    left_top, right_top, left_bottom = corners
    module = sum(each.module for each in corners) / 3
    size = round((right_top.x - left_top.x) / module) + _FINDER
    # From finder to finder: the steps are those of the print, not of one pattern.
    across = (right_top.x - left_top.x) / (size - _FINDER)
    down = (left_bottom.y - left_top.y) / (size - _FINDER)
    middle = _FINDER // 2
    return tuple(
        tuple(
            int(dark[round(left_top.y + (row - middle) * down), round(left_top.x + (column - middle) * across)])
            for column in range(size)
        )
        for row in range(size)
    )


def _corners(dark: NDArray[np.bool_]) -> tuple[_Finder, _Finder, _Finder]:
    """Top left, top right, bottom left."""
    found: list[list[_Finder]] = []
    for y in range(dark.shape[0]):
        for x, module in _across(dark[y]):
            if not any(abs(other - y) <= module for other, _ in _across(dark[:, round(x)])):
                continue
            near = next((group for group in found if _same(group[-1], x, y, module)), None)
            if near is None:
                found.append(near := [])
            near.append(_Finder(x, y, module))
    patterns = [group for group in found if len(group) >= 2]
    if len(patterns) != 3:
        raise ValueError(f"{len(patterns)} finder patterns are not one code")
    middles = [_middle(group) for group in patterns]
    left_top = min(middles, key=lambda each: each.x + each.y)
    right_top = max(middles, key=lambda each: each.x - each.y)
    left_bottom = max(middles, key=lambda each: each.y - each.x)
    return left_top, right_top, left_bottom


def _middle(group: list[_Finder]) -> _Finder:
    count = len(group)
    return _Finder(
        sum(each.x for each in group) / count,
        sum(each.y for each in group) / count,
        sum(each.module for each in group) / count,
    )


def _same(finder: _Finder, x: float, y: float, module: float) -> bool:
    return abs(finder.x - x) <= 2 * module and abs(finder.y - y) <= 2 * module


def _across(line: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Where along a line a finder pattern is crossed: the middle, and the width of a module."""
    runs, at = [], 0
    for is_dark, group in groupby(line.tolist()):
        length = sum(1 for _ in group)
        runs.append((is_dark, at, length))
        at += length
    found = []
    for n in range(len(runs) - 4):
        five = runs[n : n + 5]
        module = sum(length for _, _, length in five) / sum(_RATIO)
        if not five[0][0] or module < 2:
            continue
        if all(
            abs(length - wanted * module) <= 0.5 * module for (_, _, length), wanted in zip(five, _RATIO, strict=True)
        ):
            found.append((five[2][1] + (five[2][2] - 1) / 2, module))
    return found
