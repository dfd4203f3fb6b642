"""Personal contacts taken out of a text: telephones, WeChat, QQ, e-mail, identity numbers, names of contact persons.

A reader calls this before anything leaves it. The patterns look at a copy of the text in which
every character that stands for a letter or digit (１, ①, ＠, 幺) is that letter or digit, one for one, so that
what is found there can be cut out of the text as written. All repetitions are bounded: the work is linear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

MASK = "［联系方式略］"

_CHINESE_DIGITS = dict(zip("零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789", strict=True))
_GAP = r"[\s\-‐-―~·.,_*()（）/]{0,3}"
_LABEL_PHONE = (
    r"(?:联系电话|联系方式|联系手机|咨询电话|招聘电话|报名电话|面试电话|监督电话|服务热线|咨询热线|招聘热线|办公电话|固定电话"
    r"|电\s{0,4}话|手\s{0,4}机|手机号码?|座机|热线|传真|拨打|致电|tel|phone|mobile)"
)
#: Kinds of contact: letters without one of which there is none (_: white space; empty: none will do), the words or digits without which there
#: is none, and what one looks like. Each is looked for before the next, because most texts of posts hold none and a pattern
#: tried at every letter costs fifty times as much. The letters of all kinds are looked for at once.
_KINDS = tuple(
    (letters.split(), re.compile(trigger), re.compile(pattern))
    for letters, trigger, pattern in (
        # e-mail, also written with (at), #, 点
        (
            "@ at) at] #at#",
            r"@|\(at\)|\[at\]|#at#",
            r"[a-z0-9][a-z0-9._%+\-]{0,63}\s?(?:@|\(at\)|\[at\]|#at#)\s?[a-z0-9\-]{1,63}(?:\s?(?:\.|。|点|\(dot\))\s?[a-z0-9\-]{2,63}){1,4}",
        ),
        (
            "",
            rf"\d(?:{_GAP}\d){{6}}",
            "|".join(
                (
                    # identity card: region, birthday, serial
                    r"(?<![\da-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![\da-z])",
                    # mobile numbers, spaced in any way; not a range of pay such as 13000-150000
                    rf"(?<!\d)(?!\d{{4,6}}\s?[-‐-―~]\s?\d{{4,6}}(?!\d))(?:\(?\+?86\)?[\s\-]{{0,2}})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)",
                    # landlines with an area code, 400 and 800 numbers
                    r"(?<!\d)[(（]?0\d{2,3}[)）]?[\s\-‐-―]{0,3}[2-9]\d{6,7}(?:\s?[-‐-―转]\s?\d{1,6})?(?!\d)",
                    r"(?<!\d)[48]00(?:-\d{3}-\d{4}|-\d{4}-\d{3}|-?\d{7}|\s\d{3}\s\d{4}|\s\d{4}\s\d{3})(?!\d)",
                )
            ),
        ),
        # whatever number follows a word for telephone
        (
            "电 手 联系方式 座机 热线 传真 拨打 tel phone mobile",
            rf"{_LABEL_PHONE}[\s:：是为号码]{{0,6}}[\d+]",
            rf"{_LABEL_PHONE}[\s:：是为号码]{{0,6}}[\d+][\d\s\-‐-―()（）/,，、转]{{5,60}}\d",
        ),
        # WeChat and QQ
        (
            "微 威信 薇信 徽信 v信 加v vx wechat weixin wx",
            r"微\s{0,3}信|威信|薇信|徽信|v信|加v|vx|wechat|weixin|wx",
            r"(?:微\s{0,3}信|威信|薇信|徽信|v信|加v|vx|wechat|weixin|(?<![a-z])wx)\s{0,3}(?:号码?|id|账号|同号)?[\s:：是为]{0,6}[a-z0-9][a-z0-9_\-]{5,19}",
        ),
        (
            "qq q_ 扣扣 企鹅号",
            r"q\s?q|扣扣|企鹅号",
            r"(?:(?<![a-z])q\s?q|扣扣|企鹅号)(?:号码?|群号?|邮箱)?[\s:：是为]{0,6}[1-9]\d{4,11}(?!\d)",
        ),
        # a named person
        (
            "联 负责人 招聘专员 hr_ hr: hr：",
            r"联\s{0,4}系\s{0,4}人|联络人|负责人|招聘专员|hr\s{0,3}[:：]",
            r"(?:联\s{0,4}系\s{0,4}人|联络人|招聘负责人|招聘专员|人事负责人|负责人姓名|(?<![a-z])hr)\s{0,3}[:：]\s{0,3}[^\n\s,，。；;、|<>]{1,12}(?:[ \t]?(?:先生|女士|老师|经理|主任|小姐))?",
        ),
    )
)
_WHITE = tuple(character for character in map(chr, range(0x3001)) if character.isspace())
_LETTERS = tuple(
    (one.replace("_", white), kind)
    for kind, (letters, *_) in enumerate(_KINDS)
    for one in letters
    for white in (_WHITE if "_" in one else ("",))
)
_ALWAYS = {kind for kind, (letters, *_) in enumerate(_KINDS) if not letters}
_FINDER = AhoCorasick([one for one, _ in _LETTERS], implementation=Implementation.DFA)
#: A name beside a number that was cut: 王经理［…］, 李女士：［…］, ［…］（张三）.
_NAME_BEFORE = re.compile(
    rf"(?:(?:[\u4e00-\u9fff]{{1,3}}(?:先生|女士|老师|经理|主任|小姐|科长|部长|主管|总))|联系[:：]?\s?[\u4e00-\u9fff]{{2,4}})[\s:：,，(（]{{0,3}}{re.escape(MASK)}"
)
_NAME_AFTER = re.compile(
    rf"{re.escape(MASK)}[\s,，]{{0,3}}[(（]?[\u4e00-\u9fff]{{1,3}}(?:先生|女士|老师|经理|主任|小姐|科长|部长|主管|总)[)）]?"
)
_AGAIN = re.compile(rf"{re.escape(MASK)}(?:[\s/、，,;；或转]{{0,3}}{re.escape(MASK)}){{1,50}}")


def without_contacts(text: str) -> str:
    """The text with every personal contact replaced by MASK. Works on any str, in linear time."""
    return _short(text) if len(text) <= _SHORT else _cut(text)


#: Values of a list (本科, 平城区, 面议) come again and again, on one page and from round to round.
_SHORT = 64


@lru_cache(maxsize=8192)
def _short(text: str) -> str:
    return _cut(text)


def _cut(text: str) -> str:
    folded = text.lower() if text.isascii() else _fold(text)
    likely = {_LETTERS[found[0]][1] for found in _FINDER.find_matches_as_indexes(folded, overlapping=True)} | _ALWAYS
    kinds = [pattern for kind, (_, trigger, pattern) in enumerate(_KINDS) if kind in likely and trigger.search(folded)]
    spans = sorted(match.span() for pattern in kinds for match in pattern.finditer(folded))
    if not spans:
        return text
    pieces: list[str] = []
    end = 0
    for start, stop in spans:
        if start >= end:
            pieces += (text[end:start], MASK)
        end = max(end, stop)
    masked = "".join((*pieces, text[end:]))
    masked = _NAME_BEFORE.sub(MASK, masked)
    masked = _NAME_AFTER.sub(MASK, masked)
    return _AGAIN.sub(MASK, masked)


class _Folded(dict[int, int]):
    """For str.translate: the one character that each stands for, in lower case; itself when it stands for several."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        plain = _CHINESE_DIGITS.get(character) or unicodedata.normalize("NFKC", character).lower()
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDED = _Folded()


def _fold(text: str) -> str:
    """What translate(_FOLDED) gives, in a quarter of the time: a text holds few kinds of characters that stand for another."""
    shape, table = _standing()
    found = set(shape.findall(text))
    if not found <= table.keys():
        return text.translate(_FOLDED)
    for character in found:
        text = text.replace(character, table[character])
    return text.lower()


@cache
def _standing() -> tuple[re.Pattern[str], dict[str, str]]:
    """Characters beyond ASCII that stand for another, and that one; the pattern also finds those that lower() would treat otherwise."""
    characters = [chr(code) for code in range(0x80, 0x10000)]
    stand = {one: chr(_FOLDED[ord(one)]) for one in characters if _FOLDED[ord(one)] != ord(one)}
    table = {one: other for one, other in stand.items() if other not in stand}  # ⼀ stands for 一, which stands for 1: not twice
    odd = [one for one in characters if one not in table and (one in stand or one.lower() != one)]
    return re.compile("[" + "".join(map(re.escape, (*table, *odd))) + "\U00010000-\U0010ffff]"), table
