"""Greetings, thanks, who are you: which of the prepared sentences fits."""

from __future__ import annotations

import re
from functools import cache

from assistant.consumer.signs import folded
from assistant.consumer.wording import Words
from assistant.kit.data import data_path, load_yaml


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    loaded: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "consumer", "smalltalk.yaml"))
    return {kind: re.compile("|".join(patterns)) for kind, patterns in loaded.items()}


def small_reply(text: str, say: Words) -> str:
    """What is said to small talk; the first kind whose words are there, else a plain invitation to go on."""
    plain = folded(text)
    kind = next((kind for kind, pattern in _kinds().items() if pattern.search(plain)), "chat")
    return say.say(kind)
