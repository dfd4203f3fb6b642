"""Pay as sites write it -> whole yuan per period, or the text alone.

Rules a reader should know
- The first amount of the text counts: 底薪3000+提成，综合8000 is "3000 and more".
- "以上", "起", "+" and a base pay leave `max` None; "以下" leaves `min` None.
- A period that is not written is a month when the amount can be one (800 to 100,000 yuan), else nothing is understood.
- Fractions of a yuan are cut off. Foreign money, 0-0, max < min and unbelievable amounts are kept as text only.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from jobs.model import Pay
from jobs.values.fold import LONGEST, digits, fold

#: Believable yuan per period, lowest and highest.
BELIEVABLE = {
    "month": (100, 500_000),
    "year": (3_000, 10_000_000),
    "week": (50, 200_000),
    "day": (10, 20_000),
    "hour": (1, 5_000),
    "piece": (1, 10_000),
}
#: A bare amount is taken as a monthly one between these.
BARE_MONTH = (800, 100_000)
MONTHS_OF_PAY = range(12, 25)

_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "百": 100}
_PERIOD = {
    "month": "个?月|months?|mth|mo\\b",
    "year": "年|years?|yr|annum",
    "week": "周|星期|weeks?|wk",
    "day": "天|日|days?",
    "hour": "个?小时|钟头|时|hours?|hr|h\\b",
    "piece": "件|pieces?",
}
_ANY_PERIOD = "|".join(f"(?P<{unit}>{words})" for unit, words in _PERIOD.items())
_YUAN = "(?:元|块钱?|圆|人民币|rmb|cny|yuan)?"
_AMOUNT = (
    r"(?<![0-9.])([0-9]{1,9}(?:\.[0-9]{1,4})?)(?![0-9])(?:(万|千|百|[wk](?![a-z]))((?<=[万千百])(?:[0-9]{4}|[0-9])(?![0-9.]))?[千百]?)?"
)
_PER_PLAIN = "(?:/(?:个?月|年|天|日|小时|时|周|h))?"
_RANGE = re.compile(f"{_AMOUNT}{_YUAN}{_PER_PLAIN}-[¥元]?{_AMOUNT}")
_SINGLE = re.compile(_AMOUNT)

_MORE_AFTER = re.compile(
    rf"{_YUAN}(?:每|一|/)?(?:个?月|年|天|日|小时|时|周|件|h)?{_YUAN}\(?(?:及|或|含|\()?(?:以上|之上|起|多|\+|-$|-?上不封顶|or more|and up)"
)
_LESS_AFTER = re.compile(
    rf"{_YUAN}(?:每|一|/)?(?:个?月|年|天|日|小时|时|周|件|h)?{_YUAN}\(?(?:及|或|含|\()?(?:以下|以内|之内|封顶|or less)"
)
_MORE_BEFORE = re.compile(
    "(?:不低于|不少于|不小于|高于|大于|超过|至少|最低|保底|起薪|底薪|基本工资|基薪|>=?|≥|from|at least)(?:工资)?[为是达:]?[¥约]?$"
)
_LESS_BEFORE = re.compile("(?:不高于|不超过|不大于|低于|少于|小于|至多|最高|最多|高达|可达|<=?|≤|up to)(?:可?达)?[为是:]?[¥约]?$")
_NOT_MORE = ("不高于", "不超过", "不大于")

_FOREIGN = re.compile("[$€£₩฿]|美元|美金|港[元币]|欧元|英镑|日元|韩元|台币|usd|eur|gbp|hkd|jpy|nzd|sgd|aud|chf")
_MONTHS = re.compile(r"[·*x,;]?([0-9]{1,2})(?:-[0-9]{1,2})?薪")
#: Numbers of a pay field that are not money: hours of work, days off, years, insurances, clock times, telephone numbers.
_NOISE = re.compile(
    r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9])?(?:-[0-9]{1,4})?(?:个?小时|天|年|个月|周岁|岁|人|名|险|金|休|%|点|:[0-9]{2})|[0-9]{10,}|"
    r"(?<![0-9.])[0-9]{1,2}(?:月|日|号)"
)
_OTHER_PERIOD = re.compile(rf"{_YUAN}(?:/|每|一)(?:次|单|课|节|场|趟|平|吨|台|米|套|票|人|个(?!月|小时)|班)")
_PERIOD_AFTER = re.compile(
    rf"{_YUAN}(?:左右|上下)?\(?(?:及|或)?(?:以上|以下|以内|起|\+)?{_YUAN}(?: ?(?:/|每|一|per|a|an) ?)(?:{_ANY_PERIOD})"
)
_PERIOD_ANYWHERE = re.compile(
    rf"(?:/|每|per )(?:{_ANY_PERIOD})|(?P<month_pay>月[薪收工]|monthly)|(?P<year_pay>年[薪收]|annual|yearly)|(?P<day_pay>日薪|天薪|daily)|(?P<hour_pay>时薪|hourly)|(?P<week_pay>周薪|weekly)"
)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_TO, _DASHES = re.compile("[至到]| to ?(?=[0-9¥c])"), re.compile("-+")
_PERIOD_WORD = re.compile(f"(?:per )?(?:{_ANY_PERIOD})(?:薪|ly)?")
_NUMERAL_AMOUNT = re.compile("[一二两三四五六七八九十]{1,3}(?=[千万百])|(?<=[千万])[一二三四五六七八九](?![^元块每以起])")


def pay(text: str | None) -> Pay | None:
    """Pay from free text; None when there is no text, a Pay without values when it states none we can believe."""
    written = text.strip() if text else ""
    if not written:
        return None
    return _pay(written) if len(written) <= LONGEST else _pay.__wrapped__(written)


@lru_cache(maxsize=4096)
def _pay(written: str) -> Pay:
    """The posts of a board share few ways to say it."""
    plain = _NUMERAL_AMOUNT.sub(lambda found: digits(found.group()), fold(written))
    plain = _THOUSANDS.sub("", plain)
    plain = _DASHES.sub("-", _TO.sub("-", plain))
    months = _MONTHS.search(plain)
    plain = _NOISE.sub("|", _MONTHS.sub("|", plain))
    if _FOREIGN.search(plain):
        return Pay(written)
    found = _amounts(plain)
    if found is None:
        return Pay(written)
    low, high, start, end = found
    unit = _unit(plain, start, end)
    return _checked(written, (low, high), unit, int(months.group(1)) if months else None)


def pay_of(
    text: str | None,
    low: float | str | None,
    high: float | str | None,
    unit: str | None = None,
    months: float | str | None = None,
) -> Pay | None:
    """Pay from structured numbers (yuan per `unit`; unit as one of PAY_UNITS or as written: 元/月, MONTH, 年).

    None when neither text nor a number is given. A zero is "not stated". Without a text the numbers stand as the text.
    """
    given = [str(number) for number in (low, high) if number is not None and str(number).strip()]
    written = (text or "").strip() or "-".join(given)
    if not written:
        return None
    amounts = tuple(None if number == 0 else number for number in (_decimal(low), _decimal(high)))
    count = _decimal(months)
    known = _unit_word(unit)
    if known == "?":
        return Pay(written)
    return _checked(written, (amounts[0], amounts[1]), known, int(count) if count is not None else None)


def _amounts(plain: str) -> tuple[Decimal | None, Decimal | None, int, int] | None:
    """Lowest and highest amount and where they stand; None when there is none or it is not a plain one."""
    ranged = _RANGE.search(plain)
    single = _SINGLE.search(plain)
    if single is None or plain[: single.start()].endswith(("-", "-¥")) or re.match(r"e[+-]?[0-9]", plain[single.end() :]):
        return None
    if ranged and ranged.start() == single.start():
        low, high = _shared_scale(ranged)
        return low, high, ranged.start(), ranged.end()
    value = _yuan(*single.groups())
    start, end = single.span()
    before, after = plain[max(0, start - 12) : start], plain[end : end + 24]
    if _MORE_AFTER.match(after) or (_MORE_BEFORE.search(before) and not any(word in before for word in _NOT_MORE)):
        return value, None, start, end
    if _LESS_AFTER.match(after) or _LESS_BEFORE.search(before):
        return None, value, start, end
    return value, value, start, end


def _yuan(number: str, scale: str | None, rest: str | None) -> Decimal:
    """1万5 is 15000, 3千5 is 3500, 1万2000 is 12000."""
    size = _SCALES[scale] if scale else 1
    more = 0 if not rest else int(rest) if len(rest) == 4 else int(rest) * size // 10
    return Decimal(number) * size + more


def _shared_scale(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Both ends of a range; 1.2-2万 writes the scale once, 8000-1万 does not share it."""
    number1, scale1, rest1, number2, scale2, rest2 = found.groups()
    if scale1 is None and scale2 is not None and Decimal(number1) < 500:
        scale1 = scale2
    elif scale2 is None and scale1 is not None and Decimal(number2) < 500:
        scale2 = scale1
    return _yuan(number1, scale1, rest1), _yuan(number2, scale2, rest2)


