"""Contacts of persons are cut out of texts; what only looks like one stays."""

from __future__ import annotations

import time

import pytest

from scrapers.families.contacts import MASK, without_contacts


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("电话13900000001", "13900000001"),
        ("电话：１３９ ００００ ０００１", "００００"),
        ("1 3 9 0 0 0 0 0 0 0 1", "1 3 9"),
        ("139-0000-0001", "0000"),
        ("+86 139 0000 0001", "0001"),
        ("①③⑨⓪⓪⓪⓪⓪⓪⓪①", "③⑨"),
        ("一三九零零零零零零零一", "三九"),
        ("幺叁玖零零零零零零零壹", "叁玖"),
        ("（0352）2000001转8", "2000001"),
        ("请拨打 2000001", "2000001"),
        ("热线400-000-0000", "000-0000"),
        ("微信：shili_hr", "shili_hr"),
        ("VX shili-hr01", "shili-hr01"),
        ("微 信 号：shili2026", "shili2026"),
        ("加V：shili2026", "shili2026"),
        ("QQ群 100000001", "100000001"),
        ("扣扣100000001", "100000001"),
        ("hr@example.invalid", "example"),
        ("hr（at）example。invalid", "example"),
        ("hr＠example．invalid", "example"),
        ("联系人：示例甲", "示例甲"),
        ("联 系 人 :示例甲女士", "示例甲"),
        ("HR: 小甲", "小甲"),
        ("王经理 13900000001", "王"),
        ("13900000001（李女士）", "李"),
        ("身份证 140202199001010011", "1990"),
    ],
)
def test_a_contact_is_cut(text: str, gone: str) -> None:
    masked = without_contacts(f"按图施焊。{text}；能倒班")
    assert gone not in masked
    assert MASK in masked
    assert masked.startswith("按图施焊。")
    assert masked.endswith("能倒班")


@pytest.mark.parametrize(
    "text",
    [
        "月薪13000-150000元",
        "4500 - 5999",
        "2026-11-23 10:47",
        "91140200MA0K12345X",  # a firm's 统一社会信用代码
        "岗位编号 900000000001",
        "电话面试后通知",
        "1-3年经验，8000-12000元/月，13薪",
        "熟悉微信小程序开发、QQ音乐产品",
        "C++、.NET、a@b 记法",
        "负责联系人员到岗",
        "08:00-20:00，四班三倒",
    ],
)
def test_what_is_no_contact_stays(text: str) -> None:
    assert without_contacts(text) == text


@pytest.mark.parametrize(
    "piece", ["1-", "1 ", "a@", "a.", "电话", "微信", "联系人：", "王经理", f"{MASK} ", "0352-", "电" + " " * 5, "139"]
)
def test_a_long_text_takes_linear_time(piece: str) -> None:
    began = time.perf_counter()
    without_contacts(piece * (300_000 // len(piece)))
    assert time.perf_counter() - began < 5
