"""Places: the table, reading fields, naming, finding names in sentences."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.model import CITY, COUNTY, PROVINCE, TOWN
from jobs.places import covers, gazetteer, prefix

DATA = Path(__file__).resolve().parents[2] / "jobs" / "data"
G = gazetteer()

READ = [
    ("大同·平城区", ["140213"]),
    ("山西省大同市云冈区口泉乡", ["140214200"]),
    ("太原-小店区", ["140105"]),
    ("太原·小店區", ["140105"]),
    ("阳高县", ["140221"]),
    ("晋北", ["140200", "140600", "140900"]),
    ("太原/大同/朔州", ["140100", "140200", "140600"]),
    ("太原 大同 朔州", ["140100", "140200", "140600"]),
    ("大同经开区", ["140271"]),
    ("大同市经济技术开发区", ["140271"]),
    ("新荣", ["140212"]),
    ("大同市新荣镇", ["140212100"]),
    ("大同市南郊区", ["140214"]),
    ("大同市城区", ["140213"]),
    ("左云", ["140226"]),
    ("承德·双桥区", ["130802"]),
    ("山西/大同", ["140200"]),
    ("山西省/大同市", ["140200"]),
    ("山西/大同/云冈区/口泉乡", ["140214200"]),
    ("江苏省·苏州市", ["320500"]),
    ("上海-静安区", ["310106"]),
    ("上海浦东", ["310115"]),
    ("140200", ["140200"]),
    ("140211", ["140214"]),
    ("140213050", ["140213050"]),
    ("140214000000", ["140214"]),
    ("吉林", ["220000"]),
    ("吉林市", ["220200"]),
    ("吉林-吉林", ["220200"]),
    ("大同-大同", ["140200"]),
    ("辽宁、吉林、黑龙江、内蒙古", ["210000", "220000", "230000", "150000"]),
    ("长春,吉林,沈阳,大连", ["220100", "220200", "210100", "210200"]),
    ("北京市朝阳区、海淀区", ["110105", "110108"]),
    ("朝阳区，北京", ["110105"]),
    ("北京市市辖区朝阳区", ["110105"]),
    ("朝阳·双塔区", ["211302"]),
    ("平城区永泰街道", ["140213050"]),
    ("大同市迎宾街北京路", ["140200"]),
    ("大同御河西路88号", ["140200"]),
    ("山西大同御东新区", ["140200"]),
    ("工作地点：大同（平城区）", ["140213"]),
    ("大同和朔州", ["140200", "140600"]),
    ("山东济南市中区", ["370103"]),
    ("云南普洱镇沅彝族哈尼族拉祜族自治县", ["530825"]),
    ("东莞市长安镇", ["441900119"]),
    ("深圳-西乡", ["440300"]),
    ("重庆市渝北区龙溪街道", ["500157"]),
    ("长三角", ["310000", "320000", "330000", "340000"]),
    ("雁北地区", ["140200", "140600"]),
    ("Datong, Shanxi", ["140200"]),
    ("Suzhou, Anhui", ["341300"]),
]


@pytest.mark.parametrize(("text", "codes"), READ)
def test_reads_what_a_field_says(text: str, codes: list[str]) -> None:
    reading = G.read(text)
    assert (list(reading.codes), reading.candidates, reading.everywhere) == (codes, (), False)
    assert reading.text == text


@pytest.mark.parametrize("text", ["全国", "异地招聘", "工作地点不限", "远程办公", "全国各地", "不限"])
def test_everywhere_names_no_place(text: str) -> None:
    reading = G.read(text)
    assert (reading.codes, reading.candidates, reading.everywhere) == ((), (), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "北京路",
        "南京西路",
        "大同小异",
        "大同大学",
        "太原理工大学",
        "面议",
        "市辖区",
        "其他",
        "abc",
        "123456",
        "000000",
        "路北",
        "路",
        "省",
    ],
)
def test_what_names_no_place_stays_unknown(text: str) -> None:
    reading = G.read(text)
    assert (reading.codes, reading.everywhere) == ((), False)


def test_an_ambiguous_name_keeps_its_candidates_until_a_context_decides() -> None:
    assert G.read("朝阳区").codes == ()
    assert set(G.read("朝阳区").candidates) == {"110105", "220104"}
    assert len(G.read("鼓楼区").candidates) == 4
    assert G.read("朝阳区", "110000").codes == ("110105",)
    assert G.read("鼓楼区", "410200").codes == ("410204",)
    assert G.read("朝阳区", "140200").codes == ()
    assert G.read("江北区").candidates == ("330205", "500157"), "重庆's 江北区 was merged only in 2025"
    assert G.read("Suzhou").codes == ()


def test_a_context_never_overrules_a_province_or_a_clear_name() -> None:
    assert G.read("吉林", "220200").codes == ("220000",)
    assert G.read("新荣", "310000").codes == ("140212",)
    assert G.read("朝阳", "110000").codes == ("110105",)
    assert G.read("大同", "230600").codes == ("230606",)
    assert G.read("经开区", "140200").codes == ("140271",)
    assert G.read("大同", "nonsense").codes == ("140200",)


def test_an_open_county_still_tells_its_province() -> None:
    reading = G.read("江苏省鼓楼区")
    assert reading.codes == ("320000",)
    assert set(reading.candidates) == {"320106", "320302"}


def test_a_long_list_of_cities_keeps_every_city() -> None:
    cities = [
        place for province in G.children(None) for place in G.children(province.code) if place.level == CITY and place.short != "海南"
    ]
    for separator in (",", "、", "/", " "):
        assert set(G.read(separator.join(place.short for place in cities[:170])).codes) == {place.code for place in cities[:170]}


@pytest.mark.parametrize(
    "code", ["140202", "140203", "140211", "140227", "140624", "140201", "110100", "142100", "371200", "500112", "110221"]
)
def test_former_codes_find_the_place_of_today(code: str) -> None:
    today = {
        "140202": "140213", "140203": "140214", "140211": "140214", "140227": "140215", "140624": "140681", "140201": "140200",
        "110100": "110000", "142100": "140000", "371200": "370100", "500112": "500157", "110221": "110114",
    }  # fmt: skip
    assert G.get(code).code == today[code]
    assert code in G


def test_a_former_division_that_was_shared_out_keeps_its_parts() -> None:
    assert G.today("371200") == ("370116", "370117")
    assert G.read("371200").codes == ("370116", "370117")
    assert G.contains("370100", "371200")


@pytest.mark.parametrize("code", ["", "1", "14", "999999", "140213999", "１４０２００", "140200\n", "abcdef", "140213050001"])
def test_unknown_codes_raise_key_error(code: str) -> None:
    assert code not in G
    assert G.place(code) is None
    with pytest.raises(KeyError):
        G.get(code)


def test_names_parents_and_addresses() -> None:
    datong, pingcheng, town = G.get("140200"), G.get("140213"), G.get("140214200")
    assert (datong.name, datong.short, datong.pinyin, datong.initials, datong.level, datong.parent) == (
        "大同市",
        "大同",
        "datong",
        "dt",
        CITY,
        "140000",
    )
    assert (town.name, town.short, town.level, town.parent) == ("口泉乡", "口泉", TOWN, "140214")
    assert G.full_name("140213") == "山西省大同市平城区"
    assert G.full_name("140214200") == "山西省大同市云冈区口泉乡"
    assert G.full_name("110105") == "北京市朝阳区"
    assert G.full_name("419001") == "河南省济源市"
    assert [place.code for place in G.ancestors(pingcheng.code)] == ["140200", "140000"]
    assert G.parent("140000") is None
    assert G.slug("140200") == "140200-datong"
    assert G.get("140271").short == "大同经开区"


def test_prefixes_hold_what_lies_inside() -> None:
    assert [prefix(code) for code in ("140000", "140200", "140213", "140213050", "441900")] == ["14", "1402", "140213", "140213050", "4419"]
    assert G.contains("140200", "140213")
    assert G.contains("140000", "140213050")
    assert G.contains("140200", "140211")
    assert not G.contains("140213", "140200")
    assert covers("441900", "441900119")
    assert not covers("1402", "140300")


def test_the_tree_is_whole() -> None:
    provinces = G.children(None)
    assert len(provinces) == 34
    seen = 0
    for province in provinces:
        for below in G.children(province.code):
            assert (below.parent, below.level > province.level) == (province.code, True)
            for county in G.children(below.code) if below.level == CITY else ():
                assert county.parent == below.code
                seen += county.level == COUNTY
    assert seen > 2700
    assert {place.level for place in G.children("140213")} == {TOWN}
    assert {place.level for place in G.children("620200")} == {TOWN}, "a city without districts has its towns right below"
    assert G.get(G.children("620200")[0].code).parent == "620200"
    assert provinces[0].level == PROVINCE


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("大同", "140200"), ("da tong", "140200"), ("DT", "140200"), ("平城", "140213"), ("朝陽", "211300"), ("长治", "140400"), ("changzhi", "140400"),
        ("lvliang", "141100"), ("luliang", "141100"), ("xi'an", "610100"), ("大同平城区", "140213"), ("口泉乡", "140214200"), ("六安", "341500"), ("luan", "341500"),
    ],
)  # fmt: skip
def test_the_picker_puts_the_likeliest_first(asked: str, first: str) -> None:
    assert G.search(asked)[0].code == first


def test_the_picker_keeps_its_limit() -> None:
    assert len(G.search("d", 5)) == 5
    assert G.search("", 5) == []
    assert G.search("大同", 0) == []
    assert G.search("不存在的地方") == []


def _named(text: str, context: str | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[start:end], codes) for start, end, codes in G.mentions(text, context)]


def test_mentions_in_a_story() -> None:
    text = "本报讯 大同市新荣区与山西省左云縣的企业来到北京路。"
    assert _named(text) == [("大同市", ("140200",)), ("新荣区", ("140212",)), ("山西省", ("140000",)), ("左云縣", ("140226",))]
    assert _named("朝阳区某厂") == [("朝阳区", ("110105", "220104"))]
    assert _named("其中山西的煤") == [("山西", ("140000",))]


def test_the_short_name_of_a_county_wants_a_second_evidence() -> None:
    assert _named("左云发布") == []
    assert _named("左云发布", "140200") == [("左云", ("140226",))]
    assert _named("大同的左云") == [("大同", ("140200",)), ("左云", ("140226",))]
    assert _named("双方合作，新华社报道，小金库") == []
    assert _named("石家庄新华书店") == [("石家庄", ("130100",))]
    assert _named("大同市民逛大同市场，大同小异") == [("大同", ("140200",)), ("大同", ("140200",))]


@given(st.text(), st.one_of(st.none(), st.text(max_size=9), st.sampled_from(["140200", "110000", "140213050"])))
def test_reading_never_raises(text: str, context: str | None) -> None:
    reading = G.read(text, context)
    assert all(code in G for code in (*reading.codes, *reading.candidates))
    assert not (set(reading.codes) & set(reading.candidates))
    assert not (reading.everywhere and (reading.codes or reading.candidates))


@given(
    st.lists(
        st.sampled_from([*"大同市山西省朝阳区县镇·/,-（）和中国路1a\ud800 ", "北京", "新荣", "吉林", "街道", "全国", "开发区"]), max_size=60
    ).map("".join)
)
def test_nothing_raises_on_texts_made_of_names(text: str) -> None:
    G.read(text)
    G.search(text)
    last = 0
    for start, end, codes in G.mentions(text, "140200"):
        assert last <= start < end <= len(text)
        assert codes
        last = end


@pytest.mark.parametrize(
    "piece", ["大", "大同", "北京和", "中国", "各县", "新荣镇", "朝阳区、", "省内市内", "（", "1402", "a ", "不限地点", "东西南北中路"]
)
def test_reading_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        text, best = piece * times, 1.0
        for _ in range(3):
            before = time.process_time()
            G.read(text, "140200")
            G.mentions(text)
            best = min(best, time.process_time() - before)
        return best

    seconds(10)
    assert seconds(4000) < 8 * max(seconds(1000), 0.002)


def test_every_table_says_where_it_is_from() -> None:
    for name in ("places.tsv", "places_towns.tsv", "places_old.tsv"):
        head = (DATA / name).read_text("utf-8")[:900]
        assert re.search(r"china-division 2\.7\.0 \(MIT.*WTFPL", head)
        assert "build_places.py" in head
    assert "Ours" in (DATA / "regions.tsv").read_text("utf-8")[:400]
    assert sum(path.stat().st_size for path in DATA.glob("places*.tsv")) < 1_600_000


def test_every_region_and_former_code_points_to_a_place_of_today() -> None:
    for name, column in (("regions.tsv", 1), ("places_old.tsv", 2)):
        for line in (DATA / name).read_text("utf-8").splitlines():
            if line and line[0] != "#":
                assert all(code in G and G.get(code).code == code for code in line.split("\t")[column].split(",")), line
