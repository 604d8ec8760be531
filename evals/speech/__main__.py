"""`python -m evals.speech [part …] [--record]`: the parts of speech one after another; each is a module of its own."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

PARTS = ("ears", "repair", "short", "mouth", "live", "walk")


def main() -> None:
    """Runs the parts that are named, or all that are there, with the remaining arguments."""
    here = Path(__file__).parent
    there = [part for part in PARTS if (here / f"{part}.py").exists() or (here / part / "__main__.py").exists()]
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    unknown = [part for part in named if part not in there]
    if unknown:
        raise SystemExit(f"there is no part {unknown[0]}; choose from {', '.join(there)}")
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    for part in named or there:
        print(f"\n== {part} ==", flush=True)
        sys.argv = [f"evals.speech.{part}", *options]
        runpy.run_module(f"evals.speech.{part}", run_name="__main__")


if __name__ == "__main__":
    main()
