"""When two Sightings are one Post. Pure. Every answer comes with its reason, and every merge can be undone.

Two ways lead to one post, both inside one firm: sightings meet by `merge_key` (firm, title, places, pay and post code all
agree) or by their texts (`jobs.copies`); `verdict` then compares the two and says yes or no and why. A sighting without a
known firm is never merged: "某公司" at two boards may be two firms.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from jobs.copies import Numbers, alike, bands, equal, fewest, shingles, sketch
from jobs.places import covers
from jobs.vacancy import codes, core, pay_key, post_codes, title_key

if TYPE_CHECKING:
    from jobs.model import Sighting

__all__ = ["SAME", "Facts", "Verdict", "choose", "codes", "comparable", "meeting", "merge_key", "near", "prepare", "verdict"]

#: Why sightings with one key are one post, for the post's page.
SAME = "公司、职位、地点、薪资都相同"
#: Characters both texts need before likeness says anything: a line such as 五险一金，包吃住 stands in many posts.
LEAST_TEXT = 40
#: Shares of common shingles from which texts are one: when the titles are one; when they are akin; when the places differ.
#: Below UNLIKE, two texts under one key are two vacancies.
ONE_TEXT, AKIN_TEXT, CLONE_TEXT, UNLIKE = 0.55, 0.85, 0.7, 0.4
#: Characters from which a signature can tell these shares apart; equal bytes that texts of one key, and of one vacancy else, have.
_LONG, _FEW, _SOME = 200, fewest(UNLIKE), fewest(ONE_TEXT)
#: What makes another post of a title that it is added to.
_RANK = re.compile(
    "[0-9a-z一二三四五甲乙丙]|[高中初]级|资深|实习|见习|储备|助理|学徒|副|总|主管|经理|主任|[组班队店科部处]长|[长夜白早晚]白?班|兼职|临时|小时"
)


class Verdict(NamedTuple):
    """Whether two sightings are one post, and why: a sentence for the post's page, or for whoever asks why not."""

    join: bool
    reason: str


class Facts:
    """What of a source's sighting decides with which others it is one post; what is dear is made when it is first asked for."""

    __slots__ = (
        "_asked",
        "_codes",
        "_pay",
        "_shingles",
        "comparable",
        "core",
        "long",
        "open",
        "places",
        "sighting",
        "signature",
        "source_id",
        "title",
    )

    def __init__(self, source_id: str, sighting: Sighting, *, is_open: bool = True) -> None:
        """`is_open`: the source shows it now."""
        self.source_id, self.sighting, self.open = source_id, sighting, is_open
        length = len(sighting.description or "")
        self.comparable, self.long = length >= LEAST_TEXT, length >= _LONG
        self.title = title_key(sighting.title)
        self.places = frozenset(codes(sighting))
        self.core = core(self.title, self.places)
        self.signature: int | None = None  # of a comparable text, once `prepare` made it
        self._codes: frozenset[str] | None = None
        self._pay: str | None = None
        self._asked: tuple[object, object, object] | None = None
        self._shingles: Numbers | None = None

    @property
    def text(self) -> str:
        """The description."""
        return self.sighting.description or ""

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the post itself."""
        if self._codes is None:
            self._codes = post_codes(self.sighting)
        return self._codes

    @property
    def pay(self) -> str:
        """As compared."""
        if self._pay is None:
            self._pay = pay_key(self.sighting.pay)
        return self._pay

    @property
    def asked(self) -> tuple[object, object, object]:
        """Education, experience and head count."""
        if self._asked is None:
            lived = self.sighting.experience
            years = None if lived is None or (lived.min is None and lived.max is None) else (lived.min, lived.max)
            self._asked = self.sighting.education, years, self.sighting.headcount
        return self._asked

    @property
    def shingles(self) -> Numbers:
        """Of the text."""
        if self._shingles is None:
            self._shingles = shingles(self.text)
        return self._shingles

    @property
    def exact(self) -> tuple[str, frozenset[str], str]:
        """What is equal under one merge key, besides firm and post code."""
        return self.title, self.places, self.pay


def merge_key(source_id: str, sighting: Sighting, firm: int | str | None, codes: Iterable[str]) -> str:
    """The key under which sightings of one vacancy meet: 64 hexadecimal digits.

    `firm`: the company's id, or its folded name while it has none, or None when it is unknown or cut
    off; `codes`: the places the post names for certain, in any order.
    """
    title = title_key(sighting.title)
    if firm is None or firm == "" or not title:
        parts = ["alone", source_id, sighting.key]
    else:
        parts = ["same", str(firm), title, ",".join(sorted(set(codes))), pay_key(sighting.pay), *sorted(post_codes(sighting))]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def comparable(sighting: Sighting) -> bool:
    """Whether it has text enough to compare."""
    return len(sighting.description or "") >= LEAST_TEXT


def verdict(one: Facts, other: Facts) -> Verdict:
    """Whether two sightings of one firm are one post. The order of the two does not matter."""
    if one.core != other.core and not _akin(one.core, other.core):
        return Verdict(False, "职位名称不同")
    if one.codes and other.codes and not one.codes & other.codes:
        return Verdict(False, "岗位代码不同：" + " 与 ".join(sorted("、".join(sorted(each.codes)) for each in (one, other))))
    if sum(mine is not None and its is not None and mine != its for mine, its in zip(one.asked, other.asked, strict=True)) > 1:
        return Verdict(False, "学历、经验、人数中有两项以上不同")
    if not (one.comparable and other.comparable):
        return Verdict(True, SAME) if one.exact == other.exact else Verdict(False, "没有足够的正文可以比较")
    return _by_text(one, other, _share(one, other))


def prepare(sightings: Sequence[Facts]) -> Numbers:
    """Sketch their texts, which is much cheaper together than one by one."""
    sketched, signatures = sketch([one.text for one in sightings])
    for one, signature in zip(sightings, signatures, strict=True):
        one.signature = signature if one.comparable else None
    return sketched


def near(mine: Facts, seen: Iterable[Facts]) -> bool:
    """Whether the text of one of a post's sightings may be the same: a cheap look before `choose`, which asks it too."""
    for one in seen:  # no generator: asked five times for every sighting  # noqa: SIM110
        if _near(mine, one):
            return True
    return False


