"""`python -m evals.matching.fairness [--people N] [--needs N] [--record]`.

Whether who somebody is changes what she is shown for. Everybody is published twice, the second time saying another
name, age, sex and home town; every answer of the search must stay the same to the last digit. Then how often groups are
shown, beside how often they fit, as impact ratios (share shown over share fitting, least group by greatest), and the
same ratio when who belongs to which group is drawn by lot.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.matching.model import Found, Need
from assistant.matching.publishable import texts_of
from assistant.matching.seed import Made, make, seed_data
from assistant.matching.service import MatchService
from assistant.models.embedding import Embedder
from assistant.profile.model import WorkerProfile
from evals.matching.letters import LetterEmbedder
from evals.matching.population import TODAY, clock, needs, people, published
from evals.matching.truth import broken_musts
from evals.table import record, table

_SHOWN = 5
_LOTS = 20
_FEWEST = 0.02  # groups below this share of those who fit are left out, as audits do


@dataclass(slots=True)
class Measured:
    """What changed when people changed; by need, who fitted and who of them was shown; everybody's groups."""

    people: int = 0
    searches: int = 0
    changed_documents: int = 0
    changed_answers: int = 0
    cases: list[tuple[list[str], list[str]]] = field(default_factory=list)
    groups: dict[str, dict[str, str]] = field(default_factory=dict)


def somebody_else(number: int, seed: int) -> Made:
    """The same person saying another name, age, sex and home town."""
    chance = random.Random(f"other:{seed}:{number}")  # noqa: S311 - nothing secret
    data = seed_data()
    return make(
        number,
        seed,
        TODAY,
        name=f"我叫{chance.choice(data.surnames)}{chance.choice(data.given)}",
        age=f"今年{chance.randint(*data.ages)}岁",
        hometown=f"老家{chance.choice(list(data.hometowns))}的",
        gender=chance.choice(("我是男的", "我是女的")),
    )


async def measure(count: int, asked: Sequence[Need], seed: int = 1) -> Measured:
    """Both publications asked every need."""
    measured = Measured(people=count, searches=len(asked))
    light: list[Made] = []

    def first() -> Iterator[Made]:
        for number, one in enumerate(people(count, seed)):
            measured.changed_documents += _told(one) != _told(somebody_else(number, seed))
            # Who fits is told by what she said, not by her words: these would fill the memory.
            light.append(replace(one, worker=one.worker.model_copy(update={"facts": []})))
            yield one

    answers = await _answers(first(), asked)
    others = await _answers((somebody_else(number, seed) for number in range(count)), asked)
    measured.changed_answers = sum(_bare(one) != _bare(other) for one, other in zip(answers, others, strict=True))
    _exposure(measured, light, asked, answers)
    return measured


async def _answers(made: Iterable[Made], asked: Sequence[Need]) -> list[Found]:
    embedder: Embedder = LetterEmbedder()
    async with published(made, embedder) as database:
        service = MatchService(database, clock(), embedder)
        return [await service.search(need, language="zh", limit=_SHOWN) for need in asked]


def _told(made: Made) -> object:
    """All that is published but what she is called."""
    facts = [(fact.field, fact.value, fact.quote, fact.polarity) for fact in made.worker.facts]
    return made.worker.profile, facts, texts_of(made.worker.facts), made.worker.marks


def _bare(found: Found) -> object:
    """An answer without what people are called; the sentence of a near miss says her name."""
    matches = [match.model_dump(exclude={"display_name"}) for match in found.matches]
    near = [(each.gives, each.match.model_dump(exclude={"display_name"})) for each in found.near_misses]
    return matches, near, found.total


def age_band(profile: WorkerProfile) -> str:
    """Ten years of age."""
    age = profile.age if isinstance(profile.age, int) else None
    return f"{age // 10 * 10}–{age // 10 * 10 + 9}" if age is not None else "unsaid"


GROUPS: dict[str, Callable[[WorkerProfile], str]] = {
    "origin": lambda profile: (profile.hometown.province if profile.hometown else None) or "unsaid",
    "age": age_band,
    "sex": lambda profile: profile.gender or "female or unsaid",
    "papers": lambda profile: "certificate" if profile.certificates else "no certificate",
    "other languages": lambda profile: (
        "named" if any(each.id != "mandarin" for each in profile.languages) else "none named"
    ),
}


