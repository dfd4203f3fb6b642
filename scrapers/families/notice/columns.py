"""Which column of a table of posts says what: header words, headers of several rows, tables that lie on their side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scrapers.families.notice.grid import Cell, Table

_POST = "岗位|职位|工种"
#: Field -> header as written, without spaces and brackets. The first that fits counts.
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("drop", r"(?:招聘|报名)?(?:联系|咨询|报名|监督).*|.*(?:电话|邮箱|手机|微信|网址|二维码)|.*联系(?:人|方式).*|E-?mail"),
        ("code", rf"(?:招聘|引进)?(?:{_POST}|单位|职务)(?:代码|编号|编码|序号|代号)|(?:代码|编号|编码)"),
        ("title", rf"(?:招聘|拟聘|应聘|需求|拟招|招录|引进|计划|聘用|报考|用人|用工|招考|招募|设置)?(?:{_POST}|职务)(?:名称|名)?"),
        ("headcount", r"(?:.*(?:人数|名额|计划数|需求数|岗位数|职位数)|(?:拟?招[聘录收募]?|引进|需求|聘用|录用|用工|岗位|职位)?(?:数量|计划)|(?:招聘|需求)数)"),
        ("company", r"(?:(?:招聘|用人|聘用|用工|需求|所属|引进|工作|招考|招录|使用|岗位)?单位(?:名称|全称)?|(?:招聘|用人|所属|用工)?(?:企业|公司)(?:名称|全称)?|(?:招聘|任教)?(?:学校|医院)(?:名称)?|招聘主体)"),
        ("authority", r"(?:主管|上级)(?:部门|单位|机关)(?:名称)?|举办单位"),
        ("department", r"(?:招聘|用人|需求|所属|所在|使用)?(?:部门|科室|科别|处室|内设机构|机构|系部|院系|二级单位|二级学院)(?:名称)?(?:/科室)?"),
        ("education", r"(?:最低|要求)?(?:学历|学位|文化程度|文化)(?:[/、及和与或]?(?:学位|学历))?(?:要求|层次|条件|程度)?"),
        ("major", r"(?:招聘|所学|需求|引进|要求|所需|学科)?(?:专业)(?:名称|要求|条件|类别|方向|及代码|范围|或学科)?(?:[/、及和或]?(?:研究方向|方向|学科|代码))?"),
        ("age", r"年龄(?:要求|条件|限制|上限)?"),
        ("experience", r"(?:相关)?工作(?:经验|经历|年限)(?:要求)?|经验(?:要求)?|(?:从业|工作)年限"),
        ("deadline", r"(?:报名)?截止(?:日期|时间)|报名截止.*"),
        ("place", r"(?:工作|就业|服务|上班|岗位|用工)(?:地点|地|地区|地址|区域|所在地)|(?:所在)?(?:地点|区域|地区|城市|属地)"),
        ("pay", r".*(?:薪酬|薪资|工资|月薪|年薪|薪水|薪金).*|(?:福利|岗位)?待遇(?:标准)?|(?:综合)?收入"),
        ("duties", rf"(?:(?:{_POST}|主要|工作)?(?:职责|描述)|(?:{_POST}|工作)(?:内容|简介|说明|任务)|从事工作)(?:简述|描述|简介)?"),
        ("conditions", rf"(?:与?(?:{_POST})(?:相关|有关|所需)?的?)?(?:其[他它]|任职|招聘|应聘|资格|报考|报名|聘用|基本|所需|相关|引进|具体|{_POST})?(?:的)?(?:资格)?(?:条件|要求|资格|资质)(?:及要求|要求|条件)?|其[他它]|资格证书?(?:要求)?|职称(?:要求)?|技术职称|执业资格|技能要求"),
        ("said", r"性别(?:要求)?|政治面貌|户籍(?:要求)?|户口|身高|招聘(?:对象|范围)|人员类别|来源|面向|考试(?:类别|方式)|招聘方式|考核方式|用工(?:性质|形式|方式)|聘用方式|编制(?:性质|类型)?|岗位等级"),
        ("kind", rf"(?:{_POST})(?:类别|类型|性质|种类|分类|大类)|类别|学科|(?:招聘|任教|需求)学科|(?:任教)?科目|岗位及等级|层次"),
        ("note", r"备\s?注|说明"),
        ("serial", r"序\s?号|编号|№|No\.?|项目"),
    )
)  # fmt: skip
#: Columns of registration forms and lists of results.
_PERSONS = re.compile("姓名|准考证号?|身份证号?|.*成绩|.*得分|总分|名次|排名|考号|出生(?:年月|日期)|应聘者|考生")
_BRACKETS = re.compile(r"[（(【\[〔][^）)】\]〕]{0,60}[）)】\]〕]")
_NOISE = re.compile(r"[\s:：*＊•·.。]+")
#: Where a table without a column of posts may say what the post is.
INSTEAD = ("kind", "major", "department")
#: A part of a hospital is named after what its posts do: 心内科. Before INSTEAD.
_WARD = re.compile(r"(?:招聘|用人|需求|所属|所在)?(?:科室|临床科室|科别|专科)(?:名称)?")
#: A header stands in one of so many rows.
_LOOKED_AT, _MOST_HEADER_ROWS = 8, 3
#: What proves, beside the post's name, that a table lists posts.
_PROOF = frozenset(("headcount", "education", "major", "age", "conditions", "pay", "duties", "experience"))


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns say: field name of each column (None: unknown), their words, and the first row below."""

    fields: tuple[str | None, ...]
    words: tuple[str, ...]
    below: int

    @property
    def title(self) -> str | None:
        """The field that names the post; None when the table lists no posts."""
        known = set(self.fields)
        if "title" in known:
            return "title" if known & _PROOF else None
        if "headcount" in known and any(
            name == "department" and _WARD.fullmatch(_plain(word)) for name, word in zip(self.fields, self.words, strict=False)
        ):
            return "department"
        return next((name for name in INSTEAD if name in known), None) if "headcount" in known else None


