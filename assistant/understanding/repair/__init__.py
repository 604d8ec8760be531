"""Mends what a recognizer misheard, by sound: conservative, recorded, only towards words the asked topic expects."""

from assistant.understanding.repair.mend import repair
from assistant.understanding.repair.model import Change, Repaired

__all__ = ["Change", "Repaired", "repair"]
