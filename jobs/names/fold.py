"""One spelling for a firm's name, and the key under which its spellings meet."""

from __future__ import annotations

import re

from jobs.text import fold, repair, simplify, width

_SPACE = re.compile(r"\s+")
_SPACE_TO_DROP = re.compile(r"(?<![A-Za-z0-9&.+])\s+|\s+(?![A-Za-z0-9&.+])")
_FULL = str.maketrans("()[]〔〕【】", "（）（）（）（）")


def canonical(name: str) -> str:
    """The name as a firm writes it: simplified, brackets full width （大同）, no spaces but those between Latin words."""
    plain = simplify(width(repair(name).text))
    return _SPACE.sub(" ", _SPACE_TO_DROP.sub("", plain)).translate(_FULL)


def fold_name(name: str) -> str:
    """The alias index key: canonical, lower case, ordinary width, no spaces or idle punctuation."""
    return fold(name)
