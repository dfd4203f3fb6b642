"""Education, experience, head-count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.model import EDUCATION, Experience
from jobs.values import education, experience, headcount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不限", "不限"),
        ("学历不限", "不限"),
        ("不限学历", "不限"),
        ("无学历要求", "不限"),
        ("学历不限，本科优先", "不限"),
        ("初中及以下", "不限"),
        ("小学", "小学"),
        ("初中", "初中"),
        ("初中以上", "初中"),
        ("高中", "高中"),
        ("高中/中专", "中专"),
        ("中技", "中专"),
        ("中技/中专", "中专"),
        ("中职", "中专"),
        ("职高", "中专"),
        ("技校", "中专"),
        ("中专", "中专"),
        ("大专", "大专"),
        ("专科", "大专"),
        ("大学专科", "大专"),
        ("高职", "大专"),
        ("高职高专", "大专"),
        ("大专/本科", "大专"),
        ("大专及以上", "大专"),
        ("本科", "本科"),
        ("本科及以上", "本科"),
        ("全日制本科及以上学历", "本科"),
        ("大学本科", "本科"),
        ("统招本科", "本科"),
        ("学士", "本科"),
        ("大学", "本科"),
        ("硕士", "硕士"),
        ("硕士研究生", "硕士"),
        ("研究生", "硕士"),
        ("本科/硕士", "本科"),
        ("MBA", "硕士"),
        ("博士", "博士"),
        ("博士研究生", "博士"),
        ("博士后", "博士"),
        ("博后", "博士"),
        ("Bachelor's degree", "本科"),
        ("bachelor degree", "本科"),
        ("BACHELOR", "本科"),
        ("Master's or PhD", "硕士"),
        ("Ph.D.", "博士"),
        ("Associate degree", "大专"),
        ("high school", "高中"),
        ("Junior High School", "初中"),
        ("No degree required", "不限"),
        ("Germany", None),
        ("11", "博士"),
        ("14", "硕士"),
        ("21", "本科"),
        ("31", "大专"),
        ("41", "中专"),
        ("44", "中专"),
        ("47", "中专"),
        ("61", "高中"),
        ("71", "初中"),
        ("81", "小学"),
        ("90", None),
        ("99", None),
        ("其他", None),
        ("大学生村官", None),
        ("", None),
        (None, None),
    ],
)
def test_education_is_the_lowest_level_that_is_enough(text: str | None, expected: str | None) -> None:
    assert education(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5年", 3, 5),
        ("3～5年", 3, 5),
        ("3-5年经验", 3, 5),
        ("3-4年经验", 3, 4),
        ("3年至5年", 3, 5),
        ("1-3年", 1, 3),
        ("１－３年", 1, 3),
        ("5-7 years", 5, 7),
        ("5 to 7 years", 5, 7),
        ("1年以上", 1, None),
        ("3年及以上", 3, None),
        ("10年以上", 10, None),
        ("10年以上经验", 10, None),
        ("三年以上", 3, None),
        ("十年以上工作经验", 10, None),
        ("不少于2年", 2, None),
        ("3年工作经验", 3, None),
        ("3+ years", 3, None),
        ("2 years of experience", 2, None),
        ("1年以下", 0, 1),
        ("1年以内", 0, 1),
        ("不足1年", 0, 1),
        ("半年以上", 0, None),
        ("36个月", 3, None),
        ("无经验", 0, 0),
        ("无需经验", 0, 0),
        ("经验不限", 0, 0),
        ("不限", 0, 0),
        ("应届", 0, 0),
        ("应届毕业生", 0, 0),
        ("在校/应届", 0, 0),
        ("2026届毕业生", 0, 0),
        ("应届/1-3年", 0, 3),
        ("Entry level", 0, 0),
        ("No experience required", 0, 0),
        ("5-3年", None, None),
        ("18-45岁", None, None),
        ("2026年", None, None),
        ("99年以上", None, None),
        ("有经验者优先", None, None),
    ],
)
def test_experience_in_years(text: str, low: int | None, high: int | None) -> None:
    assert experience(text) == Experience(text, low, high)


def test_experience_without_text_is_none() -> None:
    assert experience(None) is None
    assert experience("  ") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", 5),
        (5, 5),
        ("招5人", 5),
        ("5人", 5),
        ("10名", 10),
        ("十人", 10),
        ("招聘人数：3人", 3),
        ("共20个", 20),
        ("1人(男)", 1),
        ("２人", 2),
        ("2026年招5人", 5),
        ("若干", None),
        ("招若干人", None),
        ("招聘若干名", None),
        ("2-3人", None),
        ("2-3", None),
        ("5人以上", None),
        ("2人，3人", None),
        ("0", None),
        (0, None),
        (-3, None),
        (True, None),
        ("9999", None),
        ("99999", None),
        ("不限", None),
        ("", None),
        (None, None),
    ],
)
def test_headcount_is_exact_or_none(text: str | int | None, expected: int | None) -> None:
    assert headcount(text) == expected


@given(st.one_of(st.text(max_size=300), st.from_regex(r"[0-9年以上下人招若干一二三十届-]{0,30}")))
def test_none_of_them_ever_raises(text: str) -> None:
    assert education(text) is None or education(text) in EDUCATION
    found = experience(text)
    assert found is None or found.min is None or found.max is None or found.min <= found.max
    count = headcount(text)
    assert count is None or count > 0
