"""Holds the scripted interviews and prints how they ended: `python -m evals.interviews --help`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from evals.interviews.course import Course
from evals.interviews.drive import app_house, hold
from evals.interviews.grade import differences
from evals.interviews.personas import Persona, personas
from evals.table import record, table


async def hold_all(chosen: list[Persona]) -> list[Course]:
    """Every interview in a house of its own, one after the other."""
    courses = []
    for persona in chosen:
        with tempfile.TemporaryDirectory() as folder:
            async with app_house(Path(folder)) as house:
                courses.append(await hold(persona, house))
    return courses


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; status 1 when an interview did not end as it should."""
    parser = argparse.ArgumentParser(prog="python -m evals.interviews", description=__doc__)
    parser.add_argument("--persona", help="only this one")
    parser.add_argument("--show", action="store_true", help="print what was said")
    parser.add_argument("--record", action="store_true", help="write the table to RESULTS.md")
    options = parser.parse_args(arguments)
    if options.record and options.persona:
        parser.error("all personas are recorded together")
    chosen = [persona for persona in personas() if options.persona in (None, persona.id)]
    if not chosen:
        parser.error("there is no such persona")
    courses = asyncio.run(hold_all(chosen))
    shown = _table(courses)
    if options.show:
        print("\n".join(line for course in courses for line in _script(course)))
    print(shown)
    print("\n".join(line for course in courses for line in _problems(course)))
    if options.record:
        record("interviews", "Interviews", "python -m evals.interviews", shown)
    return 0 if all(_as_it_should(course) for course in courses) else 1


def _as_it_should(course: Course) -> bool:
    flaws = (course.repeated, course.forbidden, course.bad_quotes, course.faults, differences(course))
    return not any(flaws) and course.done == course.persona.finished


def _table(courses: list[Course]) -> str:
    head = (
        "persona",
        "profile exact",
        "differences",
        "turns",
        "repeated",
        "forbidden",
        "bad quotes",
        "faults",
        "ended",
    )
    rows = [
        (
            course.persona.title,
            "no" if differences(course) else "yes",
            len(differences(course)),
            course.turns,
            len(course.repeated),
            len(course.forbidden),
            len(course.bad_quotes),
            len(course.faults),
            "yes" if course.done == course.persona.finished else "no",
        )
        for course in courses
    ]
    return table(head, rows)


def _problems(course: Course) -> list[str]:
    kinds = {
        "profile": differences(course),
        "repeated": course.repeated,
        "forbidden": course.forbidden,
        "quote": course.bad_quotes,
        "fault": course.faults,
    }
    lines = [f"    {kind:<10}{line}" for kind, found in kinds.items() for line in found]
    if course.done != course.persona.finished:
        lines.append(f"    ended     {'too early' if course.done else 'not within the turns allowed'}")
    return [course.persona.id, *lines] if lines else []


def _script(course: Course) -> list[str]:
    lines = [f"== {course.persona.title}"]
    for n, reply in enumerate(course.replies):
        lines.append(f"  Ayi   {reply}")
        if n < len(course.said):
            lines.append(f"  she   {course.said[n]}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
