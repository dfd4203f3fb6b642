"""The two trees: lxml's for common pages, BeautifulSoup's for odd ones; both answer alike."""

from __future__ import annotations

import time
from pathlib import Path

import bs4
import pytest

from scrapers.families import base
from scrapers.families.nodes import Node, grow, soup
from scrapers.fetch import decode

PAGES = Path(__file__).resolve().parent.parent / "pages"
SAMPLES = sorted(PAGES.glob("*/*.html"))
SELECTORS = (
    "a",
    "div a",
    ".item1 a, h3",
    "li:first-child",
    "[class]",
    "p > span",
    "body > *",
    'a:-soup-contains("下一页")',
    "td:nth-child(2)",
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_trees_say_the_same(path: Path) -> None:
    text, _ = decode(path.read_bytes(), None)
    ours, theirs = grow(text), soup(text)
    assert isinstance(ours, Node)
    assert base.lines(ours) == base.lines(theirs)
    for selector in SELECTORS:
        found, expected = ours.select(selector), theirs.select(selector)
        assert [base.text(one) for one in found] == [base.text(one) for one in expected], selector
        assert [base.attribute(one, "href") for one in found] == [base.attribute(one, "href") for one in expected]
        assert ours.select(selector, limit=1) == [] or base.text(ours.select(selector, limit=1)[0]) == base.text(expected[0])


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>一<b>二</b> 三</p>四", "一二 三\n四"),
        ("<div>一<br>二<hr/>三</div>", "一\n二\n三"),
        ("<ul><li>一<li>二</ul>三", "一\n二\n三"),
        ("<p>一<script>二</script><style>三</style><!-- 四 -->五</p>", "一五"),
        ("<select><option>一</option></select><textarea>二</textarea>三", "三"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<table><tr><td>一</td><td><div>二</div></td></tr></table>", "一\n二"),
        ("只有文字", "只有文字"),
        ("一&nbsp;&amp;&#20108;", "一 &二"),
        ("<?xml version='1.0' encoding='gbk'?><p>一</p>", "一"),
        ("\ud800<p>一\x00二</p>", "\ufffd\n一二"),
        ("", None),
        ("<!-- nothing -->", None),
    ],
)
def test_lines_of_a_text(html: str, lines: str | None) -> None:
    assert base.lines(grow(html)) == lines


def test_a_row_is_not_among_what_is_below_it() -> None:
    row = grow("<div class=row><div class=row>一</div></div>").select(".row")[0]
    assert [base.text(one) for one in row.select(".row")] == ["一"]
    assert [base.text(one) for one in row.select(":scope > *")] == ["一"]
    assert row.select_one("b") is None
    assert (row.name, row.get("class"), row.get("id")) == ("div", "row", None)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "<p class=last>焊工</p>",
        "<a " + " ".join(f"a{at}='x'" for at in range(50_000)) + "></a><p class=last>焊工</p>",
        ("<a " + " ".join(f"a{at}" for at in range(3_000)) + "></a>") * 50 + "<p class=last>焊工</p>",
    ],
    ids=["depth", "attributes of one", "attributes of many"],
)
def test_an_odd_page_loses_nothing_and_costs_no_more_than_two_seconds(html: str) -> None:
    began = time.process_time()
    tree = grow(html)
    assert isinstance(tree, bs4.BeautifulSoup)
    assert base.text(tree.select_one("p.last")) == "焊工"
    assert time.process_time() - began < 2


def test_the_longest_page_that_is_not_counted_is_fast_enough() -> None:
    html = "<a "
    at = 0
    while len(html) < 79_000:
        html += f"{at:x} "
        at += 1
    began = time.process_time()
    grow(html + "></a>")
    assert time.process_time() - began < 1.5
