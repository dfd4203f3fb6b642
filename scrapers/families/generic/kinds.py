"""What a short text is by itself: pay, a day, a degree, years, a head-count, a place, a firm, a title. Looks, never guesses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from jobs.values import pay
from scrapers.families.generic.titles import tidy_title, title_like
from scrapers.families.generic.towns import is_foreign_place, is_place, place_behind
from scrapers.families.generic.words import NOTICE

__all__ = ["is_firm", "is_foreign_place", "is_legal", "is_place", "kind", "place_behind", "tidy_title", "title_like"]

_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PAY = re.compile(
    r"[^\d]{0,12}\d[\d.,\s]{0,12}\s?[kK万千wW元]?(?:\s?元?/?月?年?\s?(?:[-~－—–至到]+|to)\s?[¥￥$€£]?\s?\d[\d.,\s]{0,12}\s?[kK万千wW]?)?.{0,24}",
    re.DOTALL,
)
_MONEY = re.compile(
    r"元|[¥￥$€£]|[\d.]\s?[万千]|\d\s?[kK](?![a-zA-Z])|[薪]|/\s?(?:月|年|天|小时|时|日|month|week|year|hour|hr|yr|day|mo|wk)\b|(?:月|年|天|日|小时)结|\bper (?:month|week|year|hour|annum|day)|\b(?:usd|eur|gbp|rmb|cny|chf|sek)\b|以上/月|及以上(?=$)",
    re.IGNORECASE,
)
_BARE_RANGE = re.compile(r"[1-9]\d{3,5}\s{0,2}[-~－—–至到]{1,2}\s{0,2}[1-9]\d{3,5}(?:元)?")
_NO_PAY = re.compile(r"(?:薪资|工资|待遇|月薪|薪酬)?(?:面议|面谈|电议|详谈|保密)|negotiable|competitive(?: salary)?|doe", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = re.compile(
    rf"[\[(（【]?\s?(?:[^\d\s]{{0,12}}[:：]?\s?)?(?:\d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?(?:[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?|\d{{1,2}}[-/]\d{{1,2}}(?:[-/]\d{{4}})?|\d{{1,2}}月\d{{1,2}}日|"
    rf"\d{{1,3}}\s?(?:个?小时|分钟|天|日|秒)[之以]?前|(?:今|昨|前)[天日](?:\s?\d{{1,2}}:\d{{2}})?|刚刚|{_MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? {_MONTH}\.?,? \d{{4}}|\d{{1,3}}\+? (?:day|hour|minute|week)s? ago|today|yesterday)\s?(?:发布|更新|刷新)?\s?[\])）】]?",
    re.IGNORECASE,
)
_EDUCATION = re.compile(
    r"(?:学历)?(?:要求)?(?:不限|小学|初中|中专|中技|高中|大专|专科|高职|本科|学士|硕士|研究生|博士|职高|技校|大学)(?:学历)?(?:[/／、及或]?(?:中专|高中|中技|大专|技校|职高))?(?:或?及?以上|起)?(?:学历)?(?:[(（].{0,10}[)）])?|学历不限|不限学历|统招(?:本科|大专)|(?:bachelor|master)(?:'?s)?(?: degree)?|phd|high school",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"(?:经验|工作经验)?(?:不限|无经验|无需经验|应届(?:毕业)?生?|在校(?:生)?|\d{1,2}(?:\s?[-~－—至到]\s?\d{1,2})?\s?年(?:工作)?(?:及?以[上下])?(?:工作)?(?:经验)?(?:及?以上)?|经验不限|不限经验|半年以上)(?:工作)?(?:经验)?|\d{1,2}(?:\s?[-–]\s?\d{1,2})?\+?\s(?:years?|yrs?)(?: of)?(?: experience)?|entry[- ]level",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:招聘?|共|需|拟招)?\s?(?:\d{1,4}|若干|[一二三四五六七八九十]{1,3}|[xX]\d{1,3})\s?(?:人|名|位)(?:以上)?|招\d{1,4}|若干"
)
_FIRM_END = re.compile(
    r"(?:有限(?:责任)?公司|股份(?:有限)?公司|公司|集团|企业|工厂|厂|分公司|合作社|事务所|银行|支行|酒店|宾馆|饭店|医院|诊所|学校|幼儿园|学院|研究院|研究所|设计院|机构|大学|中心|超市|商场|商行|门市部|经营部|加油站|养老院|药房|工作室|俱乐部|"
    r"旅行社|物业|煤矿|矿业|电厂|服务部|专卖店|旗舰店|[\u4e00-\u9fff]{2}店)(?:[(（][^()（）]{1,16}[)）])?(?:[\u4e00-\u9fff]{2,10}(?:分公司|分店|项目部|厂))?|"
    r".{2,60}[ ,](?:inc\.?|llc|ltd\.?|limited|gmbh|ag|s\.?a\.?|b\.?v\.?|ab|corp(?:oration)?\.?|co\.,? ?ltd\.?|plc|oy|a/s|s\.?r\.?l\.?|gmbh & co\. ?kg|kg|se|company|group)",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"有限(?:责任)?公司|股份公司|分公司|集团公司|合作社|(?:^|[\s,])(?:inc\.?|llc|ltd\.?|gmbh|plc)$", re.IGNORECASE)
_FIRM_NOT = re.compile(r"[，。；！？?!：:|]|招聘|诚聘|急聘|查看|更多|版权|所有|成立|位于|欢迎|我们|福利|首页|注册|登录|全部|发布")


def _is_pay(text: str) -> bool:
    """Whether numbers are money: they say so, or are a range as pay is one."""
    if not ((_MONEY.search(text) and _PAY.fullmatch(text)) or _BARE_RANGE.fullmatch(text)):
        return False
    known = pay(text)
    return known is not None and bool(known.min or known.max or _MONEY.search(text))


def _is_day(text: str) -> bool:
    """Whether a text is a day, with or without a label; a title with a day behind it is none."""
    return _DAY.fullmatch(text) is not None and ("：" in text or ":" in text or not title_like(text.partition(" ")[0]))


def is_firm(text: str) -> bool:
    """Whether the text is a firm's name by its ending."""
    if not 4 <= len(text) <= 60 or _FIRM_NOT.search(text):
        return False
    if not _HAN.search(text):
        return _FIRM_END.fullmatch(text) is not None
    return any(found.end() == len(text) and found.start() >= 2 for found in _FIRM_END.finditer(text)) and not NOTICE.search(text)


