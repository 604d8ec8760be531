"""Habits she states about her work ("I don't look at my phone with the kids"); praise of herself is none."""

from __future__ import annotations

from assistant.understanding.en.patterns import pattern
from assistant.understanding.en.scene import Scene


def read_strengths(scene: Scene) -> None:
    """Draft strengths: concrete habits, in her own words."""
    for piece in scene.pieces:
        if not piece.about_her:
            continue
        match = pattern("strength").search(scene.text, piece.start, piece.end)
        if match is None and piece.own_subject:
            match = pattern("strength").match(scene.text, piece.start, scene.sentence(piece)[-1].end)
        if match:
            start, end = match.start(), match.start() + len(match.group().rstrip())
            raw_start, raw_end = scene.read.span(start, end)
            scene.add("strengths", scene.read.raw[raw_start:raw_end], start, end)