def _unit(plain: str, start: int, end: int) -> str | None:
    """The period written beside the amount, else anywhere in the text; "?" for one we do not count in."""
    after = plain[end : end + 24]
    if _OTHER_PERIOD.match(after):
        return "?"
    found = _PERIOD_AFTER.match(after)
    if found is None:
        found = _last(plain[:start]) or _PERIOD_ANYWHERE.search(plain)
    return None if found is None else next(name.removesuffix("_pay") for name, word in found.groupdict().items() if word)


def _last(before: str) -> re.Match[str] | None:
    found = None
    for found in _PERIOD_ANYWHERE.finditer(before):  # noqa: B007  # the last one is wanted
        pass
    return found


def _unit_word(unit: str | None) -> str | None:
    """A unit field -> one of PAY_UNITS, None when empty, "?" when it is none of ours."""
    return _unit_named(unit) if unit else None


@lru_cache(maxsize=256)
def _unit_named(unit: str) -> str | None:
    plain = fold(unit).removeprefix("元").strip("/ 每")
    if not plain:
        return None
    found = _PERIOD_WORD.fullmatch(plain)
    return "?" if found is None else next(name for name, word in found.groupdict().items() if word)


def _decimal(number: float | str | None) -> Decimal | None:
    if number is None:
        return None
    try:
        value = Decimal(number if isinstance(number, int) else fold(str(number)).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**12 else None


def _checked(written: str, amounts: tuple[Decimal | None, Decimal | None], unit: str | None, months: int | None) -> Pay:
    """The value if it can be true, else the text alone."""
    low, high = (None if amount is None else int(amount) for amount in amounts)
    stated = [amount for amount in (low or None, high) if amount is not None]
    if not stated or (low is not None and high is not None and high < low):
        return Pay(written)
    if unit is None and BARE_MONTH[0] <= stated[-1] <= BARE_MONTH[1]:
        unit = "month"
    least, most = BELIEVABLE.get(unit or "", (1, 0))  # an unknown period believes nothing
    if any(not least <= amount <= most for amount in stated):
        return Pay(written)
    return Pay(written, low or None, high, unit, months if months in MONTHS_OF_PAY else None)