def is_legal(text: str) -> bool:
    """Whether the name carries its legal form: it can be nothing else than a firm's."""
    return is_firm(text) and _LEGAL.search(text) is not None


#: Field, most characters, notation. The first that fits decides.
_NUMBERED: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("posted", 34, _is_day),
    ("experience", 24, _EXPERIENCE.fullmatch),
    ("headcount", 10, _PEOPLE.fullmatch),
    ("pay", 48, _is_pay),
    ("company", 48, is_firm),
)
_WORDED: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("posted", 8, _DAY.fullmatch),
    ("pay", 10, _NO_PAY.fullmatch),
    ("education", 20, _EDUCATION.fullmatch),
    ("experience", 14, _EXPERIENCE.fullmatch),
    ("headcount", 4, _PEOPLE.fullmatch),
    ("place", 40, is_place),
    ("company", 60, is_firm),
)
_LATIN: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("posted", 34, _is_day),
    ("place", 40, is_foreign_place),
    ("pay", 24, _NO_PAY.fullmatch),
    ("education", 30, _EDUCATION.fullmatch),
    ("experience", 30, _EXPERIENCE.fullmatch),
    ("company", 60, _FIRM_END.fullmatch),
)


@lru_cache(maxsize=32_768)
def kind(text: str) -> str | None:
    """The one field a short text is a value of, by its notation alone; None when it may be anything."""
    size = len(text)
    if not 1 < size <= 60 or text == "不限":
        return None
    notations = _NUMBERED if _DIGIT.search(text) else _WORDED if _HAN.search(text) else _LATIN
    return next((name for name, most, fits in notations if size <= most and fits(text)), None)
