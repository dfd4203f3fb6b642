from __future__ import annotations

import pytest

from jobs.values import is_credit_code

#: The sample code of GB 32100-2015 and one made here.
CODES = ("91350100M000100Y43", "91140200701101235J")


@pytest.mark.parametrize("code", CODES)
def test_a_code_holds_its_own_check(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize("code", CODES)
def test_one_wrong_character_anywhere_is_seen(code: str) -> None:
    for place in range(18):
        for digit in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            if digit != code[place]:
                assert not is_credit_code(code[:place] + digit + code[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "91350100M000100Y4", "91350100M000100Y433", "91350100m000100y43", "９1350100M000100Y43", "9" * 10_000]
)
def test_what_is_not_a_code(text: str) -> None:
    assert not is_credit_code(text)
