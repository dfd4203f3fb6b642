"""Who hires, as a notice itself states it: an organisation at the head of its title, behind a label, or under its text. Else None."""

from __future__ import annotations

import re
from functools import lru_cache

from jobs.names import find, parse
from jobs.places import gazetteer
from scrapers.families.notice.titles import without_front

_ENDING = (
    "医院|[一二三四五六七八九]院|中学校|卫生院|保健院|卫生服务中心|疾控中心|诊所|学校|小学|中学|大学|学院|幼儿园|党校|一中|二中|三中|职高|高中|初中|委员会|政府|办公室|办事处|组织部|宣传部|统战部|工作部|"
    "局|厅|法院|检察院|联合会|总工会|妇联|团委|残联|协会|学会|基金会|集团|公司|银行|信用社|联社|研究院|研究所|设计院|勘察院|规划院|科学院|工程院|实验室|博物馆|图书馆|文化馆|纪念馆|展览馆|"
    "档案馆|美术馆|体育馆|中心|电视台|广播台|融媒体|剧团|歌剧院|出版社|报社|通讯社|支队|大队|总队|消防队|煤矿|水泥厂|电厂|总站|服务站|管理站|管理处|管理所|管委会|林场|公证处|仲裁院|联盟|景区|"
    "律师事务所|会计师事务所|事务所|酒店|纪委|监委|人大|政协"
)
_ENDS = re.compile(f"(?:{_ENDING})(?:[（(][^（）()]{{1,20}}[）)])?$")
#: What may follow an organisation in a title.
_FOLLOWS = re.compile(
    r"\d{2,4}|二[〇○零]|年|面向|公开|校园|社会|赴|春|秋|夏|冬|编[外内制]|非编|合同|劳务|关于|急需|高层次|人才|工作人员|聘用|诚|第|上半年|下半年|专业|优秀|博士|硕士|医[护师技]|护[士理]|教[师职]|岗位|辅警|"
    r"员工|临时|应届|高校|毕业生|紧缺|职业|派遣|劳动|备案|招|引|选|\s|[—\-－·:：]"
)
_HIRES = re.compile("招聘|招录|招考|引进|选聘|招募|诚聘|急聘|引才|招收|招工|纳贤|校招(?!聘)|聘用|考试录用")
_FRONT = re.compile(
    r"^(?:关于|转发|转载|转|(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})\s?年(?:度)?(?:上半年|下半年|春季|秋季)?|\s|[—\-－:：《])+"
)
#: Several employers, or one that only runs the recruitment for others.
_OTHERS = re.compile(
    r"[、，,;；]|所属|下属|直属|各|部分|等|系统|全市|全县|全区|及其?|有关|相关|\d{1,3}[家所个]|定向|事业单位|机关|国有企业|市属|县属|区属"
)
_LABEL = re.compile(
    r"^(?:[一二三四五六七八九十\d]{0,3}[、.．)）]\s{0,2})?(?:招聘单位|用人单位|招聘企业|招聘主体|公司名称|企业名称|单位名称|招聘公司|学校名称)\s{0,3}[:：]\s{0,3}([^\n，,。；;：:]{3,40})$",
    re.MULTILINE,
)
_SIGNED = re.compile(r"^[\u4e00-\u9fff（）()·A-Za-z0-9]{4,40}$")
#: An employer that signs with its own name; an office that signs may recruit for others.
_OWN = re.compile("(?:公司|集团|医院|学校|学院|大学|中学|小学|幼儿园|银行|研究院|研究所)$")
_BUSINESS = re.compile("(?:公司|集团|银行|厂|事务所|酒店|联社)$")


def is_organisation(text: str | None) -> bool:
    """Whether a text is one organisation's name by its ending."""
    written = (text or "").strip()
    return 3 <= len(written) <= 60 and "\n" not in written and (_ENDS.search(written) is not None or bool(parse(written).form))


def employer(title: str | None, body: str) -> str | None:
    """The one employer of a notice, as written; None when it names none for certain, or several."""
    headed = in_title(title or "")
    if headed:
        return headed
    labelled = {found.strip() for found in _LABEL.findall(body[:50_000])}
    named = [one for one in labelled if is_organisation(one)]
    if len(labelled) == 1 and named:
        return str(named[0])
    certain = {mention.name: mention.as_printed for mention in find(without_front(title or "")) if mention.certain}
    if len(certain) == 1 and not _OTHERS.search(_before_hiring(title or "")):
        return str(next(iter(certain.values())))
    return _signed(body)


def in_title(title: str) -> str | None:
    """The organisation that a title begins with: 示例市人民医院2026年公开招聘公告."""
    written = _FRONT.sub("", without_front(title), count=1)
    prefix = _before_hiring(written)[:60]
    for end in range(len(prefix), 3, -1):
        head, rest = prefix[:end], prefix[end:]
        if _ENDS.search(head) and (not rest or _FOLLOWS.match(rest)):
            return head.strip() if not _OTHERS.search(head) else None
    return None


def _before_hiring(title: str) -> str:
    found = _HIRES.search(title)
    return title[: found.start()].strip() if found else ""


def _signed(body: str) -> str | None:
    """The organisation under the text, when it is one that hires for itself."""
    lines = [line.strip() for line in body[-600:].split("\n")][-6:]
    signed = [line for line in lines if _SIGNED.match(line) and _OWN.search(line)]
    return signed[0] if len(signed) == 1 else None


@lru_cache(maxsize=2048)
def seat(company: str | None, title: str | None, place: str | None) -> str | None:
    """The place that a public body's name begins with (示例市人民医院 works there), else the notice's title; as written.

    None for a business, which may work anywhere, and where the words fit several places.
    """
    if company and _BUSINESS.search(company):
        return None
    heads = (company, None if company and in_title(title or "") else _FRONT.sub("", without_front(title or ""), count=1))
    return next(filter(None, (_place_before(head, place) for head in heads if head)), None)


def _place_before(name: str, place: str | None) -> str | None:
    """The shortest beginning of a name that says as much as its first words do of where."""
    known = [(end, gazetteer().read(name[:end], place).codes) for end in range(2, min(len(name), 14) + 1)]
    codes = next((codes for _, codes in reversed(known) if codes), ())
    if len(codes) != 1:
        return None
    shortest = next(end for end, seen in known if seen == codes)
    return name[: shortest + (name[shortest : shortest + 1] in ("省", "市", "县", "区", "旗"))]
