"""What a short text is by itself: pay, a day, a degree, years, a head-count, a place, a firm, a title. Looks, never guesses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from jobs.places import gazetteer
from jobs.values import pay
from scrapers.families.generic.words import NOISE, NOTICE

_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PAY = re.compile(
    r"[^\d]{0,12}\d[\d.,\s]{0,12}\s?[kK万千wW元]?(?:\s?元?/?月?年?\s?(?:[-~－—–至到]+|to)\s?[¥￥$€£]?\s?\d[\d.,\s]{0,12}\s?[kK万千wW]?)?.{0,24}",
    re.DOTALL,
)
_MONEY = re.compile(
    r"元|[¥￥$€£]|[\d.]\s?[万千]|\d\s?[kK](?![a-zA-Z])|[薪]|/\s?(?:月|年|天|小时|时|日|month|year|hour|hr|yr|day|mo)\b|(?:月|年|天|日|小时)结|\bper (?:month|year|hour|annum|day)|\b(?:usd|eur|gbp|rmb|cny|chf|sek)\b|以上/月|及以上(?=$)",
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
    r"(?:有限(?:责任)?公司|股份(?:有限)?公司|公司|集团|企业|工厂|厂|分公司|合作社|事务所|银行|支行|酒店|宾馆|饭店|医院|诊所|学校|幼儿园|学院|研究院|研究所|设计院|中心|超市|商场|商行|门市部|经营部|加油站|养老院|药房|工作室|俱乐部|"
    r"旅行社|物业|煤矿|矿业|电厂|服务部|专卖店|旗舰店|[\u4e00-\u9fff]{2}店)(?:[(（][^()（）]{1,16}[)）])?(?:[\u4e00-\u9fff]{2,10}(?:分公司|分店|项目部|厂))?|"
    r".{2,60}[ ,](?:inc\.?|llc|ltd\.?|limited|gmbh|ag|s\.?a\.?|b\.?v\.?|ab|corp(?:oration)?\.?|co\.,? ?ltd\.?|plc|oy|a/s|s\.?r\.?l\.?|gmbh & co\. ?kg|kg|se|company|group)",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"有限(?:责任)?公司|股份公司|分公司|集团公司|合作社|(?:^|[\s,])(?:inc\.?|llc|ltd\.?|gmbh|plc)$", re.IGNORECASE)
_FIRM_NOT = re.compile(r"[，。；！？?!：:|]|招聘|诚聘|急聘|查看|更多|版权|所有|成立|位于|欢迎|我们|福利|首页|注册|登录|全部|发布")
_TITLE_END = re.compile(
    r"(?:工|员|师|长|生|手|人|匠|经理|主管|主任|助理|总监|专员|顾问|会计|出纳|文员|保安|保洁|司机|店长|学徒|客服|销售|内勤|外勤|前台|护士|医生|代表|干事|总裁|总经理|秘书|主播|编辑|翻译|讲师|教练|工程师|设计|运营|采购|品控|质检|库管|仓管|保管|收银|导购|厨师|"
    r"操作|维修|管培生|储干|储备干部|技工|普工|钳工|焊工|电工|车工|领班|组长|班长|部长|科长|厂长|队长|站长|行政|人事|财务|法务|策划|安全员|岗|岗位|职位|实习|兼职|架构师|开发|测试|推广|文秘|家政|月嫂|保姆|洗碗|配送|骑手|快递|分拣|装卸|搬运|美工|美容|按摩|技师|营销|市场|拓展|渠道|品牌|媒介|编导|剪辑|摄影|算法|前端|后端|运维|研发|实施|售后|售前|合伙人|律师|药师|教授|博士后)"
)
_TITLE_TAIL = re.compile(r"[(（【\[/／\-－—+＋,，、 ].{0,30}$")
_TITLE_ENGLISH = re.compile(
    r"\b(?:[\w-]*engineer|developer|manager|director|analyst|designer|specialist|consultant|assistant|associate|coordinator|technician|nurse|driver|lead|head of|officer|architect|administrator|representative|intern(?:ship)?|accountant|"
    r"scientist|executive|supervisor|operator|teacher|clerk|recruiter|interns?|planner|strategist|writer|editor|producer|partner|advisor|adviser|agent|cook|chef|cashier|mechanic|electrician|welder|trainee|apprentice|worker|buyer|controller|counsel|paralegal|"
    r"receptionist|secretary|trader|broker|underwriter|dispatcher|merchandiser|stylist|dentist|hygienist|paramedic|caregiver|tutor|coach|librarian|curator|chemist|statistician|economist|auditor|bookkeeper|solicitor|attorney|lawyer|translator|interpreter|copywriter|animator|illustrator|photographer|videographer|carpenter|plumber|bricklayer|labou?rer|machinist|foreman|superintendent|custodian|janitor|housekeeper|cleaner|gardener|landscaper|bartender|baker|butcher|strategist|generalist|devops|caretaker|therapist|physician|pharmacist|professor|lecturer|researcher|postdoc|fellow|programmer|tester|master|owner|crew|staff|handler|sales|marketing|barista|waiter|server|host|instructor|trainer|inspector|estimator|surveyor|"
    r"[\wäöüß-]*(?:entwickler|ingenieur|leiter|berater|mitarbeiter|techniker|fachkraft|kaufmann|kauffrau|manager|praktikant|werkstudent|ausbildung|sachbearbeiter|verkäufer|redakteur|assistenz|programmierer)(?:/?:?\*?in(?:nen)?)?|"
    r"vendedor|ingeniero|desarrollador|técnico|gerente|analista|ingénieur|développeur|chargée?|responsable|stage|utvecklare|ingenjör|säljare|medarbetare|chef|konsult|developer/in|estágio)\b|[(\[]\s?(?:[mwfdxh]\s?[/|,*]\s?){1,3}[mwfdxhv*]\s?[)\]]|\b(?:m/w/d|w/m/d|f/m/d|m/f/d|m/f/x|all genders|h/f|f/h|m/w)\b",
    re.IGNORECASE,
)
_CITY_STATE = re.compile(
    r"[A-Z][A-Za-zÀ-ž.' -]{1,28}, [A-Z]{2}(?:, [A-Z][A-Za-z. ]{1,24})?(?:\s?[(-]\s?(?:Remote|Hybrid|On-?site)\)?)?|(?:Fully )?[Rr]emote(?:\s?[-–,(]\s?.{2,24})?|Hybrid(?:\s?[-–,(]\s?.{2,24})?"
)
#: Cities and countries that pages in Latin letters name without more.
_CITIES = (
    "argentina|bolivia|chile|colombia|peru|ecuador|uruguay|venezuela|costa rica|panama|egypt|morocco|tunisia|algeria|kenya|nigeria|"
    "ghana|ethiopia|uganda|tanzania|rwanda|senegal|south africa|saudi arabia|qatar|kuwait|oman|bahrain|uae|united arab emirates|"
    "jordan|lebanon|iraq|iran|pakistan|bangladesh|sri lanka|nepal|thailand|vietnam|indonesia|malaysia|philippines|myanmar|cambodia|"
    "south korea|korea|taiwan|new zealand|russia|moscow|estonia|latvia|lithuania|vilnius|riga|tallinn|slovakia|slovenia|croatia|"
    "serbia|bulgaria|moldova|luxembourg|iceland|malta|cyprus|england|scotland|wales|california|texas|ontario|quebec|shanxi|hebei|"
    "jiangsu|zhejiang|guangdong|sichuan|suzhou|nanjing|wuhan|xi'an|tianjin|qingdao|ningbo|hanoi|ho chi minh city|addis ababa|accra|"
    "cairo|casablanca|kampala|dakar|riyadh|doha|lima|bogotá|bogota|santiago|buenos aires|quito|phoenix|portland|san diego|san jose|"
    "philadelphia|minneapolis|detroit|charlotte|nashville|salt lake city|glasgow|leeds|birmingham|liverpool|utrecht|eindhoven|"
    "the hague|antwerp|ghent|turin|naples|bologna|florence|zaragoza|gdansk|poznań|łódź|ostrava|debrecen|tampere|turku|aarhus|"
    "bergen|trondheim|uppsala|västerås|linköping|lund|"
    "albacete|amsterdam|anywhere|apac|athens|atlanta|austin|australia|austria|bangalore|bangkok|barcelona|basel|beijing|belgium|"
    "belgrade|bengaluru|berlin|bern|bilbao|bonn|bordeaux|boston|brasov|brazil|brașov|bremen|bristol|brno|brussels|bucharest|bucurești|"
    "budapest|cambridge|canada|cape town|chengdu|chennai|chicago|china|chisinau|chişinău|chișinău|cluj|cluj-napoca|cologne|copenhagen|"
    "czech republic|dallas|datong|delhi|denmark|denver|deutschland|dortmund|dresden|dubai|dublin|düsseldorf|edinburgh|emea|españa|essen|"
    "europe|finland|france|frankfurt|freiburg|geneva|genève|germany|graz|greece|guangzhou|göteborg|hamburg|hangzhou|hannover|helsinki|"
    "hong kong|houston|hungary|hyderabad|iasi|iași|india|ireland|israel|istanbul|italy|jakarta|japan|johannesburg|karlsruhe|krakow|"
    "kraków|kuala lumpur|kyiv|köln|københavn|lagos|leipzig|lille|linz|lisboa|lisbon|london|london, uk|los angeles|lviv|lyon|madrid|"
    "malaga|malmö|manchester|manila|mannheim|marseille|melbourne|mexico|mexico city|miami|milan|milano|montreal|mumbai|munich|málaga|"
    "münchen|nairobi|nantes|netherlands|new york|norway|nürnberg|oslo|oxford|paris|poland|porto|portugal|prague|praha|pune|remote|"
    "romania|rome|rotterdam|salzburg|san francisco|sao paulo|seattle|seoul|sevilla|shanghai|shenzhen|sibiu|singapore|sofia|spain|"
    "stockholm|stuttgart|sweden|switzerland|sydney|são paulo|taipei|taiyuan|targu mureș|tel aviv|timisoara|timișoara|tokyo|toronto|"
    "toulouse|turkey|târgu mureș|uk|ukraine|united kingdom|united states|us|usa|valencia|vancouver|vienna|warsaw|washington|wien|"
    "worldwide|wrocław|zagreb|zurich|zürich"
)
_WORLD = frozenset(_CITIES.split("|"))


def _is_pay(text: str) -> bool:
    """Whether numbers are money: they say so, or are a range as pay is one."""
    if not ((_MONEY.search(text) and _PAY.fullmatch(text)) or _BARE_RANGE.fullmatch(text)):
        return False
    known = pay(text)
    return known is not None and bool(known.min or known.max or _MONEY.search(text))


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


@cache
def _heads() -> frozenset[str]:
    """The first two characters of every province, city and county."""
    book = gazetteer()
    heads: set[str] = set()
    above: list[str | None] = [None]
    while above:
        for place in book.children(above.pop()):
            heads.add(place.name[:2])
            if place.level < 3:
                above.append(place.code)
    return frozenset(heads)


_PARTS = re.compile(r"\s*[,/|()]\s*|\s+[-–—·]\s+")


def is_foreign_place(text: str) -> bool:
    """Whether a text in Latin letters is a city or country known everywhere, one with its state, or remote."""
    if len(text) > 40 or _TITLE_ENGLISH.search(text):
        return False
    parts = [part.lower() for part in _PARTS.split(text) if part]
    if any(NOISE.fullmatch(part) for part in parts):
        return False
    return (
        any(part in _WORLD for part in parts) and all(part[:1].isalpha() for part in parts) and len(parts) <= 4
    ) or _CITY_STATE.fullmatch(text) is not None


_PLACE_LEAD = re.compile(r"^[\[【(（\s]*(?:中国|工作地点|地点)?[:：\s]*")
_PLACE_NOT = re.compile(r"[，。；！？：]|招聘|公司|集团|人才|企业|新闻|政府|欢迎|学院|医院|银行|酒店|学校|工厂|厂$|店$|站$|局$|网$|频道")
_ANYWHERE = frozenset(("全国", "不限地区", "全国各地", "异地", "远程", "居家办公", "远程办公"))


@lru_cache(maxsize=32_768)
def is_place(text: str) -> bool:
    """Whether a short Chinese text names a division and little else: 大同-平城区, 山西省/大同市, 大同市云冈区口泉."""
    if not 2 <= len(text) <= 40 or _PLACE_NOT.search(text):
        return False
    plain = _PLACE_LEAD.sub("", text).strip("]】)） ")
    if plain in _ANYWHERE:
        return True
    if plain[:2] not in _heads():
        return False
    found = gazetteer().read(plain)
    return bool(found.codes or found.candidates) and not _TITLE_END.search(plain[-2:])


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
        if any(found.end() == len(end) for found in _TITLE_END.finditer(end)):
            return 1.0
        return 0.7 if _TITLE_END.search(text) or _TITLE_ENGLISH.search(text) else 0.0
    if NOTICE.search(text) or text.count(" ") > 14 or text.endswith((".", "!", "?")):
        return 0.0
    return 1.0 if _TITLE_ENGLISH.search(text) else 0.0


_ORDINAL = re.compile(r"^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.．)）]\s?(?!\d)(?=\S)")
_IN_BRACKETS = re.compile(r"[【\[「]([^【】\[\]「」]+)[】\]」]")
_COUNT_AFTER = re.compile(r"\s?(\d{1,3}\s?[名人位]|若干[名人]|(?:数量|人数)不限)$")
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


#: Field, most characters, notation. The first that fits decides.
_NUMBERED: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("posted", 34, _DAY.fullmatch),
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
    ("posted", 34, _DAY.fullmatch),
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
