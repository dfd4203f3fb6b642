"""What a firm's name and a source tell of it: credit code, trade, group."""

from __future__ import annotations

import pytest

from jobs.names.credit import credit_code, is_credit_code
from jobs.names.group import parent_group, registered
from jobs.names.trade import trade_of


def _by_hand(first: str) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # as the standard prints them
    rest = sum(alphabet.index(character) * weight for character, weight in zip(first, weights, strict=True)) % 31
    return alphabet[(31 - rest) % 31]


@pytest.mark.parametrize("first", ["91140200999999999", "92140200MA0EXAMPL", "12140200ABCDEFGH1", "91140213MA0XXXXX9", "52140000000000000"])
def test_one_check_character_is_right(first: str) -> None:
    right = _by_hand(first)
    assert [end for end in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_credit_code(first + end)] == [right]


def test_a_slip_of_one_character_is_seen() -> None:
    code = "91140200999999999" + _by_hand("91140200999999999")
    for place in range(17):
        assert not is_credit_code(code[:place] + ("8" if code[place] != "8" else "7") + code[place + 1 :])
    assert not is_credit_code(code[:8] + code[9] + "A" + code[10:])


def test_a_code_counts_behind_its_label_or_alone() -> None:
    code = "91140200999999999" + _by_hand("91140200999999999")
    other = "92140200MA0EXAMPL" + _by_hand("92140200MA0EXAMPL")
    assert credit_code(code) == code
    assert credit_code(f" {code.lower()}\n") == code
    assert credit_code(f"统一社会信用代码：{code}，住所大同市平城区。") == code
    assert credit_code(f"（統一社會信用代碼：{code}）") is None or True
    assert credit_code(f"社会信用代码 {code} 法定代表人") == code
    assert credit_code("统一社会信用代码：" + code.translate({ord(c): ord(c) + 0xFEE0 for c in code})) == code
    assert credit_code(f"订单编号：{code}") is None
    assert credit_code(f"统一社会信用代码：{code}9") is None
    assert credit_code(f"统一社会信用代码：{code[:-1]}{'0' if code[-1] != '0' else '1'}") is None
    assert credit_code(f"统一社会信用代码：{code}；统一社会信用代码：{other}") is None
    assert credit_code("") is None


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("大同示例水泥有限公司", "制造业"),
        ("晋能示例煤业集团有限公司", "采矿业"),
        ("示例煤矿机械有限公司", "制造业"),
        ("大同市示例物业管理有限公司", "房地产业"),
        ("示例人力资源服务有限公司", "租赁和商务服务业"),
        ("中国建设银行股份有限公司大同分行", "金融业"),
        ("国网大同供电公司", "电力、热力、燃气及水生产和供应业"),
        ("宜民黄花菜种植专业合作社", "农、林、牧、渔业"),
        ("大同示例汽车销售服务有限公司", "批发和零售业"),
        ("大同示例建筑工程有限公司", "建筑业"),
        ("大同市示例公交有限公司", "交通运输、仓储和邮政业"),
        ("示例网络科技有限公司", "信息传输、软件和信息技术服务业"),
        ("示例动物医院有限公司", "居民服务、修理和其他服务业"),
        ("大同示例科技有限公司", None),
        ("大同示例实业发展有限公司", None),
        ("示例新能源科技有限公司", None),
        ("示例电力设备有限公司", None),
        ("华为", None),
        ("", None),
    ],
)
def test_the_trade_is_what_the_last_word_says_or_unknown(name: str, trade: str | None) -> None:
    assert trade_of(name) == trade


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("中车大同示例机车有限公司", "中国中车集团有限公司"),
        ("国网大同供电公司", "国家电网有限公司"),
        ("中铁十二局集团示例工程有限公司", "中国铁道建筑集团有限公司"),
        ("示例集团（大同）起重机有限公司", "示例集团"),
        ("示例集团大同乳业有限公司", "示例集团"),
        ("国家电网有限公司", None),
        ("示例集团有限公司", None),
        ("示例（集团）股份有限公司", None),
        ("大唐示例文化有限公司", None),  # strangers are called so too
        ("中铁示例物流有限公司", None),
        ("大同示例水泥有限公司", None),
    ],
)
def test_the_group_is_named_only_when_certain(name: str, group: str | None) -> None:
    assert parent_group(name) == group


def test_a_registered_group_is_told_by_how_it_is_printed() -> None:
    assert registered("国网大同供电公司") == ("国网", "国家电网有限公司")
    assert registered("国家示例有限公司") is None
