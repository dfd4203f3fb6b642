"""A plain selector finds by a walk what XPath finds, and what is not plain is left to XPath."""

from __future__ import annotations

import pytest
from cssselect import HTMLTranslator
from lxml import etree, html

from scrapers.families import selectors
from scrapers.families.nodes import grow

PAGE = """
<div class="list" id="top">
 <div class="row  odd"><h3>甲</h3><a class="name" href="/1">一</a><p><a href="/2" class="name\tcut">二</a></p><i title="x">三</i></div>
 <div class="row oddly"><div class="row odd inner"><a name="name">四</a><p>五<i>六</i></p></div><h2 class="name">七</h2></div>
</div>
"""
PLAIN = (
    "a", ".row", "div.odd", ".row.odd", ".name", "#top", "[title]", "a[name=name]", "a[name]", "h3, h2", "h3, .row h2, p > i", "*",
    ".row a", ".odd p", ".row .odd a", ".list .row p a", ".row > p", "p > a", "div.row > a", ".inner > p", "#top > .row", ".list a.name",
    'a[href^="/1"]', 'a[href*="2"]', "div.row:nth-of-type(2)", "a:nth-of-type(1)", 'a:contains("二")', ":scope > p", ":scope > a.name", ".row a:contains(二)",
)  # fmt: skip
NOT_PLAIN = (".list > .row > a", "a:nth-of-type(2n)", "h3 + a", "a:not(.name)", 'a[href$="1"]', ":scope > p, a")


@pytest.mark.parametrize("selector", PLAIN)
def test_a_plain_selector_finds_what_xpath_finds_from_every_element(selector: str) -> None:
    tree, find, path = html.fromstring(PAGE), selectors.finder(selector), etree.XPath(HTMLTranslator().css_to_xpath(selector))
    assert find is not None
    assert any(list(find(element)) for element in tree.iter("*")) or selector in ("#top", "#top > .row")
    for element in tree.iter("*"):
        expected = path(element)
        assert isinstance(expected, list)
        assert list(find(element)) == [one for one in expected if one is not element]


@pytest.mark.parametrize("selector", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_xpath(selector: str) -> None:
    assert selectors.finder(selector) is None
    tree = grow(PAGE).select_one(".list")
    assert tree is not None
    assert tree.select(selector) or "2n" in selector
