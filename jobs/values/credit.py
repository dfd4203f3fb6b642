"""统一社会信用代码 (GB 32100-2015): eighteen characters, the last one a check on the others."""

from __future__ import annotations

import re

_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_CODE = re.compile(r"[1-9ANY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")


def is_credit_code(code: str) -> bool:
    """Whether the code, in ordinary width and upper case, is well formed and its last character agrees with the others."""
    if _CODE.fullmatch(code) is None:
        return False
    total = sum(_DIGITS.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _DIGITS[-total % 31] == code[17]
