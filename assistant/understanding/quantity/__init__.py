"""Chinese numerals, money, durations, ages and dates as people say them."""

from assistant.understanding.quantity.model import Kind, Quantity
from assistant.understanding.quantity.scan import scan

__all__ = ["Kind", "Quantity", "scan"]
