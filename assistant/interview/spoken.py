"""Numbers as people say them."""

from __future__ import annotations


def say_number(value: float, language: str) -> str:
    """A number in words."""
    del language
    return f"{value:g}"


def say_phone(digits: str, language: str) -> str:
    """A phone number in groups."""
    del language
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)
