"""Firms' names: one spelling, parts, finding in a story, linking to firms we know."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.names import KnownName, KnownNames, canonical, find, fold_name, link, minus_place, parse, report, short_forms, variants
from jobs.names import boundary as boundary_module
from jobs.text import repair

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)
NEWS = st.lists(
    st.sampled_from(
        ["来到", "大同", "示例", "（", "）", "(", ")", "有限", "公司", "集团", "股份", "、", "。", "…", " ...", "厂", "某", "的", "區(qū)"]
    ),
    max_size=40,
).map("".join)

#: A page in the manner of a machine mirror: traditional characters, glosses behind the converted ones, invented firms.
DAMAGED = """- 地區(qū)招聘
11月4日,市領(lǐng)導調(diào)研企業(yè)。來到大同示例鋼結(jié)構(gòu)有限公司、示汽大同專用汽車有限公司、例重集團(大同)起重機有限公司、\
大同示例冀北水泥有限公司、大同市例同乳業(yè)有限公司等處,與負責人交談。在示汽大同專用汽車有限公司,領(lǐng)導提出希望。\
在示例冀北水泥有限公司,領(lǐng)導強調(diào)安全。
永泰街道20個城市“暖蜂驛站”投用
為應(yīng)對冰雪,近日,大同示例管理有限 ...
"""


def names_of(text: str) -> list[str]:
    return [mention.name for mention in find(text)]


def test_a_damaged_page_gives_its_firms() -> None:
    mentions = find(DAMAGED)
    assert [(mention.name, mention.certain) for mention in mentions] == [
        ("大同示例钢结构有限公司", True),
        ("示汽大同专用汽车有限公司", True),
        ("例重集团（大同）起重机有限公司", True),
        ("大同示例冀北水泥有限公司", True),
        ("大同市例同乳业有限公司", True),
        ("示汽大同专用汽车有限公司", True),
        ("大同示例冀北水泥有限公司", True),
        ("大同示例管理有限公司", False),
    ]
    assert all(DAMAGED[mention.start : mention.end] == mention.as_printed for mention in mentions)
    assert mentions[0].as_printed == "大同示例鋼結(jié)構(gòu)有限公司"
    assert mentions[6].rule == "document"


def test_seed_gives_exactly_what_a_careful_reader_finds(shared: Path) -> None:
    text = (shared / "seed" / "000_af7051c7491cd361.txt").read_text("utf-8")
    expected = json.loads((shared / "seed" / "expected.json").read_text("utf-8"))["companies"]
    mentions = find(text)
    assert Counter(mention.name for mention in mentions) == {firm["name"]: firm["mentions"] for firm in expected}
    for firm in expected:
        printed = {repair(mention.as_printed).text for mention in mentions if mention.name == firm["name"]}
        assert printed == {repair(form).text for form in firm["as_printed"]}
    assert [mention.name for mention in mentions if not mention.certain] == ["大同高速公路管理有限公司"]
    assert all(text[mention.start : mention.end] == mention.as_printed for mention in mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本报讯贵州省绥阳县示例实业有限公司日前投产。", "贵州省绥阳县示例实业有限公司"),  # dateline
        ("国药集团威例达药业有限公司扩产。", "国药集团威例达药业有限公司"),  # one firm, not two
        ("记者走进太例集团（大同）起重机有限公司。", "太例集团（大同）起重机有限公司"),
        ("东方例升(宁波)电力开发有限公司中标。", "东方例升（宁波）电力开发有限公司"),
        ("他任金例米业股份有限公司董事长。", "金例米业股份有限公司"),  # verb before
        ("县政府与北京示例农业科技发展股份有限公司签约。", "北京示例农业科技发展股份有限公司"),
        ("由中铁十九局集团第三工程有限公司承建。", "中铁十九局集团第三工程有限公司"),
    ],
)
def test_where_names_begin_and_end(text: str, name: str) -> None:
    assert names_of(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "多家保险公司开通理赔绿色通道。",
        "一家有限公司因欠薪被列入黑名单。",
        "某工程总公司被通报。",
        "村镇银行与互联网公司合作。",
        "该公司负责人介绍。",
        "他当过厂长。",
        "",
        "有限公司",
    ],
)
def test_words_for_firms_name_no_firm(text: str) -> None:
    assert [mention.name for mention in find(text) if mention.certain] == []


def test_a_later_short_name_is_the_earlier_long_one() -> None:
    text = "大同示例新材料有限公司昨日投产。示例新材料负责人说，示例新材料有限公司将招聘百人。"
    assert names_of(text) == ["大同示例新材料有限公司"] * 3


def test_known_firms_are_found_by_alias_only_with_a_second_evidence() -> None:
    known = KnownNames([KnownName("大同示例乳业有限公司", "140200"), KnownName("示例热电有限责任公司", "140214", ("示例热电",))])
    text = "示例乳业招聘挤奶工，示例热电检修。"
    assert [m.name for m in find(text, known, "140200")] == ["大同示例乳业有限公司", "示例热电有限责任公司"]
    assert [m.name for m in find(text, known, "110000")] == ["示例热电有限责任公司"]  # only the confirmed alias
    assert [m.name for m in find(text, known)] == ["示例热电有限责任公司"]


def test_an_alias_in_the_middle_of_a_word_is_none() -> None:
    known = KnownNames([KnownName("大同国中示例医药有限公司", "140200")])
    assert [m.name for m in find("国中示例医药扩招。", known, "140200")] == ["大同国中示例医药有限公司"]
    assert find("中国中示例医药。", known, "140200") == []


def test_a_cut_name_is_completed_by_the_one_known_firm() -> None:
    known = KnownNames([KnownName("大同示例管理有限责任公司", "140200")])
    (mention,) = find("近日,大同示例管理有限 ...", known, "140200")
    assert (mention.name, mention.certain) == ("大同示例管理有限责任公司", False)
    assert mention.as_printed == "大同示例管理有限 ..."


def test_parts_of_a_name() -> None:
    parsed = parse("大同市例同乳業有限公司")
    assert (parsed.place, parsed.brand, parsed.trade, parsed.form, parsed.branch) == ("大同市", "例同", "乳业", "有限公司", "")
    assert parse("例重集团(大同)起重机有限公司").place == "大同"
    assert minus_place("大同例同乳业有限公司") == "例同乳业有限公司"
    assert minus_place("大同高速公路管理有限公司") == "大同高速公路管理有限公司"  # no brand would be left
    assert "大同例同乳业有限公司" in variants("大同市例同乳业有限公司")
    assert "例同乳业" in short_forms("大同市例同乳业有限公司")
    assert "高速公路管理" not in short_forms("大同高速公路管理有限公司")


def test_spellings_meet_under_one_key() -> None:
    forms = ["陜例(大同)汽車有限公司", "陕例（大同）汽车有限公司", "陝例 (大同) 汽車(chē)有限公司"]
    assert {fold_name(form) for form in forms} == {"陕例(大同)汽车有限公司"}
    assert {canonical(form) for form in forms} == {"陕例（大同）汽车有限公司"}


def test_links_say_why() -> None:
    firms = [
        KnownName("大同示例水泥有限公司", "140200"),
        KnownName("朔州示例水泥有限公司", "140600"),
        KnownName("大同例和商贸有限公司", "140200", ("例和超市",)),
    ]

    def why(name: str, place: str | None = None) -> tuple[str, str] | None:
        found = link(name, firms, place)
        return (found.name, found.reason) if found else None

    assert why("大同示例水泥有限公司") == ("大同示例水泥有限公司", "全称完全一致")
    assert why("示例水泥有限公司", "140200") == ("大同示例水泥有限公司", "省略地名，地点一致")
    assert why("示例水泥有限公司") is None  # two firms, no place
    assert why("大同示例水泥有限责任公司") == ("大同示例水泥有限公司", "仅公司形式写法不同")
    assert why("例和超市") == ("大同例和商贸有限公司", "已确认的简称")
    assert why("大同示例水泥有限公司云冈分公司") == ("大同示例水泥有限公司", "分支机构（云冈分公司），隶属该公司")
    assert why("太原示例水泥有限公司", "140200") is None


def test_report_is_ready_for_json() -> None:
    answer = json.loads(json.dumps(report("记者走进大同示例乳业有限公司。"), ensure_ascii=False))
    (mention,) = answer["mentions"]
    assert mention["name"] == mention["as_printed"] == "大同示例乳业有限公司"
    assert set(mention) == {"name", "as_printed", "start", "end", "sentence", "rule", "score", "certain", "signals"}


@given(ANY | NEWS)
def test_offsets_hold_for_any_text(text: str) -> None:
    end = 0
    for mention in find(text):
        assert text[mention.start : mention.end] == mention.as_printed
        assert mention.start >= end
        end = mention.end
        canonical(mention.as_printed)
    parse(text)
    variants(text)
    short_forms(text)


@pytest.mark.parametrize(
    "piece",
    [
        "公司",
        "有限公司",
        "厂",
        "例厂",
        "大同示例分行",
        "大同",
        "(",
        ")",
        "(大同)",
        "集团有限公司",
        "示例有限 ...",
        "來到區(qū)",
        "a",
        "、厂",
        "大同示例乳业有限公司",
    ],
)
def test_work_grows_with_length_only(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Counter[str]()
    original = boundary_module._Walk._step

    def counted(self: boundary_module._Walk, *rest: object) -> None:
        steps["now"] += 1
        original(self, *rest)  # type: ignore[arg-type]  # the very arguments of the original

    monkeypatch.setattr(boundary_module._Walk, "_step", counted)
    find(piece * 100)
    one = steps["now"]
    steps.clear()
    find(piece * 1000)
    assert steps["now"] <= 12 * one + 10_000
    assert steps["now"] <= 30 * len(piece) * 1000 + 10_000  # a few words for each character, whatever the text


def test_a_name_the_story_gives_itself_counts_from_there_on() -> None:
    text = '大同示例环保科技有限公司（以下简称“例环”）公告，例环拟招聘。山西例文科技有限公司(下称"例文公司")回应，例文公司无异议。'
    assert [(m.name, m.as_printed) for m in find(text)] == [
        ("大同示例环保科技有限公司", "大同示例环保科技有限公司"),
        ("大同示例环保科技有限公司", "例环"),
        ("大同示例环保科技有限公司", "例环"),
        ("山西例文科技有限公司", "山西例文科技有限公司"),
        ("山西例文科技有限公司", "例文公司"),
        ("山西例文科技有限公司", "例文公司"),
    ]


def test_two_firms_of_one_short_name_are_not_mixed_up() -> None:
    text = "大同示例水泥有限公司与朔州示例水泥有限公司合作。示例水泥股价上涨。"
    assert names_of(text) == ["大同示例水泥有限公司", "朔州示例水泥有限公司"]


@pytest.mark.parametrize("text", ["XX有限公司招聘。", "某商贸有限公司被罚。", "大同市某某房地产开发有限公司被诉。"])
def test_an_unnamed_firm_is_never_asserted(text: str) -> None:
    assert not any(mention.certain for mention in find(text))


def test_brackets_left_out_are_the_same_firm() -> None:
    found = link("例重集团大同起重机有限公司", [KnownName("例重集团（大同）起重机有限公司", "140200")])
    assert found is not None
    assert found.reason == "仅括号写法不同"


def test_a_branch_is_no_firm_of_its_own() -> None:
    text = "示原银行股份有限公司大同分行放贷，大唐示例发电股份有限公司云冈热电厂供热，示塬集团第二分公司扩招。"
    assert [(m.name, m.as_printed) for m in find(text)] == [
        ("示原银行股份有限公司", "示原银行股份有限公司大同分行"),
        ("大唐示例发电股份有限公司", "大唐示例发电股份有限公司云冈热电厂"),
        ("示塬集团", "示塬集团第二分公司"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1998年起后任大同示例商贸有限公司副总裁。", "大同示例商贸有限公司"),
        ("兼中国示例财务有限公司监事。", "中国示例财务有限公司"),
        ("大同示塬化工厂规模扩大。", "大同示塬化工厂"),  # neither 工厂 nor 厂规
        ("仪器由示塬机械公司制造。", "示塬机械公司"),  # not 公司制
        ("示塬集团股价上涨。", "示塬集团"),
        ("日本示塬公司来访。", "日本示塬公司"),
        ("他在空军四十一厂工作。", "空军四十一厂"),
        ("南京“示塬”集团投资建厂。", "南京示塬集团"),
        ("恒大集团、光大示塬公司", "恒大集团"),
        ("泰国中央银行降息。", "泰国中央银行"),
        ("示塬银行（中国）开户。", "示塬银行（中国）"),
    ],
)
def test_names_that_ordinary_words_run_into(text: str, name: str) -> None:
    assert names_of(text)[0] == name


@pytest.mark.parametrize(
    "text", ["银行减少银行利润。", "律师质疑银行收费。", "推动大公司大集团的形成。", "尿素厂、酒精厂停产。", "创造条件推进公司上市。"]
)
def test_running_text_before_an_ending_is_no_name(text: str) -> None:
    assert find(text) == []
