"""Repair, folding and cleaning of Chinese text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.text import clean, fold, fold_lines, is_damaged, repair, simplify, width

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)  # lone surrogates included
HAN = st.text(alphabet="區业企業团團大同(（）)qūyèquye长長重", max_size=40)


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("地區(qū)招聘", "地區招聘"),
        ("地區（qū）招聘", "地區招聘"),
        ("地區(qu)招聘", "地區招聘"),
        ("產(chǎn)業(yè)", "產業"),
        ("產(chăn)業(yè)", "產業"),  # breve for caron, as some mirrors write it
        ("綠(lǜ)色", "綠色"),
        ("綠(lv)色", "綠色"),
        ("重(chóng)慶、重(zhòng)工", "重慶、重工"),  # every reading counts
        ("區(qū)(qū)", "區"),
        ("區(q\u016b)區(qu\u0304)", "區區"),  # composed and decomposed
    ],
)
def test_readings_are_taken_out(raw: str, repaired: str) -> None:
    assert repair(raw).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "太重集團(大同)起重機",
        "太重集团（大同）起重机有限公司",
        "地區(hé)招聘",  # not a reading of this character
        "地區(qǔ)招聘",  # right letters, wrong tone
        "(qū)",
        "a(qū)",
        "項目(a)、項目(b)",
        "世界贸易组织(wto)",
        "區(qū",
        "區(qū招聘)",
        "",
    ],
)
def test_real_brackets_stay(text: str) -> None:
    assert repair(text).text == text
    assert not is_damaged(text)


def test_offsets_lead_back_into_the_raw_text() -> None:
    raw = "來到示例鋼結(jié)構(gòu)廠(chǎng)參觀"
    repaired = repair(raw)
    assert repaired.text == "來到示例鋼結構廠參觀"
    start = repaired.text.index("示例")
    first, last = repaired.raw_span(start, start + 6)
    assert raw[first:last] == "示例鋼結(jié)構(gòu)廠"
    assert repaired.raw_span(0, 0) == (0, 0)
    end = len(repaired.text)
    assert repaired.raw_span(0, end) == (0, len(raw))


@given(HAN | ANY)
def test_every_repaired_character_stands_at_its_raw_place(raw: str) -> None:
    repaired = repair(raw)
    for index, character in enumerate(repaired.text):
        first, last = repaired.raw_span(index, index + 1)
        assert raw[first:last] == character


@given(ANY)
def test_nothing_raises_and_lengths_hold(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert len(width(text)) == len(text)
    assert repair(repair(text).text).text == repair(text).text or "(" in text or "（" in text
    is_damaged(text)
    fold(text)
    clean(text).encode("utf-8")


@given(st.lists(ANY | st.text(alphabet="區 　\n\r\x0b\x1c\x85\u2028\u3000，【{[Ａ(qū)說発\ud800𠮷", max_size=200), max_size=3))
def test_many_lines_fold_as_each_does(texts: list[str]) -> None:
    text = "\n".join(texts)
    assert fold_lines(text).split("\n") == ([folded for line in text.splitlines() if (folded := fold(line))] or [""])
    assert fold(text) == "".join(map(fold, texts))


@given(st.text(alphabet=st.characters(codec="gb2312"), max_size=80))
def test_ordinary_simplified_text_is_not_touched_by_our_variants(text: str) -> None:
    from jobs.text import _variants

    assert text.translate(_variants()) == text


def test_seed_is_repaired_whole(shared: Path) -> None:
    raw = (shared / "seed" / "000_af7051c7491cd361.txt").read_text("utf-8")
    repaired = repair(raw)
    assert is_damaged(raw)
    assert sum(b - a for a, b in zip((0, *repaired._taken), repaired._taken, strict=False)) == len(raw) - len(repaired.text)
    assert len(repaired._cuts) == 112
    assert "太重集團(大同)起重機有限公司" in repaired.text
    assert "地区招聘" in simplify(repaired.text)


def test_clean_text_is_never_changed(shared: Path) -> None:
    """Over every text that lies beside the project: stories, names' sets, pairs of names, places."""
    texts = _texts(shared)
    assert len(texts) > 50_000
    assert [text for text in texts if repair(text).text != text or is_damaged(text)] == []


def _texts(shared: Path) -> list[str]:
    data = shared / "data"
    texts = [value for story in _gold(shared) for value in story.values() if isinstance(value, str)]
    for path in sorted((data / "names").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    for path in sorted((data / "pairs").iterdir()):
        texts += [part for line in path.read_text("utf-8").splitlines() for part in line.split("\t")]
    for path in sorted((data / "places").glob("*.json")):
        texts += path.read_text("utf-8").splitlines()
    return [text for text in texts if text]


def _gold(shared: Path) -> list[dict[str, str]]:
    gold = json.loads((shared / "data" / "news" / "gold.json").read_text("utf-8"))
    return list(gold.values()) if isinstance(gold, dict) else gold


def test_variants_of_one_name_fold_together() -> None:
    forms = [
        "陜汽(大同)專用 汽車有限公司",
        "陝汽（大同）專用汽車有限公司",
        "陕汽(大同）专用汽车有限公司",
        "陜汽(大同)專用汽車(chē)有限公司",
    ]
    assert {fold(form) for form in forms} == {"陕汽(大同)专用汽车有限公司"}
    assert fold("ＡＢＣ　科技") == fold("abc科技")
    assert fold("C++工程师") == "c++工程师"
    assert fold("示例、（甲）·。") == "示例(甲)"


def test_clean_takes_out_what_a_page_must_not_show() -> None:
    assert clean("示\u200b例\u202e公\x00司\ud800\r\n第二行\t\ufeff") == "示例公司\n第二行\t"
    assert clean("普通文字，不变。\n") == "普通文字，不变。\n"


def test_width_keeps_what_has_no_single_form() -> None:
    assert width("（ＡＢ１２）　…①㎡") == "(AB12) …①㎡"
    assert width("\ufa19\uf900") == "\u795e\u8c48"


@pytest.mark.parametrize("piece", ["區(qū)", "區(", "(qū)", "區(qūqūqūqūqūqū)", "（（", "區(qū", "區(qū)(qū)(hé)"])
def test_work_grows_with_length_only(piece: str) -> None:
    """Every scan looks at a bounded window, so what one repeat keeps, a thousand keep a thousand times."""
    one, many = repair(piece * 10), repair(piece * 10_000)
    assert (len(many.raw) - len(many.text)) == pytest.approx((len(one.raw) - len(one.text)) * 1000, rel=0.2)
