"""What the running text of a notice says: the last day to apply, how many people, and what is asked of them. Words as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

#: Beyond, a notice is an annual report.
_LOOKED_AT = 60_000
_DAY = re.compile(r"(?<![\d.])(?:(20\d\d)\s?(?:年|[-./])\s?)?(\d{1,2})\s?(?:月|[-./])\s?(\d{1,2})(?![\d.])\s?[日号]?")
_ONLY_DAY = re.compile(r"\s?(\d{1,2})\s?[日号]")
_TO = re.compile(
    r"[^\d。；;\n]{0,12}?(?:\d{1,2}\s?[:：时点]\s?(?:\d{2})?\s?分?)?[^\d。；;\n]{0,8}?(?:至|到|[-－—–~～〜]|截止)[^\d。；;\n]{0,8}"
)
_CLOCK = re.compile(r"\d{1,2}\s?[:：]\s?\d{2}(?:\s?[:：]\s?\d{2})?|[上下]午|(?:早|晚)?\d{1,2}\s?[时点]")
_WHEN = re.compile(
    r"(?:网上|现场|网络|集中|本次)?(?:报名|申报|应聘|报名及资格初审|简历投递|投递简历|简历接收|接收简历|招聘)(?:和[^，。：:\n]{1,12})?(?:的)?(?:起止)?(?:时间|日期|期限|时限)"
)
_UNTIL = re.compile(
    r"即日起.{0,3}(?:至|到)|(?:报名|投递|申报|应聘|招聘|简历接收|有效)?(?:截止|截至)(?:到|至|于)?(?:时间|日期|日)?(?:为|是)?|(?:长期有效)?有效期(?:至|到)"
)
_BEFORE = re.compile(r"(?:之?前|以前|截止)")
_APPLY = re.compile("报名|简历|投递|应聘|发送|报送|材料")
_NOT_APPLYING = re.compile("缴费|交费|打印|考试|笔试|面试|查询|资格(?:审查|复审)|体检|公示|出生|毕业|取得|工作(?:经历|年限)|年龄")
_SEGMENT = 90

_PEOPLE = re.compile(r"(?:招聘|招录|引进|招收|选聘|招募|招用|聘用)[^，,。；;：:\n]{0,40}?(?<!\d)(?:共计?)?(\d{1,4})\s?[人名]")
#: One more kind of people behind the first: 护士5名、医师3名.
_MORE = re.compile(r"(?:(?!其中)[^。；;\n\d]){0,30}\d{1,4}\s?[人名]")
_TOTAL = re.compile(
    r"(?:招聘|岗位|计划|需求)(?:总?人?数|名额|总数)\s?(?:[:：为共]\s?){1,3}(\d{1,4})\s?[人名]?|(?:共|合)计?\s?(?:招聘|招录)\s?(\d{1,4})\s?[人名]"
)
_EDUCATION = re.compile(
    r"[^，,。；;、\n：:（(]{0,10}(?:博士|硕士|研究生|本科|大专|专科|中专|高中|初中)[^，,。；;\n]{0,6}(?:学历|学位|毕业|及以上|以上)[^，,。；;\n]{0,6}"
)
_YEARS = re.compile(r"[一二两三四五六七八九十\d]{1,3}\s?年[^，,。；;\n]{0,14}(?:经验|经历)")
_AGE = re.compile(
    r"(?:年龄[^，,。；;\n]{0,8})?\d{2}\s?(?:周岁|岁)(?:[^，,。；;\n]{0,4}\d{2}\s?(?:周岁|岁))?\s?(?:[（(]含[^）)]{0,6}[）)])?(?:及?以[上下]|以内)?"
)


def last_day(text: str, published: date | None, *, labelled: bool = False) -> date | None:
    """The last day to apply. A year that is not written is the notice's, or the next one when the day would lie before it; without
    a notice's date None. `labelled`: the text is all deadline (报名截止 as a column).
    """
    written = text[:_LOOKED_AT]
    if labelled:
        return _end_of(written, published)
    for segment in _segments(written):
        found = _end_of(segment, published)
        if found and (published is None or found >= published):
            return found
    return None


def _segments(text: str) -> Iterator[str]:
    """Pieces of text that may state the last day, the surest first."""
    for label in (_WHEN, _UNTIL):
        for found in label.finditer(text):
            yield _cut(text[found.end() : found.end() + _SEGMENT])
    for found in _DAY.finditer(text):
        around, near = text[max(0, found.start() - 40) : found.end() + 60], text[max(0, found.start() - 10) : found.end() + 24]
        if (before := _BEFORE.search(text[found.end() : found.end() + 24])) and _APPLY.search(around) and not _NOT_APPLYING.search(near):
            yield text[max(0, found.start() - 1) : found.end() + before.start()]


def _cut(piece: str) -> str:
    """Up to the end of the sentence, or to what is about another step."""
    piece = re.split(r"[。；;]|\n(?!\s{0,3}\d{4}\s?年)", piece.lstrip(" :：\n为是"), maxsplit=1)[0]
    other = _NOT_APPLYING.search(piece)
    return piece[: other.start()] if other else piece


def _end_of(piece: str, published: date | None) -> date | None:
    """The second day of a range, or the only day."""
    first = _DAY.search(piece)
    if first is None:
        return None
    year = int(first.group(1)) if first.group(1) else None
    start = _date(year, int(first.group(2)), int(first.group(3)), published)
    rest = _CLOCK.sub("", piece[first.end() :])
    to = _TO.match(rest)
    if to is None or start is None:
        return start
    second = _DAY.match(rest, to.end())
    if second is not None:
        own = int(second.group(1)) if second.group(1) else None
        end = _date(own or start.year, int(second.group(2)), int(second.group(3)), start)
        return _date(start.year + 1, end.month, end.day, start) if end and not own and end < start else end
    only = _ONLY_DAY.match(rest, to.end())
    return _date(start.year, start.month, int(only.group(1)), start) if only else start


def _date(year: int | None, month: int, day: int, published: date | None) -> date | None:
    try:
        if year is not None:
            return date(year, month, day)
        if published is None:
            return None
        found = date(published.year, month, day)
        return found if found >= published else date(published.year + 1, month, day) if (published - found).days > 180 else found
    except ValueError:  # 2026-02-30
        return None


def people(title: str | None, text: str) -> str | None:
    """How many are wanted in all, as written; None when it is not said, or said twice in different ways."""
    for written in (title or "", text[:_LOOKED_AT]):
        total = _TOTAL.search(written)
        if total:
            return f"{total.group(1) or total.group(2)}人"
        found = list(_PEOPLE.finditer(written))
        if found:
            several = any(_MORE.match(written, each.end()) for each in found)
            return f"{found[0].group(1)}人" if not several and len({each.group(1) for each in found}) == 1 else None
    return None


def education_in(text: str | None) -> str | None:
    """The clause that states the education asked for; None when none does."""
    found = _EDUCATION.search((text or "")[:_LOOKED_AT])
    return found.group().strip() if found else None


def age_in(text: str | None) -> str | None:
    """The clause that states the age limit; None when none does."""
    found = _AGE.search((text or "")[:_LOOKED_AT])
    return found.group().strip() if found else None


def experience_in(text: str | None) -> str | None:
    """The clause that states the years of work asked for; None when none does."""
    found = _YEARS.search((text or "")[:_LOOKED_AT])
    return found.group().strip() if found else None


def labelled(text: str, *names: str) -> str | None:
    """What stands behind one of these labels on its line; None when there is none."""
    label = re.compile(
        rf"(?:^\W{{0,4}}(?:[一二三四五六七八九十\d]{{0,3}}[、.．)）]\s{{0,2}})?|[。；;]\s{{0,2}})(?:{'|'.join(names)})\s{{0,3}}[:：]\s{{0,3}}([^\n]{{1,200}})",
        re.MULTILINE,
    )
    found = label.search(text[:_LOOKED_AT])
    return found.group(1).strip(" 。；;") or None if found else None
