"""Why a candidate is a firm or is none, in words an operator can check."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from jobs.names import KnownName, KnownNames, explain, find, report_why

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
NEWS = st.lists(
    st.sampled_from(["来到", "大同", "示例", "（", "）", "“", "”", "有限公司", "集团", "、", "。", " ...", "厂长", "银行", "某", "區(qū)"]),
    max_size=30,
).map("".join)


def refused(text: str) -> dict[str, str]:
    return {one.as_printed: one.why[-1] for one in explain(text) if not one.found}


def test_what_is_refused_says_why() -> None:
    assert refused("多家保险公司降价。") == {"保险公司": "前面是数量，说的是一类公司"}
    assert refused("我厂来人。") == {"厂": "“我厂”是普通词"}
    assert refused("厂长到场。") == {"厂": "“厂长”是普通词"}
    assert refused("律师质疑银行收费。") == {"律师质疑银行": "“质疑”是普通话语或公司类别，不是名称的一部分"}
    assert refused("某商贸有限公司被罚。") == {"商贸有限公司": "没有字号，只有行业词或通用词"}
    assert refused("日本公司来访。") == {"日本公司": "只有地名"}


def test_what_is_found_shows_how_it_was_read() -> None:
    (one,) = explain("来到大同示例乳业有限公司调研。")
    assert (one.found, one.name, one.rule, one.score, one.before) == (True, "大同示例乳业有限公司", "legal", 0.95, "来到")
    assert [(part.text, part.kind, part.own) for part in one.parts] == [
        ("大同", "地名", "地名或字号"),
        ("示例", "名词", "可作字号"),
        ("乳业", "行业", "通用"),
    ]
    assert one.why == ("公司形式完整，有地名或字号", "公司形式完整：0.95 分，确定")
    assert one.cost is not None
    assert one.cost > 0


def test_aliases_say_what_spoke_for_or_against_them() -> None:
    known = KnownNames([KnownName("大同示例乳业有限公司", "140200")])
    (there,) = explain("示例乳业扩招。", known, "140200")
    assert (there.found, there.why[0]) == (True, "已知公司的别名，地点一致")
    (away,) = explain("示例乳业扩招。", known, "110000")
    assert (away.found, away.why) == (False, ("别名太短：地点不一致，同文也没有全称",))


def test_a_short_name_says_which_long_one_it_is() -> None:
    short = explain("大同示例新材料有限公司投产，示例新材料将招工。")[1]
    assert short.why[0] == "前文已出现全称“大同示例新材料有限公司”，此处为其简称"


def test_a_branch_gives_way_to_the_longer_name() -> None:
    bank, branch = explain("示原银行大同分行开业。")
    assert (bank.found, branch.found, branch.name) == (False, True, "示原银行")
    assert "重叠" in bank.why[-1]


@given(ANY | NEWS)
def test_what_is_found_is_what_find_gives(text: str) -> None:
    found = [(one.start, one.end, one.name, one.rule) for one in explain(text) if one.found]
    assert found == [(one.start, one.end, one.name, one.rule) for one in find(text)]
    assert all(text[one.start : one.end] == one.as_printed and one.why for one in explain(text))


def test_the_printed_form_is_ready_for_json() -> None:
    (one,) = json.loads(json.dumps(report_why("大同示例乳业有限公司")))["candidates"]
    assert set(one) == {
        "as_printed",
        "start",
        "end",
        "found",
        "name",
        "rule",
        "score",
        "certain",
        "why",
        "before",
        "parts",
        "cost",
    }
