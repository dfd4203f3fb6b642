"""Posts that the text of a notice counts, each on a line of its own: 1.临床医师3名；（二）会计 2人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: More than this many are something else.
MOST = 60
_LINE = re.compile(
    r"^[^\S\n]{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．)）]?[^\S\n]{0,2})?(?P<label>(?:招聘|需求)?(?:岗位|职位)(?:名称)?[:：]\s?)?"
    r"(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z（）()/]{1,20}?)[^\S\n]{0,3}[:：]?[^\S\n]{0,3}[（(]?(?:招聘)?(?P<count>\d{1,3}|若干)[^\S\n]?[名人][）)]?"
    r"[^\S\n]{0,2}(?P<rest>[，,。；;：:（(][^\n]{0,400})?$",
    re.MULTILINE,
)
#: What a line counts that is no post.
_NO_POST = re.compile(
    "招聘|招录|引进|计划|合计|共|总|其中|名额|以上|以下|人员$|报名|考生|应聘|面试|比例|不足|超过|岗位$|职位$|导师|专家|员工|博士$|硕士$|本科生?$|学生|负责|要求|具有"
)
_HEAD = re.compile(r"岗位|职位|人数|计划|名额")
_SECTION = re.compile(r"^[^\S\n]{0,4}[一二三四五六七八九十]{1,3}[、.．]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A post: its name and head-count as written, and the text that is about it alone."""

    name: str
    count: str
    text: str


def posts(body: str) -> tuple[Counted, ...]:
    """The posts in the order of the text; none unless each line names one, under words that speak of posts or behind such a label."""
    found = [each for each in _LINE.finditer(body) if not _NO_POST.search(each["name"])]
    if not found or len(found) > MOST or (len(found) == 1 and not found[0]["label"]):
        return ()
    before = body[: found[0].start()].rstrip().rpartition("\n")[2]
    if not found[0]["label"] and not _HEAD.search(before):
        return ()
    return tuple(_cut(body, found))


def _cut(body: str, found: list[re.Match[str]]) -> Iterator[Counted]:
    """Each with its text: up to the next post, the last up to the next section."""
    ends = [each.start() for each in found[1:]] + [len(body)]
    for each, end in zip(found, ends, strict=True):
        section = _SECTION.search(body, each.end(), end)
        yield Counted(
            each["name"],
            f"{each['count']}人" if each["count"].isdecimal() else each["count"],
            body[each.start() : section.start() if section else end].strip(),
        )
