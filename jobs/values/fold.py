"""A field's text made comparable: width, case, spaces, dashes, and Chinese numerals as digits."""

from __future__ import annotations

import re
import unicodedata

#: No field of a post that states a value is longer; what is behind is not read.
LONGEST = 200

_DASHES = str.maketrans(dict.fromkeys("~〜∼‐‑‒–—―−﹣", "-"))
_NUMERALS = {numeral: digit for digit, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_IDLE_SPACE = re.compile(r" (?![a-z]{2}|an? )")
_NUMERAL = re.compile("[零〇一二两三四五六七八九十]{1,4}")


def plain(text: str) -> str:
    """Half-width, lower case, one kind of dash, single spaces, no control characters. At most LONGEST characters."""
    narrow = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].lower()
    narrow = narrow if narrow.isascii() and "~" not in narrow else narrow.translate(_DASHES)
    if narrow.isprintable():  # controls never are
        return " ".join(narrow.split())
    return " ".join("".join(c for c in narrow if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")).split())


def fold(text: str) -> str:
    """`plain` with spaces left only before an English word: numbers and their units stand together."""
    written = plain(text)
    return _IDLE_SPACE.sub("", written) if " " in written else written


def digits(text: str) -> str:
    """Chinese numerals up to 九十九, and year numerals such as 二〇二六, written in ASCII digits."""
    return text if text.isascii() else _NUMERAL.sub(lambda found: _number(found.group()), text)


def _number(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(str(_NUMERALS[c]) for c in numeral)
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))
