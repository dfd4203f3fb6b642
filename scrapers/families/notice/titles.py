"""What a title says a page is: a notice that hires, or one of the many that only speak of hiring (results, tenders, fairs, news)."""

from __future__ import annotations

import re
from html import unescape

_HIRES = re.compile("招聘|招录|招考|引才|引进|选聘|招募|诚聘|急聘|招工|招人|纳贤|招收|校招|考试录用|聘用")
_FORM = re.compile(
    r"(?:公\s{0,3}告|简\s{0,3}章|启\s{0,3}[事示]|通告|公开信|招聘信息|招聘方案|招聘计划|招聘简介|(?:招聘|引进|选聘|招募)[^，。！？]{0,40}的?通知)"
    r"[》」”]?(?:\s{0,3}[（(〔\[【][^）)〕\]】]{0,40}[）)〕\]】]|\s{0,3}第?[一二三四五六七八九十\d]{1,4}[号期批次]?){0,3}[\s。.]{0,3}$"
)
#: Notices about hiring that offer no post (any more).
_NO_POSTS = re.compile(
    "公示|拟录|拟聘|拟定|成绩|面试(?!招聘|引进|招录)|笔试(?!招聘|引进)|体检|考察|递补|入围|进入|名单|结果|资格(?:复审|审查|初审|复核|确认)|准考证|录用人员|聘用人员|"
    "核减|核销|取消|终止|中止|暂停|推迟|延期|延长|变更|更正|更改|补充(?:公告|通知|说明)|调整|作废|无效|总结|解读|问答|答疑|提醒|提示|开考|报名(?:情况|人数|统计)|缴费|试讲|"
    "签约|报到|选岗|拟引进|聘任|备案|打印|考点|考场|考试(?!录用|招聘|聘用)|做好|开展|组织开展|进一步|规范|加强|印发"
)
_TENDER = re.compile(
    "招标|采购|投标|中标|比选|询价|磋商|竞价|竞争性|成交|招商|招租|拍卖|流标|废标|招生|遴选.{0,12}(?:机构|供应商|律师|单位)|服务商|供应商"
)
_FAIR = re.compile("招聘会|双选会|洽谈会|宣讲会|招聘周|招聘月|招聘活动|直播带岗|供需见面")
#: Signs of news about a notice.
_NEWS = re.compile("发布|启动|开启|启幕|记者|出炉|来了|速看")
#: Words that open a title but are not its own.
_FRONT = re.compile(r"^\s{0,3}[【\[〔(（](?!\d)[^】\]〕)）]{1,16}[】\]〕)）]\s{0,3}")

#: What stands behind the word of hiring, and what around a post's name is none of it.
_NAMES = re.compile(
    r"(?:招聘|招录|招考|选聘|招募|诚聘|急聘|招收|聘用|招工)([^\s，。,、；;和及与]{2,30}?)(?:[（(][^）)]{0,30}[）)])?(?:的)?(?:公\s?告|简\s?章|启\s?[事示]|通告|通知|信息)"
)
_AROUND_POST = re.compile(
    r"^(?:20\d\d年(?:度)?|若干名?|一批|部分|\d{1,3}\s?[名人]|公开|面向社会|社会(?:化(?!工会))?(?!工作|化)|全职|兼职|编外|编制外|非编|合同制|劳务派遣(?:制)?|派遣制|聘用制|政府购买服务|临时|专职|的)+|(?:若干名?|\d{1,3}\s?[名人]|岗位|职位)$"
)
#: Words for whoever is hired, which name no post.
_ANYBODY = re.compile(
    r"^(?:工作|聘用|编外|外聘|事业|专业|技术|管理|服务|医疗|卫生|教学|行政|后勤|应届|合同|在编|紧缺|优秀|党务|基层|各类|急需|高级|高层次|一线|操作|派遣|社会|的)*(?:人员|人才|职工|员工|雇员|人选|干部|学者|精英)$"
    r"|公务员|毕业生|大学生|单位|公司|机关|计划|方案|岗位|岗$|学生|人员.|博士|硕士|成员|系统|医院|学校"
)
_LOOKED_AT = 300_000
_TITLES = re.compile(
    r"<(?:title|h1|h2|h3)\b[^<>]{0,300}>([^<>]{6,200})<|<meta\b[^<>]{0,200}(?:ArticleTitle|og:title)[^<>]{0,40}content\s{0,3}=\s{0,3}[\"']([^\"'<>]{6,200})",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s{0,3}[_|｜]|\s[-–—]+\s|[-–—](?=[\u4e00-\u9fff]{3,20}$)")


def without_front(title: str) -> str:
    """The title without a mark before it: 【招聘】示例医院招聘公告 -> 示例医院招聘公告."""
    return _FRONT.sub("", title.strip()[:200], count=1)


def hires(title: str | None) -> bool:
    """Whether the title is that of a notice that offers posts."""
    written = without_front(title or "")
    if not written or not _HIRES.search(written) or not _FORM.search(written):
        return False
    return not any(words.search(written) for words in (_NO_POSTS, _TENDER, _FAIR, _NEWS))


def post_in(title: str | None) -> str | None:
    """The one post that a notice's title names: 示例医院招聘护士公告 -> 护士; None where it only speaks of staff, or of several posts."""
    named = _NAMES.search(without_front(title or ""))
    post = _AROUND_POST.sub("", named.group(1)).strip() if named else ""
    return post if 2 <= len(post) <= 20 and not _ANYBODY.search(post) else None


def of_page(text: str) -> str | None:
    """The first of a page's titles and headings that is that of a notice; None when none is."""
    written = (title for found in _TITLES.finditer(text[:_LOOKED_AT]) for title in found.groups() if title)
    own = (_SITE.split(unescape(title).strip())[0].strip() for title in written)
    return next(filter(hires, own), None)
