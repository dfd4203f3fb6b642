"""The unified social credit code of a firm (统一社会信用代码, GB 32100-2015), believed only with its check character."""

from __future__ import annotations

import re

from jobs.text import width

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_VALUE = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, index, 31) for index in range(17))
_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")  # authority and sort, division, organisation, check
_CODE = "[0-9A-Z]{18}(?![0-9A-Z])"
_LABELLED = re.compile(rf"社会信用(?:登记)?代码(?:证)?(?:号码|号)?(?:为|是)?[\s:()]{{0,4}}({_CODE})")
_ALONE = re.compile(rf"\s*({_CODE})\s*")


def is_credit_code(code: str) -> bool:
    """Whether the code is well formed and its last character is the check on the others."""
    if _SHAPE.fullmatch(code) is None:
        return False
    total = sum(weight * _VALUE[character] for weight, character in zip(_WEIGHTS, code[:17], strict=True))
    return _ALPHABET[-total % 31] == code[17]


def credit_code(text: str) -> str | None:
    """The code a text states, behind its label or as all of the text; None when it states none, a wrong one, or several."""
    plain = width(text).upper()
    alone = _ALONE.fullmatch(plain)
    found = {alone.group(1)} if alone else set(_LABELLED.findall(plain))
    valid = {code for code in found if is_credit_code(code)}
    return valid.pop() if len(valid) == 1 else None