@lru_cache(maxsize=4096)
def field_of(written: str) -> str | None:
    """The field a header names; None for anything else."""
    if len(written) > 60:
        return None
    plain = _plain(written)
    if _PERSONS.fullmatch(plain):
        return "person"
    return next((name for name, words in _FIELDS if words.fullmatch(plain)), None)


def _plain(written: str) -> str:
    """A header without brackets and signs, where that leaves something."""
    return _NOISE.sub("", _BRACKETS.sub("", written.replace("\n", ""))) or _NOISE.sub("", written)


def header(table: Table) -> Header | None:
    """The table's header; None when it is no table of posts."""
    for at, row in enumerate(table.rows[:_LOOKED_AT]):
        fields = [field_of(cell.text) for cell in row]
        if "person" in fields:
            return None
        if len({name for name in fields if name} - {"serial", "drop"}) < 2:
            continue
        found = _joined(table, at, fields)
        return found if found.title else None
    return None


def lists_posts(table: Table) -> bool:
    """Whether the table is one of posts, upright or on its side."""
    return header(table) is not None or header(upright(table)) is not None


def _joined(table: Table, at: int, fields: list[str | None]) -> Header:
    """The header that begins at a row, with the rows below that are headers too: the lowest word of a column counts."""
    words = [cell.text for cell in table.rows[at]]
    below = at + 1
    while below < min(at + _MOST_HEADER_ROWS, len(table.rows)) and _goes_on(table.rows[below - 1], table.rows[below]):
        for column, cell in enumerate(table.rows[below][: len(fields)]):
            lower = field_of(cell.text)
            if lower is not None or fields[column] is None:
                fields[column] = lower
            words[column] = cell.text or words[column]
        below += 1
    return Header(tuple(fields), tuple(words), below)


def _goes_on(above: list[Cell], row: list[Cell]) -> bool:
    """Whether a row is one more row of the header: most of its own cells are header words, and none is a text."""
    seen = set(map(id, above))
    own = [cell for cell in _distinct(row) if id(cell) not in seen and cell.text]
    known = sum(field_of(cell.text) is not None for cell in own)
    return known * 2 > len(own) and not any(cell.text.isdigit() for cell in own)


def _distinct(row: list[Cell]) -> list[Cell]:
    return list({id(cell): cell for cell in row}.values())


def upright(table: Table) -> Table:
    """The table with its first column as header, when it lies on its side: 岗位名称｜会计, 招聘人数｜2."""
    rows = table.rows[:60]
    width = max(map(len, rows), default=0)
    if not 2 <= width <= 30 or len(rows) < 3:
        return table
    known = {field_of(row[0].text) for row in rows} - {None}
    if "person" in known or "title" not in known or len(known) < 3 or len(known) * 2 < len({id(row[0]) for row in rows}):
        return table
    empty = Cell("")
    return Table([[row[column] if column < len(row) else empty for row in rows] for column in range(width)], table.before)
