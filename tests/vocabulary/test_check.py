"""The shipped taxonomy is sound, and the check says what is wrong with one that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.vocabulary import Term, check, vocabulary
from assistant.vocabulary.check import check_places, check_terms, form_key
from assistant.vocabulary.gazetteer import Name, Place, load_names, load_risks

GOOD = Term("jobs", "cook", {"zh": "厨师", "en": "Cook"}, {"zh": ("厨师",), "en": ("cook",)})


def complaints(*terms: Term) -> list[str]:
    return [str(problem) for problem in check_terms("jobs", terms)]


def test_the_shipped_taxonomy_is_sound() -> None:
    assert [str(problem) for problem in check()] == []


def test_a_sound_term_has_no_problem() -> None:
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (replace(GOOD, id="Cook-1"), "an id is lower-case words"),
        (replace(GOOD, label={"zh": "厨师"}), "no en label"),
        (replace(GOOD, label={"zh": "廚師", "en": "Cook"}), "traditional characters"),
        (replace(GOOD, forms={"zh": (), "en": ("cook",)}), "no zh forms"),
        (replace(GOOD, forms={"zh": ("厨师 ",), "en": ("cook",)}), "blanks around it"),
        (replace(GOOD, forms={"zh": ("廚師",), "en": ("cook",)}), "simplified characters"),
        (replace(GOOD, forms={"zh": ("厨师",), "en": ("cook", "Cooks")}), "already claimed by cook"),
    ],
)
def test_each_fault_is_named(term: Term, said: str) -> None:
    [complaint] = complaints(term)
    assert said in complaint
    assert complaint.startswith("jobs.yaml: ")


def test_two_terms_cannot_share_an_id_or_a_form() -> None:
    assert len(complaints(GOOD, GOOD)) == 3  # the id and the form of each language


def test_forms_are_the_same_to_the_finder_when_only_case_width_or_number_differ() -> None:
    assert form_key("Nannies") == form_key("nanny")
    assert form_key("ＢＢ餐") == form_key("bb餐")
    assert form_key("live-in") != form_key("live in")


def test_a_missing_province_and_a_rule_about_no_place_are_told() -> None:
    names = [("河南", Name(Place("province", "河南", None, None, "河南", 0), full=False))]
    told = [str(problem) for problem in check_places(names, load_risks())]
    assert any("1 province-level units instead of 34" in line for line in told)
    assert any("no place has this name" in line for line in told)


def test_an_area_of_an_unknown_city_cannot_be_loaded_silently() -> None:
    named = {name.place.city for _, name in load_names()}
    assert None in named  # provinces have no city
    assert "北京" in named


def test_all_kinds_have_terms() -> None:
    words = vocabulary()
    assert all(len(words.terms(kind)) > 0 for kind in ("jobs", "skills", "certificates", "zodiac"))
    assert len(words.terms("jobs")) == 16
    assert len(words.terms("skills")) >= 40
    assert len(words.terms("zodiac")) == 12