def meeting(sightings: Sequence[Facts]) -> list[tuple[int, ...]]:
    """For each sighting the numbers, of 32 bits, that one of the same firm shares with it when the two may be one post.

    The first stands for its title, the others for its text.
    """
    titles = (crc32(one.core.encode("utf-8", "surrogatepass")) - 2**31 for one in sightings)
    return [(title, *text) for title, text in zip(titles, bands(prepare(sightings)), strict=True)]


def choose(mine: Facts, posts: Mapping[int, Sequence[Facts]]) -> tuple[int, str] | None:
    """The post, among those of the firm that it met, that a sighting belongs to, and why; None when it is a vacancy of its own.

    The first in the given order wins. A post none of whose sightings may differ in code from it; one without a code that
    fits several codes fits none of them.
    """
    found: tuple[int, str] | None = None
    its: frozenset[str] = frozenset()
    for number, seen in posts.items():
        reason = next((told.reason for one in seen if _near(mine, one) and (told := verdict(mine, one)).join), None)
        if reason is None:
            continue
        stated = frozenset().union(*(one.codes for one in seen))
        if mine.codes and stated and not mine.codes & stated:
            continue
        if found is None:
            found, its = (number, reason), stated
            if mine.codes or not stated:
                return found
        elif stated and not stated & its:
            return None
    return found


def _near(one: Facts, other: Facts) -> bool:
    if one.signature is None or other.signature is None:
        return True
    same = equal(one.signature, other.signature)
    if _FEW <= same < _SOME and one.long and other.long:
        return one.title == other.title and one.places == other.places and one.pay == other.pay
    return same >= _FEW


def _share(one: Facts, other: Facts) -> float:
    """Of their common shingles; most copies are written alike to the letter."""
    return 1.0 if one.signature and one.text == other.text else alike(one.shingles, other.shingles)


def _by_text(one: Facts, other: Facts, share: float) -> Verdict:
    if one.exact == other.exact:
        return Verdict(True, SAME) if share >= UNLIKE else Verdict(False, "公司、职位、地点、薪资相同，但正文不同")
    same_pay, same_place = one.pay == other.pay, _same_place(one.places, other.places)
    if not same_place and not same_pay:
        return Verdict(False, "地点和薪资都不同")
    if share < max(ONE_TEXT if one.core == other.core else AKIN_TEXT, ONE_TEXT if same_place else CLONE_TEXT):
        return Verdict(False, f"正文只有 {share:.0%} 相同")
    raised = not same_pay and bool(one.pay and other.pay)
    if raised and one.source_id == other.source_id and one.open and other.open:
        return Verdict(False, "同一来源同时列出，薪资不同")
    what = "公司、正文相同" if share > 0.999 else f"公司相同，正文 {share:.0%} 相同"
    return Verdict(True, what + ("" if same_place else "，在多个地点招聘") + ("，薪资有变" if raised else ""))


def _akin(one: str, other: str) -> bool:
    """Whether one title is the other with a word before or behind that does not make another post of it."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and short in long and not _RANK.search(long.replace(short, "", 1))


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two posts may be in one place: one names none, or all that one names lies in what the other names."""
    if not one or not other or one == other:
        return True
    return any(all(any(covers(a, b) for a in outer) for b in inner) for outer, inner in ((one, other), (other, one)))
