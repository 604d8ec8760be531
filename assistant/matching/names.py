"""How a person is called in public, in either language; data: `prompts/matching/names.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, WorkerProfile

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# A name and the remark behind it, in the brackets of either language.
_REMARKED: Final = re.compile(r"(?P<name>[^（(]+?)\s*(?P<remark>[（(].*)?")


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: dict[str, str]
    en: dict[str, str]
    master_jobs: frozenset[str]
    titles: tuple[str, ...]
    prefixes: tuple[str, ...]
    compound: frozenset[str]
    spelt: dict[str, str]
    remarks: dict[str, str]


@cache
def _names() -> _Names:
    return _Names.model_validate(load_yaml(data_path("prompts", "matching", "names.yaml")))


def display_name(profile: WorkerProfile, language: Language = "zh") -> str:
    """How she is called in public: 王阿姨, 李师傅; a foreign name by its first word. Never the whole name."""
    names = _names()
    words = names.zh if language == "zh" else names.en
    master = profile.gender == "male" or (bool(profile.jobs) and profile.jobs[0] in names.master_jobs)
    name = (profile.name or "").strip()
    if not _HAN.search(name):
        first = _LATIN.search(name)
        if first:
            return names.en["given"].format(name=first[0])
        return words["unnamed_master" if master else "unnamed"]
    family = surname(name)
    return words["master" if master else "auntie"].format(surname=family if language == "zh" else in_letters(family))


@lru_cache(maxsize=4096)
def name_in(language: Language, name: str) -> str:
    """A public name as it is said in a language: 王阿姨 is Wang Ayi in English; what is no Chinese stays as it is."""
    names = _names()
    parts = _REMARKED.fullmatch(name.strip())
    if language == "zh" or parts is None or not _HAN.search(name):
        return name
    said, remark = parts["name"], parts["remark"] or ""
    return _in_english(said) + names.remarks.get(remark, f" {remark}" if remark else "")


def _in_english(name: str) -> str:
    names = _names()
    whole = next((key for key, form in names.zh.items() if form == name), None)
    if whole is not None:
        return names.en[whole]
    for key, form in names.zh.items():
        before, slot, after = form.partition("{surname}")
        if slot and name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after):
            return names.en[key].format(surname=in_letters(name[len(before) : len(name) - len(after)]))
    return in_letters(name)


def in_letters(name: str) -> str:
    """A family name in letters, as in a passport but for the tone marks it leaves out (王: Wang, 欧阳: Ouyang)."""
    known = _names().spelt.get(name)
    if known is not None:
        return known
    # Some thousand entries: loaded only where a name has to be spelt.
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).replace("v", "ü").capitalize()


def surname(name: str) -> str:
    """The family name in a Chinese name, titles and nicknames apart."""
    names = _names()
    for title in names.titles:
        if name.endswith(title) and len(name) > len(title):
            name = name.removesuffix(title)
            break
    if len(name) == 2 and name[0] in names.prefixes:
        return name[1]
    return name[:2] if name[:2] in names.compound else name[0]
