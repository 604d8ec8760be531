"""Who she is: her name among titles and other names, her own number among those of others."""

from __future__ import annotations

import pytest

from .conftest import Read, Said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("its Chen Meihua", "Chen Meihua"),
        ("Mrs Perera, Dilani Perera", "Dilani Perera"),
        ("they call me Sister Liu, real name Liu Fengying", "Liu Fengying"),
        ("this is her daughter, my mom's name is Sun Hong", "Sun Hong"),
        ("not Lily, it's Lilian", "Lilian"),
        ("hi good morning i am maria lourdes", "Maria Lourdes"),
        ("first name Anjali last name Sharma", "Anjali Sharma"),
        ("Hui Min", "Hui Min"),
        ("Lei Lei, like flower", "Lei Lei"),
        ("it's long: Maria Cristina Reyes", "Maria Cristina Reyes"),
        ("Lisa sorry Liza with z", "Liza"),
        ("Rosemarie with an e. Rosemarie Tan", "Rosemarie Tan"),
        ("Marilou Santos po, call me Lou", "Marilou Santos"),
        ("my name spell is Nkechi Obi", "Nkechi Obi"),
        ("no first questions please... ok Bai Xiuzhi", "Bai Xiuzhi"),
        ("is it shown? then just Xiao Mei", "Xiao Mei"),
        ("my son types. I am called Du Meiling", "Du Meiling"),
    ],
)
def test_names(said: Said, text: str, name: str) -> None:
    assert said(text, "name") == [("name", name)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("my husband's phone 13700001111 mine is 13911112222", ["13911112222"]),
        ("my old number 13600001111, new 13622223333", ["13622223333"]),
        ("old sim was 13600001111 but it's cancelled, new one 13622223333", ["13622223333"]),
        ("18600001234 is old, 18600005678 is new", ["18600005678"]),
        ("call my sister 13800138000, I have no phone now", []),
        ("my agency's number is 13800138000", []),
    ],
)
def test_only_her_own_number_is_kept(said: Said, text: str, digits: list[str]) -> None:
    assert [value for field, value in said(text, "contact") if field == "phone"] == digits
    assert all(field == "phone" for field, _ in said(text, "contact"))


@pytest.mark.parametrize(
    "text",
    ["it's 139 1047 2256 sorry 2265 at the end", "13910472256 no wait the last four is 2265"],
)
def test_the_last_digits_said_anew(read: Read, text: str) -> None:
    assert [(f.value, f.flags) for f in read(text, "contact").facts] == [("13910472265", ("correction",))]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("eighteen six, six five five oh, one two three four", "18665501234"),
        ("138 double 0 12 34 56", "13800123456"),
        ("one fifty nine triple eight two two three and three four", "15988822334"),
    ],
)
def test_a_number_said_in_pairs(said: Said, text: str, digits: str) -> None:
    assert said(text, "contact") == [("phone", digits)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("No more night work. Su Mei 42 Luoyang. Only days.", {"name": "Su Mei", "age": 42}),
        ("They told me write. So Qi Yafang 54, new yuesao", {"name": "Qi Yafang", "age": 54}),
        ("I have the paper. I cook as well. Jin Aihua.", {"name": "Jin Aihua"}),
        ("To you: Rajesh, male, Kerala, 46, chef", {"name": "Rajesh", "gender": "male", "age": 46}),
        ("I am strong, male 46", {"gender": "male"}),
        ("Gu Qing, m, 58, cook", {"name": "Gu Qing", "gender": "male"}),
        ("so i speak english name liu fen age thirty", {"name": "Liu Fen", "age": 30}),
    ],
)
def test_a_name_amid_a_self_introduction(said: Said, text: str, facts: dict[str, object]) -> None:
    read = dict(said(text))
    assert {field: read.get(field) for field in facts} == facts


@pytest.mark.parametrize(
    "text",
    [
        "I do it well. Peking Duck. New House, big.",
        "I cook. Level Two. Good Food.",
        "Hong Kong, 5 years. Addis Ababa before.",
        "Very good. Nice People. Long story.",
        "I'm your woman for hospital",
        "I'm a hutong girl",
    ],
)
def test_words_with_capitals_are_no_name(said: Said, text: str) -> None:
    assert not {"name", "gender"} & {field for field, _ in said(text)}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Prudence, Zambian, 33, MBA from a university at home", "bachelor_up"),
        ("I'm Lin, 27, bachelor's in early childhood", "bachelor_up"),
        ("I'm Lin, 57, illiterate but strong", "none"),
        ("the mother has a master's degree", None),
    ],
)
def test_schooling_told_in_passing(said: Said, text: str, level: str | None) -> None:
    assert dict(said(text)).get("education") == level