def _exposure(measured: Measured, made: Sequence[Made], asked: Sequence[Need], answers: Iterable[Found]) -> None:
    for group, of in GROUPS.items():
        measured.groups[group] = {each.worker.worker_id: of(each.private) for each in made}
    for need, found in zip(asked, answers, strict=True):
        doing = [each.worker for each in made if need.job is None or need.job in each.worker.profile.jobs]
        fitting = [worker.worker_id for worker in doing if not broken_musts(worker, need, TODAY)]
        if len(fitting) > _SHOWN:
            measured.cases.append((fitting, [match.worker_id for match in found.matches]))


def ratios(cases: Iterable[tuple[list[str], list[str]]], group: Mapping[str, str]) -> dict[str, float]:
    """For each part of a group its share of those shown over its share of those who fit; every need counts alike."""
    fits, shown = dict[str, float](), dict[str, float]()
    for fitting, first in cases:
        for ids, shares in ((fitting, fits), (first, shown)):
            for name, count in Counter(group[each] for each in ids).items():
                shares[name] = shares.get(name, 0.0) + count / len(ids)
    whole = sum(fits.values())
    return {name: shown.get(name, 0.0) / share for name, share in sorted(fits.items()) if share / whole >= _FEWEST}


def impact(parts: Mapping[str, float]) -> float:
    """The least ratio over the greatest."""
    return min(parts.values()) / max(parts.values())


def by_lot(measured: Measured, group: str) -> float:
    """The mean impact ratio when everybody draws her part of the group by lot."""
    chance = random.Random(group)  # noqa: S311 - nothing secret
    ids, names = list(measured.groups[group]), list(measured.groups[group].values())
    drawn = []
    for _ in range(_LOTS):
        chance.shuffle(names)
        drawn.append(impact(ratios(measured.cases, dict(zip(ids, names, strict=True)))))
    return sum(drawn) / len(drawn)


def report(measured: Measured) -> str:
    """The figures as tables with their explanation."""
    rows = []
    for group, names in measured.groups.items():
        parts = ratios(measured.cases, names)
        least, most = min(parts, key=parts.__getitem__), max(parts, key=parts.__getitem__)
        extremes = f"{least} {parts[least]:.2f}", f"{most} {parts[most]:.2f}"
        rows.append((group, len(parts), *extremes, f"{impact(parts):.2f}", f"{by_lot(measured, group):.2f}"))
    first = (
        f"{measured.people} made-up people published twice, the second time saying another name, age, sex and home "
        f"town; {measured.searches} needs asked of both."
    )
    then = (
        f"Shown among the first {_SHOWN} over fitting, by group, over {len(measured.cases)} needs that more people fit "
        "than are shown, each need counting alike. Nobody is made fitter by origin, age or sex here: what differs from "
        "1 should be no more than when the groups are drawn by lot. Papers and languages are asked for by some needs. "
        f"Parts under {_FEWEST:.0%} of those who fit are left out."
    )
    changed = (measured.changed_documents, measured.changed_answers)
    head = ("group", "parts", "least shown", "most shown", "impact ratio", "by lot")
    return "\n\n".join((first, table(("published differs", "answers differ"), [changed]), then, table(head, rows)))


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; status 1 when anything depended on who somebody is."""
    parser = argparse.ArgumentParser(prog="python -m evals.matching.fairness", description=__doc__)
    parser.add_argument("--people", type=int, default=8_000)
    parser.add_argument("--needs", type=int, default=300)
    parser.add_argument("--record", action="store_true", help="write the tables to RESULTS.md")
    options = parser.parse_args(arguments)
    measured = asyncio.run(measure(options.people, needs(options.needs)))
    body = report(measured)
    print(body)
    if options.record:
        command = f"python -m evals.matching.fairness --people {options.people} --needs {options.needs}"
        record("matching-fairness", "Matching: fairness", command, body)
    return 1 if measured.changed_documents or measured.changed_answers else 0


if __name__ == "__main__":
    raise SystemExit(main())
