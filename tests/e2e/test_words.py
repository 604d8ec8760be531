"""The words the page puts into her mouth are words the readers understand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.profile.model import Fact, Language, Topic
from assistant.understanding.reader import read
from assistant.understanding.reading import Act, Context, Reading
from assistant.vocabulary import vocabulary

WEB = Path(__file__).resolve().parents[2] / "web"
TODAY = date(2026, 11, 22)

# What she may write behind the words a tapped card put into the box.
CORRECTED: dict[Language, dict[str, tuple[str, object]]] = {
    "zh": {
        "name": ("王桂兰", "王桂兰"),
        "birth_year": ("八零年", 1980),
        "age": ("四十六", 46),
        "hometown": ("河南周口", {"province": "河南", "city": "周口"}),
        "location": ("北京朝阳", {"city": "北京", "district": "朝阳"}),
        "phone": ("13812345678", "13812345678"),
        "years_experience": ("五年", {"min": 5, "max": 5}),
        "families_served": ("六家", {"min": 6, "max": 6}),
        "health_certificate": ("没有", {"held": False}),
        "rest_days_per_month": ("两天", {"min": 2, "max": 2}),
        "available_from": ("明天", "2026-11-23"),
        "education": ("高中", "senior_high"),
        "background_check_consent": ("同意", True),
    },
    "en": {
        "name": ("Mary", "Mary"),
        "birth_year": ("1980", 1980),
        "age": ("46 years old", 46),
        "hometown": ("Zhoukou, Henan", {"province": "河南", "city": "周口"}),
        "phone": ("13812345678", "13812345678"),
        "years_experience": ("five years", {"min": 5, "max": 5}),
        "families_served": ("six families", {"min": 6, "max": 6}),
        "rest_days_per_month": ("two days", {"min": 2, "max": 2}),
        "available_from": ("tomorrow", "2026-11-23"),
        "education": ("high school", "senior_high"),
    },
}
# The later questions at which she may look back; their own grammars must not take the words for something else.
LATER = (Topic.SKILLS, Topic.CERTIFICATES, Topic.SALARY, Topic.CONFIRM)


def words(language: Language) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((WEB / "text" / f"{language}.json").read_text(encoding="utf-8"))
    return loaded


def understood(text: str, language: Language, asking: Topic) -> Reading:
    return read(text, Context(today=TODAY, asking=asking, language=language))


def identity(fact: Fact) -> object:
    return (fact.value.get("id") or fact.value.get("kind")) if isinstance(fact.value, dict) else fact.value


@pytest.mark.parametrize(
    ("language", "field"), [(language, field) for language, fields in CORRECTED.items() for field in fields]
)
def test_a_corrected_card_is_read_as_a_correction(language: Language, field: str) -> None:
    said, value = CORRECTED[language][field]
    for asking in LATER:
        reading = understood(words(language)["correct"][field] + said, language, asking)
        facts = [fact for fact in reading.facts if fact.status != "corrected"]
        assert [(fact.field, fact.value) for fact in facts] == [(field, value)], asking
        assert "correction" in facts[0].flags


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["jobs", "cuisines", "certificates"])
@pytest.mark.parametrize(("group", "polarity"), [("without", "negative"), ("with", "positive")])
def test_an_item_taken_out_or_put_back_is_read_so(language: Language, kind: str, group: str, polarity: str) -> None:
    for term in vocabulary().terms(kind):
        text = words(language)[group][kind].format(item=term.label[language])
        reading = understood(text, language, Topic.SALARY)
        assert (kind, term.id, polarity) in {(fact.field, identity(fact), fact.polarity) for fact in reading.facts}, (
            text
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_buttons_say_what_the_interviewer_understands(language: Language) -> None:
    say = words(language)["say"]
    for asking in Topic:
        assert understood(say["human"], language, asking).does(Act.HUMAN), asking
        repeat = understood(say["repeat"], language, asking)
        assert repeat.does(Act.REPEAT), asking
        assert repeat.facts == (), asking
