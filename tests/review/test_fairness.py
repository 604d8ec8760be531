"""The figures are a share and its ratio to the best group's; few people make no verdict, and nobody is in them."""

from __future__ import annotations

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Fact
from assistant.review.fairness import Count, Outcome, Told, as_csv, counts_of, report, tally_of
from assistant.understanding.reader import read
from assistant.understanding.reading import Context


def said(text: str) -> list[Fact]:
    return list(read(text, Context(today=date(2026, 11, 22), language="zh"), "t").facts)


def told(**changes: object) -> Told:
    whole: dict[str, object] = {
        "opened": "2026-11",
        "completed": True,
        "consented": True,
        "facts": said("我是河南周口人，七九年的，有育婴证"),
        "confidences": (),
        "year": 2026,
    }
    return Told(**(whole | changes))  # type: ignore[arg-type] # built from names


def counted(outcome: Outcome | None = None, **changes: object) -> list[Count]:
    return list(counts_of([(tally_of(told(**changes)), outcome or Outcome())]))


def many(stage: str, value: str, of: int, had: int, kind: str = "region") -> list[Count]:
    return [Count("2026-11", stage, kind, value, 1, float(n < had)) for n in range(of)]  # type: ignore[arg-type] # named


def test_a_person_counts_once_for_every_kind_at_every_stage_she_reached() -> None:
    counts = counted(Outcome(("2026-12", True), ["2026-12"], {"2026-12": 4}), confidences=[0.9, 0.95])
    by_region = {count.stage: (count.month, count.value, count.had) for count in counts if count.kind == "region"}
    assert by_region == {
        "completion": ("2026-11", "河南", 1),
        "extraction": ("2026-11", "河南", by_region["extraction"][2]),
        "approval": ("2026-12", "河南", 1),
        "exposure": ("2026-12", "河南", 1),
    }
    groups = {count.kind: count.value for count in counts}
    assert groups["age_band"] == "40-49"
    assert groups["certificate"] == "with"
    assert groups["speech"] == "clear"
    assert groups["sex"] == "unsaid"


def test_who_did_not_agree_is_in_no_figure() -> None:
    assert counted(consented=False, facts=[]) == []


def test_a_value_that_had_to_be_put_right_counts_against_the_reading() -> None:
    facts = said("我干了三年，哦不，四年了")
    assert any(fact.status == "corrected" for fact in facts)
    count = next(each for each in counted(facts=facts) if each.stage == "extraction")
    assert count.had < count.of


def test_people_of_the_same_groups_are_counted_together_and_none_is_lost() -> None:
    people = [(tally_of(told(completed=n < 3)), Outcome(("2026-11", n < 2))) for n in range(5)]
    sums = {(count.stage, count.kind): (count.of, count.had) for count in counts_of(people)}
    assert [sums["completion", "region"], sums["approval", "certificate"]] == [(5, 3), (5, 2)]


def test_a_group_under_four_fifths_of_the_best_is_an_alert_and_named() -> None:
    counts = many("approval", "河南", 100, 60) + many("approval", "四川", 50, 45)
    made = report(counts, "2026-11", "2026-11", "zh")
    rows = {row.value: row for row in made.rows}
    assert rows["四川"].ratio == 1
    assert rows["河南"].rate == 0.6
    assert round(rows["河南"].ratio or 0, 3) == 0.667
    assert [row.value for row in made.alerts] == ["河南"]


def test_where_there_are_too_few_people_there_are_figures_and_no_verdict() -> None:
    counts = many("approval", "河南", 100, 90) + many("approval", "四川", 5, 1)
    rows = {row.value: row for row in report(counts, "2026-11", "2026-11", "zh").rows}
    assert rows["四川"].thin
    assert not rows["四川"].alert
    assert rows["四川"].of == 5
    few = many("approval", "河南", 3, 3) + many("approval", "四川", 100, 10)
    rows = {row.value: row for row in report(few, "2026-11", "2026-11", "zh").rows}
    assert not rows["四川"].alert, "three people are no measure for others"


def test_who_did_not_say_is_counted_and_compared_with_nobody() -> None:
    counts = many("approval", "unsaid", 100, 10) + many("approval", "河南", 100, 90)
    rows = {row.value: row for row in report(counts, "2026-11", "2026-11", "en").rows}
    assert rows["unsaid"].ratio is None
    assert not rows["unsaid"].alert
    assert rows["unsaid"].label == "not said"


def test_places_are_named_for_whoever_reads() -> None:
    labels = {
        language: report(many("approval", "河南", 2, 1), "2026-11", "2026-11", language).rows[0].label
        for language in ("zh", "en")
    }
    assert labels == {"zh": "河南", "en": "Henan"}


def test_only_the_months_asked_for_count() -> None:
    counts = many("approval", "河南", 10, 5)
    assert report(counts, "2026-12", "2026-12", "zh").rows == []


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 80), st.floats(0, 1)), max_size=6))
def test_ratios_are_shares_of_the_highest_and_alerts_are_where_they_are_low(
    groups: list[tuple[str, int, float]],
) -> None:
    counts = [each for name, of, share in groups for each in many("exposure", name, of, int(of * share))]
    made = report(counts, "2026-11", "2026-11", "zh")
    enough = [row for row in made.rows if not row.thin]
    assert all(row.ratio is None or 0 <= row.ratio <= 1 for row in enough)
    assert all(row.alert == (row.ratio is not None and row.ratio < 0.8) for row in enough)
    assert not any(row.alert for row in made.rows if row.of < made.least)


def test_the_table_reads_as_one_and_runs_nothing() -> None:
    made = report(many("approval", "=cmd()", 40, 20) + many("approval", "河南", 40, 40), "2026-11", "2026-11", "zh")
    text = as_csv(made)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["label"] for row in rows} == {"'=cmd()", "河南"}
    assert rows[0]["sample"] == "40"
