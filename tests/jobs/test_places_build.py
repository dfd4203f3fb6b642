"""tools/build_places.py: the rules that name divisions and follow former ones."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture(scope="module")
def names() -> ModuleType:
    return _tool("places_names")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    return _tool("build_places")


def _tool(name: str) -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(TOOLS))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("大同市", "大同"), ("蔚县", "蔚县"), ("大厂回族自治县", "大厂"), ("新疆维吾尔自治区", "新疆"), ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"), ("克孜勒苏柯尔克孜自治州", "克孜勒苏"), ("双江拉祜族佤族布朗族傣族自治县", "双江"), ("管城回族区", "管城"),
        ("回民区", "回民"), ("浦东新区", "浦东新区"), ("清新区", "清新"), ("井陉矿区", "井陉矿区"), ("神农架林区", "神农架"), ("平城区", "平城"),
        ("正蓝旗", "正蓝旗"), ("鄂温克族自治旗", "鄂温克"), ("城区", "城区"), ("香港特别行政区", "香港"), ("六枝特区", "六枝"),
    ],
)  # fmt: skip
def test_short_names(names: ModuleType, name: str, short: str) -> None:
    assert names.shorten(name) == short


def test_short_names_of_zones_and_towns(names: ModuleType) -> None:
    assert names.shorten_zone("山西大同经济开发区", "山西", "大同") == "大同经开区"
    assert names.shorten_zone("长春净月高新技术产业开发区", "吉林", "长春") == "净月高新区"
    assert names.shorten_zone("苏州工业园区", "江苏", "苏州") == "苏州工业园区"
    assert names.shorten_town("口泉乡") == "口泉"
    assert names.shorten_town("永乐满族乡") == "永乐"
    assert [names.is_zone(code) for code in ("140271", "140213", "232761", "659007")] == [True, False, False, False]


def test_corrections_go_before_the_library(names: ModuleType) -> None:
    readings = names.Readings({"长治": "chang zhi", "大埔": "da bu"})
    assert readings.of("长治") == "chang zhi"
    assert readings.of("大埔镇") == "da bu zhen"
    assert readings.of("吕梁") == "lv liang"


def test_a_former_division_is_followed_by_its_name_or_not_at_all(build: ModuleType) -> None:
    current = {
        "110100": "北京市",
        "110112": "通州区",
        "110114": "昌平区",
        "130434": "魏县",
        "350405": "沙县区",
        "140213": "平城区",
        "140302": "城区",
    }
    find = build.Successors(current).find
    assert find("110221", "昌平县") == "110114"
    assert find("110223", "通县") == "110112"
    assert find("132122", "魏县") == "130434"
    assert find("350427", "沙县") == "350405"
    assert find("140202", "城区") is None, "the 城区 of another city is none of ours"
    assert find("140211", "南郊区") is None


def test_a_code_given_twice_means_neither(build: ModuleType) -> None:
    current = {"321282": "靖江市", "321283": "泰兴市"}
    former = {"321085": {199212: "靖江市", 199512: "泰兴市"}, "321086": {199512: "泰兴市"}, "321099": {198012: "靖江县"}}
    assert build.old_codes(former, current, build.Facts()) == {"321086": ("泰兴市", ["321283"], 1995)}


def test_the_facts_are_sound(build: ModuleType) -> None:
    facts = build.Facts.read()
    assert facts.was["140211"] == ("南郊区", ["140214"])
    assert not set(facts.was) & set(facts.gone)
    assert all(len(code) == 6 and code.isdigit() for _, new in [*facts.was.values(), *facts.gone.values()] for code in new)
