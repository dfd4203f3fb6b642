"""When two sightings are one post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.dedupe import codes, merge_key
from jobs.model import Pay, PlaceReading, Sighting

BASE = Sighting(
    key="1",
    url="https://a.example/1",
    title="焊工",
    places=(PlaceReading("平城、云冈", codes=("140213", "140214")),),
    pay=Pay("6-8K", 6000, 8000, "month"),
)


def key(sighting: Sighting, source: str = "a", firm: int | str | None = 7) -> str:
    return merge_key(source, sighting, firm, codes(sighting))


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, key="2", url="https://b.example/9", description="别的话"),
        replace(BASE, title="焊 工"),
        replace(BASE, title="銲工".replace("銲", "焊")),
        replace(BASE, pay=Pay("6000～8000元/月", 6000, 8000, "month")),
        replace(BASE, places=(PlaceReading("云冈", codes=("140214",)), PlaceReading("平城", codes=("140213", "140214")))),
    ],
)
def test_one_vacancy(other: Sighting) -> None:
    assert key(BASE) == key(other, "b")


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, title="电焊工"),
        replace(BASE, pay=Pay("6-9K", 6000, 9000, "month")),
        replace(BASE, pay=Pay("6-8K", 6000, 8000, "year")),
        replace(BASE, pay=Pay("6-8K·13薪", 6000, 8000, "month", 13)),
        replace(BASE, pay=None),
        replace(BASE, places=(PlaceReading("平城", codes=("140213",)),)),
        replace(BASE, places=()),
    ],
)
def test_two_vacancies(other: Sighting) -> None:
    assert key(BASE) != key(other)


def test_silence_about_pay_is_silence_however_it_is_said() -> None:
    silent = [replace(BASE, pay=pay) for pay in (None, Pay("面议"), Pay("薪资面议"), Pay(""))]
    assert len({key(one) for one in silent}) == 1
    assert key(replace(BASE, pay=Pay("计件，多劳多得"))) != key(silent[0])


def test_firms_and_folded_names_do_not_mix() -> None:
    assert key(BASE, firm=7) != key(BASE, firm=8)
    assert key(BASE, firm="示例公司") == key(BASE, "b", firm="示例公司")


@pytest.mark.parametrize("firm", [None, ""])
def test_without_a_firm_nothing_is_merged(firm: str | None) -> None:
    assert key(BASE, "a", firm) != key(BASE, "b", firm)
    assert key(BASE, "a", firm) != key(replace(BASE, key="2"), "a", firm)
    assert key(BASE, "a", firm) == key(replace(BASE, title="改了", pay=None), "a", firm)


def test_a_title_of_nothing_is_no_title() -> None:
    blank = replace(BASE, title="——")
    assert key(blank, "a") != key(blank, "b")


def test_codes_once_each_in_their_order() -> None:
    assert codes(replace(BASE, places=(*BASE.places, PlaceReading("x", codes=("140200", "140213"))))) == ("140213", "140214", "140200")
