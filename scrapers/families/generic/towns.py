"""Whether a short text names a place: a division of China, a city or country known everywhere, or remote."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jobs.places import gazetteer
from scrapers.families.generic.titles import TITLE_END, TITLE_ENGLISH
from scrapers.families.generic.words import NOISE

_CITY_STATE = re.compile(
    r"[A-Z][A-Za-zÀ-ž.' -]{1,28}, [A-Z]{2}(?:, [A-Z][A-Za-z. ]{1,24})?(?:\s?[(-]\s?(?:Remote|Hybrid|On-?site)\)?)?|(?:Fully )?[Rr]emote(?: [Ww]ork(?:place)?)?(?:\s?[-–,(]\s?.{2,24}| in (?:the )?[A-Z].{1,20})?|Anywhere(?: in (?:the )?[A-Z].{1,20})?|Hybrid(?:\s?[-–,(]\s?.{2,24})?"
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
    if len(text) > 40 or TITLE_ENGLISH.search(text):
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
    return bool(found.codes or found.candidates) and not TITLE_END.search(plain[-2:])


_TAIL = re.compile(
    r"^(.{2,}?)(?:\s+[-–—|@·]\s*|\s*[,，]\s+|\s+in\s+|\s*[-–—](?=[\u4e00-\u9fff])|\s*[(（\[【{])([^()（）\[\]【】{}]{2,40})[)）\]】}]?$"
)


def place_behind(title: str) -> str | None:
    """Sales Manager - Berlin -> Berlin; 焊工（太原） -> 太原; None when the end of a title is no known place."""
    end = title
    for _ in range(3):  # Data Engineer (m/w/d), Sales - Berlin
        if not (found := _TAIL.match(end)):
            return None
        end = found.group(2)
        if is_foreign_place(end) or is_place(end):
            return end
    return None
