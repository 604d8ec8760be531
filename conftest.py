"""Keeps compiled modules in pytest's cache where the environment wants none beside the sources.

A run starts dozens of processes; without this each would compile every module again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.dont_write_bytecode:
    kept = Path(__file__).resolve().parent / ".pytest_cache" / "compiled"
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(kept)
    # For the servers and commands that tests start, and for the workers of a parallel run.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(kept)
