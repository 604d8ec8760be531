"""Questions that come twice, or must not come at all, are noticed."""

from __future__ import annotations

import pytest

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Topic
from evals.interviews.watch import Watch, asked_in, forbidden_in, rules


def _texts(language: Language) -> list[tuple[str, str]]:
    words = load_yaml(data_path("prompts", "interview", language, "questions.yaml"))
    return [(key.partition("@")[0], text) for key, texts in words["ask"].items() for text in texts]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_wording_of_the_agenda_is_recognised(language: Language) -> None:
    for key, text in _texts(language):
        found = asked_in("好的。" + text.replace("{job}", "月嫂"), language)
        assert found is not None, text
        assert found.id == key, text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_agenda_asks_nothing_forbidden(language: Language) -> None:
    for _, text in _texts(language):
        assert forbidden_in(text, language) is None, text


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "您结婚了没有？"), ("zh", "您属什么的？"), ("zh", "您孩子多大了？"), ("en", "Are you married?")],
)
def test_a_forbidden_question_is_noticed(language: Language, text: str) -> None:
    assert forbidden_in(text, language) is not None


def test_asking_what_was_answered_or_is_known_is_repeating() -> None:
    watch = Watch("zh", ())
    name, years = _texts("zh")[0][1], next(text for key, text in _texts("zh") if key == "experience")
    watch.reply(name, Topic.NAME, {})
    watch.answer(Topic.NAME, aside=True)
    watch.reply(name, Topic.NAME, {})
    assert watch.repeated == []
    watch.answer(Topic.NAME, aside=False)
    watch.reply(name, Topic.NAME, {})
    watch.reply(years.format(job="月嫂"), Topic.EXPERIENCE, {"years_experience": {"min": 3, "max": 3}})
    assert len(watch.repeated) == 2


def test_every_question_watched_for_exists() -> None:
    assert set(rules().about) <= {key for key, _ in _texts("zh")}


def test_a_scenario_put_again_after_an_answer_is_repeating() -> None:
    watch = Watch("zh", ())
    watch.reply("再问一个。锅着火了。您怎么办？", Topic.SCENARIO, {})
    watch.answer(Topic.SCENARIO, aside=False)
    watch.reply("再问一个。有人摔了。您怎么办？", Topic.SCENARIO, {})
    watch.answer(Topic.SCENARIO, aside=False)
    watch.reply("没听懂。有人摔了。您怎么办？", Topic.SCENARIO, {})
    assert watch.repeated == ["有人摔了。您怎么办？"]
