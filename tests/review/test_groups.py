"""Groups come from what she said, and only from that."""

from __future__ import annotations

import pytest

from assistant.profile.model import Home, WorkerProfile
from assistant.review.groups import fairness_rules, groups_of, is_known


def test_who_said_nothing_is_in_the_group_of_those() -> None:
    groups = groups_of(WorkerProfile(), [], 2026)
    assert groups == {
        "region": "unsaid",
        "age_band": "unsaid",
        "sex": "unsaid",
        "sex_age": "unsaid/unsaid",
        "certificate": "without",
        "speech": "typed",
    }
    assert not is_known(groups["sex_age"])
    assert is_known(groups["certificate"])


@pytest.mark.parametrize(("born", "band"), [(1979, "40-49"), (1976, "50-59"), (1999, "16-29"), (1900, "unsaid")])
def test_the_age_band_follows_from_the_year(born: int, band: str) -> None:
    assert groups_of(WorkerProfile(birth_year=born), [], 2026)["age_band"] == band


@pytest.mark.parametrize(("heard", "group"), [([0.95], "clear"), ([0.9, 0.5], "fair"), ([0.3], "hard")])
def test_speech_is_told_by_how_sure_the_recogniser_was(heard: list[float], group: str) -> None:
    assert groups_of(WorkerProfile(), heard, 2026)["speech"] == group


def test_where_she_is_from_is_what_she_said() -> None:
    profile = WorkerProfile(hometown=Home(province="河南", city="周口"), gender="female")
    assert groups_of(profile, [], 2026)["region"] == "河南"
    assert groups_of(profile, [], 2026)["sex"] == "female"


def test_every_stage_and_kind_has_its_words() -> None:
    rules = fairness_rules()
    for words in (*rules.stages.values(), *rules.kinds.values(), *rules.values.values(), *rules.page.values()):
        assert set(words) == {"zh", "en"}
