"""What the running text of a post asks of who takes it: the degree and the years of work, in its own words. Wishes (优先) ask for nothing."""

from __future__ import annotations

import re

_DEGREE = "博士|硕士|研究生|本科|大专|专科|中专|高中|初中|高职|中技|技校"
_WISHES = re.compile(r"[^，,。；;\n]{0,80}(?:优先|尤佳|加分|更佳)")
_EDUCATION = re.compile(
    rf"(?:全日制|统招|普通)?(?:{_DEGREE})(?:研究生)?(?:[/、或及](?:{_DEGREE})){{0,3}}(?:学历|学位|毕业|文凭)?(?:及|或)?(?:以上(?:学历|学位|文凭|毕业)?|学历|学位|毕业|文凭)"
    rf"|(?:学历|文化程度)(?:要求)?\s?[:：为]\s?(?:{_DEGREE}|不限)(?:及?以上)?"
    rf"|(?m:^)\W{{0,3}}(?:\d{{1,2}}\s?[、.．)）])?\s?(?:{_DEGREE})(?:[/、或](?:{_DEGREE})){{0,3}}(?=[，,、；;])"
)
_YEARS = re.compile(
    r"(?:[一二两三四五六七八九十]|\d{1,2}(?:\s?[-~－—–至到]\s?\d{1,2})?)\s?年(?:及?以上)?(?:的)?[^，,。；;、\n（(]{0,16}(?:经验|经历)"
)
_BARE = re.compile(r"^\W*(?:\d{1,2}\s?[、.．)）])?\s?|^(?:学历|文化程度)(?:要求)?\s?[:：为]\s?")


def education(text: str) -> str | None:
    """The degree asked for: 大专以上学历; None when the text asks for none."""
    found = _EDUCATION.search(_WISHES.sub("", text))
    return _BARE.sub("", _BARE.sub("", found.group())).strip() or None if found else None


def experience(text: str) -> str | None:
    """The years of work asked for: 2年以上相关工作经验; None when the text asks for none."""
    found = _YEARS.search(_WISHES.sub("", text))
    return found.group().strip() if found else None
