"""JobPosting data in every shape that sites give it, and in shapes that mean harm."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest

from jobs.errors import ReadError
from jobs.model import Page, Reading, Sighting
from scrapers import families
from scrapers.families.schemaorg import SchemaOrg

FIRM = "示例（大同）重型机械有限公司"
READER = SchemaOrg(id="x", name="x", home="https://x.example/", kind="employer")


def read(html: str) -> Reading:
    return READER.read(Page("https://x.example/p", 200, {}, b"", html, "utf-8", datetime(2026, 11, 24, tzinfo=UTC)))


def script(body: str, kind: str = 'type="application/ld+json"') -> str:
    return f"<html><head><script {kind}>{body}</script></head><body></body></html>"


def post(**fields: Any) -> Sighting:
    (found,) = read(script(json.dumps({"@type": "JobPosting", "title": "焊工", **fields}))).sightings
    return found


@pytest.mark.parametrize(
    "html",
    [
        script('{"@type":"JobPosting","title":"焊工"}'),
        script('{"@type":"JobPosting","title":"焊工"}', "type=application/ld+json data-x='1'"),
        script('{"@type":"JobPosting","title":"焊工"}', "TYPE='application/LD+JSON; charset=utf-8'"),
        script('[{"@type":"WebSite","name":"x"},{"@type":["Thing","JobPosting"],"title":"焊工"}]'),
        script('{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"https://schema.org/JobPosting","title":"焊工"}}]}'),
        script('{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"JobPosting","title":"焊工"}}]}'),
        script('{"@type":"JobPosting","title":"焊工","description":"一\n二\t三\x0b"}'),
        script('{"@type":"JobPosting","title":"焊工",}'),
        script('{"@type":"JobPosting", // the kind\n"title":"焊工" /* and more */}'),
        script('<!--\n{"@type":"JobPosting","title":"焊工"}\n-->'),
        script('//<![CDATA[\n{"@type":"JobPosting","title":"焊工"}\n//]]>'),
        script('/*<![CDATA[*/{"@type":"JobPosting","title":"焊工"}/*]]>*/'),
        script('{"@type":"JobPosting","title":"焊工"};'),
        script('\ufeff{"@type":"JobPosting","title":"焊工"}'),
        script('{"@type":"JobPosting","title":"焊工","description":"\\d \\\\d it\\\'s"}'),
        script('{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;焊工&quot;}'),
        script('{"@type":"WebSite"}{"@type":"JobPosting","title":"焊工"}'),
        script(json.dumps('{"@type":"JobPosting","title":"焊工"}')),
        script("{not json") + script('{"@type":"JobPosting","title":"焊工"}'),
        '<!-- <script type="application/ld+json">{"@type":"JobPosting","title":"旧"}</script> -->' + script('{"@type":"JobPosting","title":"焊工"}'),
        "<script>var a='<!--';</script>" + script('{"@type":"JobPosting","title":"焊工"}'),
        '<script type="application/ld+json">{"@type":"JobPosting","title":"焊工"}',
        script('{"@type":"JobPosting","title":"焊工","title":"焊工"}'),
        '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">焊工</h1></div>',
        '<div vocab="https://schema.org/" typeof="JobPosting"><h1 property="title">焊工</h1></div>',
    ],
)  # fmt: skip
def test_a_posting_is_found_however_it_is_written(html: str) -> None:
    assert [seen.title for seen in read(html).sightings] == ["焊工"]


@pytest.mark.parametrize(
    ("organization", "expected"),
    [
        (FIRM, FIRM),
        ({"@type": "Organization", "name": FIRM}, FIRM),
        ([{"@type": "Organization", "name": FIRM}], FIRM),
        ({"@type": "Organization", "legalName": FIRM}, FIRM),
        ({"@type": "Organization", "name": {"@value": FIRM}}, FIRM),
        ({"@type": "Organization", "name": "A&amp;B"}, "A&B"),
        ("https://x.example/", None),
        ({"@id": "#nobody"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_employer(organization: Any, expected: str | None) -> None:
    assert post(hiringOrganization=organization).company == expected


def test_an_employer_named_by_reference_even_inside_another_post() -> None:
    firm = {"@type": "Organization", "@id": "#firm", "name": FIRM}
    place = {"@type": "Place", "@id": "#place", "address": {"@id": "#address"}}
    address = {"@type": "PostalAddress", "@id": "#address", "addressRegion": "山西省", "addressLocality": "大同市"}
    first = {"@type": "JobPosting", "title": "焊工", "hiringOrganization": firm, "jobLocation": place}
    second = {"@type": "JobPosting", "title": "电工", "hiringOrganization": {"@id": "#firm"}, "jobLocation": [{"@id": "#place"}]}
    reading = read(script(json.dumps({"@graph": [second, first, address]})))
    assert [(seen.title, seen.company) for seen in reading.sightings] == [("电工", FIRM), ("焊工", FIRM)]
    assert [[place.text for place in seen.places] for seen in reading.sightings] == [["山西省大同市"]] * 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"jobLocation": "山西省大同市"}, ["山西省大同市"]),
        ({"jobLocation": {"@type": "Place", "address": "大同市云冈区"}}, ["大同市云冈区"]),
        (
            {"jobLocation": {"address": {"addressRegion": "山西省", "addressLocality": "大同市", "streetAddress": "平城区御河路1号"}}},
            ["山西省大同市平城区御河路1号"],
        ),
        ({"jobLocation": {"address": {"addressRegion": "山西省", "addressLocality": "山西省大同市"}}}, ["山西省大同市"]),
        ({"jobLocation": [{"address": "大同市"}, {"address": "朔州市"}]}, ["大同市", "朔州市"]),
        ({"jobLocation": {"name": "大同市"}}, ["大同市"]),
        (
            {"jobLocation": {"address": {"addressLocality": "Kirkland", "addressRegion": "WA", "addressCountry": "US"}}},
            ["Kirkland, WA, US"],
        ),
        ({"applicantLocationRequirements": [{"name": "中国"}, {"name": "日本"}], "jobLocationType": "TELECOMMUTE"}, ["中国", "日本"]),
        ({"jobLocationType": "TELECOMMUTE"}, ["远程"]),
        ({}, []),
    ],
)
def test_the_places(fields: dict[str, Any], expected: list[str]) -> None:
    assert [place.text for place in post(**fields).places] == expected


def money(currency: str | None, **value: Any) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": currency, "value": {"@type": "QuantitativeValue", **value}}


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        (money("CNY", minValue=6000, maxValue=8000, unitText="MONTH"), (6000, 8000, "month")),
        (money("CNY", value=7000, unitText="MONTH"), (7000, 7000, "month")),
        (money("CNY", minValue="6,000", unitText="month"), (6000, None, "month")),
        (money("CNY", minValue=80000, maxValue=100000, unitText="YEAR"), (80000, 100000, "year")),
        (money("CNY", value=25, unitText="HOUR"), (25, 25, "hour")),
        (money("CNY", minValue=6000, maxValue=8000, unitCode="MON"), (6000, 8000, "month")),
        ({"currency": "CNY", "minValue": 6000, "maxValue": 8000, "unitText": "MONTH"}, (6000, 8000, "month")),
        ("6000-8000元/月", (6000, 8000, "month")),
        (6500, (6500, 6500, "month")),
        (money("USD", minValue=6000, maxValue=8000, unitText="MONTH"), (None, None, None)),
        (money("CNY", minValue=14000000, maxValue=18000000, unitText="MONTH"), (None, None, None)),
        (money("CNY", minValue=8000, maxValue=6000, unitText="MONTH"), (None, None, None)),
        ("面议", (None, None, None)),
    ],
)  # fmt: skip
def test_the_pay(salary: Any, expected: tuple[int | None, int | None, str | None]) -> None:
    pay = post(baseSalary=salary).pay
    assert pay is not None
    assert (pay.min, pay.max, pay.unit) == expected
    assert pay.text


@pytest.mark.parametrize("salary", [None, "", {}, [], money("CNY"), money("CNY", minValue=0, maxValue=0), money("CNY", value=float("inf"))])
def test_no_pay(salary: Any) -> None:
    assert post(baseSalary=salary).pay is None


def test_everything_else_that_a_posting_says() -> None:
    seen = post(
        identifier={"@type": "PropertyValue", "name": FIRM, "value": "A-17"},
        url="/jobs/17",
        employmentType=["FULL_TIME", "CONTRACTOR"],
        educationRequirements={"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"},
        experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
        totalJobOpenings=4,
        datePosted="2026-11-20",
        validThrough="2026-12-31T23:59:59-08:00",
        description="&lt;p&gt;焊接。&lt;/p&gt;&lt;p&gt;电话 13900000001&lt;/p&gt;",
        applicationContact={"name": "示例甲", "telephone": "13900000001"},
    )
    assert (seen.key, seen.url, seen.headcount, seen.education) == ("A-17", "https://x.example/jobs/17", 4, "本科")
    assert (seen.experience and seen.experience.min, seen.posted_on, seen.deadline) == (3, date(2026, 11, 20), date(2026, 12, 31))
    assert seen.raw["employment"] == "FULL_TIME、CONTRACTOR"
    assert (seen.description or "").startswith("焊接。")
    assert "1390" not in repr(seen)
    assert "示例甲" not in repr(seen)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        script('{"@type":"WebSite"}'),
        script('{"@type":"JobPosting"}'),
        script('{"@type":"JobPosting","title":'),
        script('{"@type":"JobPosting","title":null}'),
        script('{"@type":"JobPosting","title":{"a":1}}'),
        script("[" * 100_000 + '"JobPosting"'),
        script('{"a":' * 50_000 + '"JobPosting"' + "}" * 50_000),
        script('{"@type":"JobPosting","title":' + "9" * 100_000 + "}"),
        script("/* JobPosting"),
        '<p>JobPosting in schema.org, with ld+json</p><script type="application/ld+json">',
        "<!-- JobPosting ld+json",
    ],
)  # fmt: skip
def test_what_holds_no_posting_is_an_error(html: str) -> None:
    began = time.process_time()
    with pytest.raises(ReadError):
        read(html)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "html",
    [
        script("".join(f'{{"@type":"JobPosting","title":"焊工","url":"/{at}"}},' for at in range(20_000))),
        script('{"@type":"JobPosting","title":"焊工"}') + "<script " * 20_000 + "<!--" * 20_000,
        script('{"@type":"JobPosting","title":"焊工","description":"' + "\\d" * 200_000 + '"}'),
        script('{"@type":"JobPosting","title":"焊工","hiringOrganization":{"@id":"#a","name":{"@id":"#a"}}}'),
        "<div itemscope itemtype='https://schema.org/JobPosting'><i itemprop=title>焊工</i></div>" + "<div>" * 10_000,
    ],
)  # fmt: skip
def test_a_page_that_means_harm_costs_no_more_than_two_seconds(html: str) -> None:
    families.families()  # imported before the clock runs
    began = time.process_time()
    assert read(html).sightings
    assert time.process_time() - began < 2
