"""What a post's title looks like, by the words it ends in; and what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from scrapers.families.generic.words import NOISE, NOTICE

_HAN = re.compile(r"[\u4e00-\u9fff]")
TITLE_END = re.compile(
    r"(?:工|员|师|长|生|手|人|匠|经理|主管|主任|助理|总监|专员|顾问|会计|出纳|文员|保安|保洁|司机|店长|学徒|客服|销售|内勤|外勤|前台|护士|医生|代表|干事|总裁|总经理|秘书|主播|编辑|翻译|讲师|教练|工程师|设计|运营|采购|品控|质检|库管|仓管|保管|收银|导购|厨师|"
    r"操作|维修|管培生|储干|储备干部|技工|普工|钳工|焊工|电工|车工|领班|组长|班长|部长|科长|厂长|队长|站长|行政|人事|财务|法务|策划|安全员|岗|岗位|职位|实习|兼职|架构师|开发|测试|推广|文秘|家政|月嫂|保姆|洗碗|配送|骑手|快递|分拣|装卸|搬运|美工|美容|按摩|技师|营销|市场|拓展|渠道|品牌|媒介|编导|剪辑|摄影|算法|前端|后端|运维|研发|实施|售后|售前|合伙人|律师|药师|教授|博士后)"
)
_TITLE_TAIL = re.compile(r"[(（【\[{/／\-－—+＋,，、 ].{0,30}$")
TITLE_ENGLISH = re.compile(
    r"\b(?:[\w-]*engineer|developer|manager|director|analyst|designer|specialist|consultant|assistant|associate|coordinator|technician|nurse|driver|lead|head of|officer|architect|administrator|representative|intern(?:ship)?|accountant|"
    r"scientist|executive|supervisor|operator|teacher|clerk|recruiter|interns?|planner|strategist|writer|editor|producer|partner|advisor|adviser|agent|cook|chef|cashier|mechanic|electrician|welder|trainee|apprentice|worker|buyer|controller|counsel|paralegal|"
    r"receptionist|secretary|trader|broker|underwriter|dispatcher|merchandiser|stylist|dentist|hygienist|paramedic|caregiver|tutor|coach|librarian|curator|chemist|statistician|economist|auditor|bookkeeper|solicitor|attorney|lawyer|translator|interpreter|copywriter|animator|illustrator|photographer|videographer|carpenter|plumber|bricklayer|labou?rer|machinist|foreman|superintendent|custodian|janitor|housekeeper|cleaner|gardener|landscaper|bartender|baker|butcher|strategist|generalist|devops|caretaker|therapist|physician|pharmacist|professor|lecturer|researcher|postdoc|fellow|programmer|tester|master|owner|crew|staff|handler|sales|marketing|barista|waiter|server|host|instructor|trainer|inspector|estimator|surveyor|"
    r"[\wäöüß-]*(?:entwickler|ingenieur|leiter|berater|mitarbeiter|techniker|fachkraft|kaufmann|kauffrau|manager|praktikant|werkstudent|ausbildung|sachbearbeiter|verkäufer|redakteur|assistenz|programmierer)(?:/?:?\*?in(?:nen)?)?|"
    r"vendedor|ingeniero|desarrollador|técnico|gerente|analista|ingénieur|développeur|chargée?|responsable|stage|utvecklare|ingenjör|säljare|medarbetare|chef|konsult|developer/in|estágio)\b|[(\[]\s?(?:[mwfdxh]\s?[/|,*]\s?){1,3}[mwfdxhv*]\s?[)\]]|\b(?:m/w/d|w/m/d|f/m/d|m/f/d|m/f/x|all genders|h/f|f/h|m/w)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=32_768)
def title_like(text: str) -> float:
    """How much a text looks like a post's title, 0..1, by the words it ends in."""
    size = len(text)
    if not 2 <= size <= 110 or NOISE.fullmatch(text):
        return 0.0
    if _HAN.search(text):
        if size > 40 or NOTICE.search(text) or re.search(r"[。；！？]|https?:|.{9}，.{6}", text):
            return 0.0
        head = _TITLE_TAIL.sub("", text[2:])
        end = text[:2] + head
        if any(found.end() == len(end) for found in TITLE_END.finditer(end)):
            return 1.0
        return 0.7 if TITLE_END.search(text) or TITLE_ENGLISH.search(text) else 0.0
    if NOTICE.search(text) or text.count(" ") > 14 or text.endswith((".", "!", "?")):
        return 0.0
    return 1.0 if TITLE_ENGLISH.search(text) else 0.0


_ORDINAL = re.compile(r"^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.．)）]\s?(?!\d)(?=\S)")
_IN_BRACKETS = re.compile(r"[【\[「]([^【】\[\]「」]+)[】\]」]")
_COUNT_AFTER = re.compile(r"\s?[(（]?\s?((?:\d{1,3}|[一二三四五六七八九十两]{1,2})\s?[名人位]|若干[名人]|(?:数量|人数)不限)\s?[)）]?$")
_CALL = re.compile(r"^(?:高薪|现|急)?(?:诚聘|招聘|急聘|急招|招)(?!(?:专员|经理|主管|助理|总监|顾问|主任|岗|负责人))(?=\S{2})")


def tidy_title(text: str) -> tuple[str, str]:
    """A title without its number in the list and what brackets it, and the head-count behind it: 2、营业员 3名 -> ("营业员", "3名")."""
    plain = _ORDINAL.sub("", text)
    if found := _IN_BRACKETS.fullmatch(plain):
        plain = found.group(1)
    counted = _COUNT_AFTER.search(plain)
    if counted is None or counted.start() < 2:
        return plain.strip(), ""
    return _CALL.sub("", plain[: counted.start()].rstrip()), counted.group(1)
