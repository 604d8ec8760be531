"""A form listed once is heard however its verb bends."""

from __future__ import annotations

import pytest

from assistant.vocabulary import vocabulary
from assistant.vocabulary.inflections import inflections


def test_a_chinese_verb_takes_aspects_and_doubles() -> None:
    assert {"做过饭", "做个饭", "做做饭", "做点饭"} <= set(inflections().of("做饭"))
    assert "收拾收拾屋子" in set(inflections().of("收拾屋子"))


def test_the_longer_verb_bends() -> None:
    assert "接送过孩子" in set(inflections().of("接送孩子"))
    assert not any(bent.startswith("接过") for bent in inflections().of("接送孩子"))


def test_an_english_verb_takes_its_tenses() -> None:
    assert set(inflections().of("take care of babies")) >= {"took care of babies", "taking care of babies"}


def test_what_is_no_verb_does_not_bend() -> None:
    assert list(inflections().of("月嫂")) == []
    assert list(inflections().of("nanny")) == []


@pytest.mark.parametrize(
    ("said", "kind", "wanted"),
    [
        ("我带过小孩", "jobs", "childcare_nanny"),
        ("伺候过老人", "jobs", "elderly_carer"),
        ("做个饭没问题", "skills", "cooking"),
        ("打过胰岛素", "skills", "insulin_injection"),
        ("擦擦玻璃", "skills", "glass_cleaning"),
        ("量个血压", "skills", "blood_pressure"),
        ("I looked after kids", "jobs", "childcare_nanny"),
        ("I changed his diapers", "skills", "diapering"),
    ],
)
def test_bent_forms_are_heard(said: str, kind: str, wanted: str) -> None:
    assert wanted in [match.id for match in vocabulary().find(said, "zh", {kind})]


def test_a_visit_to_the_children_is_no_work() -> None:
    assert vocabulary().find("想回老家看看孩子", "zh", {"jobs"}) == []
