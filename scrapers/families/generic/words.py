"""Words by which a careful reader knows what a text on a recruitment page is: labels, column heads, class names, buttons.

The fields are those of `post.Written`: title, company, place, pay, education, experience, headcount, posted, deadline; "duty" is the
description, "other" a label that says none of these.
"""

from __future__ import annotations

import re
from functools import lru_cache

FIELDS = ("title", "company", "place", "pay", "education", "experience", "headcount", "posted", "deadline")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LABELS = {
    "title": "职位 职位名称 岗位 岗位名称 招聘职位 招聘岗位 工种 招聘工种 应聘职位 职务 招聘职务 职位名 岗位名 用工岗位 需求岗位 招工岗位 拟招岗位 岗位工种 "
    "job|job title|title|position|position title|vacancy|role|job name|stelle|stellenbezeichnung|position name|puesto|posición|poste|opening",
    "company": "公司 公司名称 企业 企业名称 单位 单位名称 招聘单位 用人单位 招聘企业 招聘公司 用工单位 用工企业 所属公司 所属单位 所属企业 公司名 企业名 雇主 "
    "company|company name|employer|organisation|organization|hiring organization|firma|unternehmen|arbeitgeber|empresa|entreprise|société",
    "place": "地点 工作地点 工作地区 工作地 地区 城市 工作城市 上班地点 工作区域 区域 所在地区 工作地址 上班地址 就业地点 岗位所在地 职位所在地 所在城市 办公地点 "
    "location|job location|hiring location|locations|city|office|place|work location|standort|einsatzort|arbeitsort|ort|ubicación|localización|lieu|place of work|duty station|plats|luogo|sede|lugar",
    "pay": "薪资 工资 待遇 薪酬 月薪 年薪 薪水 薪资待遇 工资待遇 薪资范围 薪酬待遇 福利待遇及薪资 月工资 提供月薪 职位月薪 职位薪资 薪资水平 工资标准 月薪范围 薪金 综合薪资 综合工资 "
    "薪酬范围 工资范围 基本工资 岗位薪资 参考薪资 日薪 时薪 薪资（元） 工资（元） 工资待遇（元/月） 薪资待遇（元/月） 月薪（元） 薪酬（元/月） 薪资（元/月） 月薪（元/月） 工资（元/月） 薪酬待遇（元/月） "
    "salary|offered salary|pay|compensation|salary range|pay range|wage|wages|remuneration|gehalt|salario|salaire|lön|base salary|rate",
    "education": "学历 学历要求 文化程度 最低学历 学历层次 文化要求 学历学位 学历条件 education|education level|degree|qualification|minimum education|education required|education requirement",
    "experience": "经验 工作经验 经验要求 工作年限 工作经历 年限 工作经验要求 经验年限 experience|years of experience|work experience|experience required|experience level",
    "headcount": "人数 招聘人数 招聘数量 需求人数 数量 名额 招工人数 用工人数 计划招聘人数 招聘名额 岗位人数 需求数 招录人数 拟招人数 缺口人数 用工需求 headcount|openings|vacancies|number of openings|number of vacancies|no. of vacancies|positions|vacantes|quantity",
    "posted": "发布 发布时间 发布日期 发布于 更新 更新时间 更新日期 刷新时间 刷新日期 日期 时间 最近更新 登记日期 发布 发布时间： posted|posted on|published on|date posted|date|published|publication date|post date|posting date|updated|opened|release date|veröffentlicht|fecha|job posted|posted date|listed",
    "deadline": "截止 截止日期 截至日期 截止时间 截至时间 有效期 有效期至 有效日期 报名截止 招聘截止 结束日期 截止 有效期限 报名截止时间 招聘截止日期 deadline|closing date|apply by|apply before|expires|expires on|expiry date|application deadline|closes|valid until|applications close|valid through|end date|bewerbungsfrist",
    "duty": "职位描述 岗位职责 工作内容 岗位描述 工作职责 职位要求 任职要求 岗位要求 任职资格 招聘要求 职位详情 职位介绍 任职条件 应聘条件 要求 职责 职位职责 岗位说明 职位说明 工作描述 岗位内容 招聘条件 岗位介绍 主要职责 具体要求 职位信息 需求 岗位需求 职位需求 招聘需求 技术要求 工作要求 "
    "description|job description|responsibilities|requirements|qualifications|duties|about the role|about the job|what you'll do|what you will do|key responsibilities|your profile|your tasks|your responsibilities|the role|role description|job summary|who you are|what we offer|in this role|aufgaben|deine aufgaben|ihre aufgaben|dein profil|ihr profil|anforderungen|stellenbeschreibung|descripción de la oferta|requisitos|about the team/role|what we're looking for|what we are looking for|job details|minimum qualifications|main duties|position summary|the opportunity|skills",
    "other": "行业 所属行业 公司行业 公司性质 企业性质 公司规模 企业规模 规模 性质 职位类别 职位类型 职能类别 岗位类别 工作性质 用工形式 工作类型 招聘类型 类型 类别 部门 所属部门 年龄 年龄要求 性别 性别要求 专业 专业要求 语言要求 外语要求 婚姻 "
    "联系人 电话 联系电话 手机 邮箱 邮编 传真 联系方式 网址 公司网址 公司地址 单位地址 企业地址 联系地址 地址 通讯地址 QQ 微信 备注 编号 职位编号 岗位编号 序号 操作 福利 福利待遇 公司福利 浏览 浏览次数 点击 浏览量 申请人数 户籍 招聘对象 到岗时间 工作时间 上班时间 班次 食宿 住宿 "
    "职称 技能 技能要求 详情 查看 查看详情 关键字 关键词 搜索 来源 作者 当前位置 标签 分享 统一社会信用代码 薪酬福利 状态 职位状态 创建时间 职位总数 招聘方式 招聘部门 岗位类型 职位性质 备案号 注册资金 成立时间 人气 "
    "department|team|category|type|job type|employment type|contract|contract type|function|industry|sector|job id|reference|ref|requisition id|reference number|req id|job number|action|apply|phone|email|e-mail|contact|website|schedule|language|languages|seniority|level|work mode|workplace|abteilung|bereich|departamento|disciplina|modalidad|departamento|nr|no|id|#|share|working hours|hours|shift|start date|address|fax|tel|views|status|no.|tags|size|gender|age|keywords|sort by|reports to|date of birth",
}  # fmt: skip


def _labels() -> dict[str, str]:
    """Chinese words stand between spaces, English ones between bars."""
    known: dict[str, str] = {}
    for name, words in _LABELS.items():
        for phrase in words.split("|"):
            parts = phrase.split()
            chinese = [part for part in parts if not part.isascii() and _HAN.search(part)] + [part for part in parts if part == "QQ"]
            english = " ".join(part for part in parts if part not in chinese)
            known.update(dict.fromkeys((*chinese, *([english] if english else ())), name))
    return known


_KNOWN = _labels()
_LABEL = re.compile(r"\s*[【\[〖■●▪◆·•*>]{0,3}\s*([^:：\n【】\[\]]{1,28}?)\s*[】\]〗]?\s*[:：]\s*(.*)", re.DOTALL)
_WHOLE = re.compile(r"[\s:：*•·|【】\[\]]+")
_UNIT = re.compile(r"[(（](?:元|人|年|元/月|月|元／月|名|单位：?元|单位：?人|k|rmb|岁|税前)[)）]$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def field_of(label: str) -> str | None:
    """Which field a label or a column's head names; None for none that we know."""
    if len(label) > 30:
        return None
    plain = label.strip(" \t:：*•·|【】[]■●▪◆>")
    known = _KNOWN.get(plain) or _KNOWN.get(plain.lower())
    if known is None:
        squeezed = _UNIT.sub("", re.sub(r"\s", "", plain).lower() if not plain.isascii() else plain.lower())
        known = _KNOWN.get(squeezed)
    return known


def labelled(text: str) -> tuple[str, str, str] | None:
    """学历要求：大专 -> ("education", "学历要求", "大专"); the value may be empty. None without a label we know."""
    if (":" not in text[:40] and "：" not in text[:40]) or not (found := _LABEL.match(text)):
        return None
    name = field_of(found.group(1))
    return (name, found.group(1), found.group(2).strip()) if name else None


#: Words in class names and ids, English and pinyin.
_HINTS = {
    "deadline": "deadline|clos(?:ing|es?)|expir[a-z]*|jiezhi|enddate|validthrough|due",
    "posted": "posted?|publish(?:ed)?|date|time|pubdate|fabu|shijian|riqi|gengxin|updated?|refresh|posted-?on|dateposted|ago",
    "pay": "salary|pay|wages?|money|compensation|remuneration|xinzi|gongzi|daiyu|yuexin|xinchou|price|gehalt|basesalary|baochou",
    "company": "company|comp|firm|employer|corp|corporation|gongsi|qiye|danwei|enterprise|organi[sz]ation|hiringorganization|comname|qymc|gsmc|dwmc|cname|companyname|unit",
    "place": "location|locations|city|area|place|address|region|didian|diqu|chengshi|dizhi|gzdd|joblocation|office|district|standort|ort|addr|workplace|loc|town|country|where",
    "education": "education|edu|degree|xueli|xl|diploma",
    "experience": "experience|exp|jingyan|nianxian|workyear|years",
    "headcount": "headcount|renshu|zprs|recruitnum|vacancies",
    "title": "title|job|jobname|position|zhiwei|gangwei|gongzhong|post|vacancy|role|jobtitle|jobname|postname|stelle|zwmc|gwmc|opening",
    "other": "department|team|category|categories|type|tags?|welfare|fuli|industry|hangye|function|employment|contract|desc|description|summary|content|excerpt|apply|btn|button|more|detail|label|icon|badge|logo|checkbox|view",
}
_HINT = {name: re.compile(rf"^(?:{words})$") for name, words in _HINTS.items()}
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


_NAME = frozenset(("name", "heading", "headline", "mingcheng"))


@lru_cache(maxsize=8192)
def hint(names: str) -> str | None:
    """The field that class names or ids speak of: job-salary -> pay, company_post -> title. The last word is the noun, as in English."""
    weak: str | None = None
    for part in reversed(names.replace("#", " ").split()):
        words = [word.lower() for word in _WORDS.findall(part)]
        for word in (part.lower().replace("-", "").replace("_", ""), *reversed(words)):
            name = "company" if word == "com" and _NAME.intersection(words) else _field(word)
            if name is None or name == "other" or word in _NAME:
                weak = weak or ("title" if word in _NAME else name)
            else:
                return name
    return weak


@lru_cache(maxsize=8192)
def _field(word: str) -> str | None:
    return next((name for name, known in _HINT.items() if known.match(word)), None)


#: Buttons and states that are no value of a post.
NOISE = re.compile(
    r"(?:立即|马上|点击|我要|一键|在线|快速)?(?:申请|投递|应聘|报名|查看|详情|收藏|沟通|咨询|了解|更多|展开|收起|举报|分享)(?:职位|岗位|简历|详情|此职位|该职位|更多)?[>»…]*|"
    r"(?:其他|其它|相关|相似|类似|最新|热门|推荐|全部|在招|招聘|所有|更多|急聘)(?:职位|岗位|招聘|工作)|"
    r"(?:查看|职位|岗位|阅读|了解)(?:详情|全部|更多|职位|岗位)[>»…]*|更多[>»…]*|全职|兼职|实习|校招|社招|急聘|急招|置顶|热招|热门|推荐|最新|新|顶|荐|急|NEW|HOT|招聘中|投简历|投递简历|"
    r"(?:apply|view|read|see|learn|show|find|get|jetzt)(?: (?:now|job|more|details?|the|this|all|online|here|position|role|for|bewerben|out|to|jobs?|opening)){0,4}[>»…→]*|"
    r"details?|more|mehr(?: erfahren)?|zur stelle|bewerben|full[- ]?time|part[- ]?time|contract|permanent|temporary|internship|vollzeit|teilzeit|festanstellung|werkstudent|befristet|unbefristet|hybrid work|on-?site|featured|new|hot|open|save|share|favorite|ansehen|"
    r"[\W\d_]{1,12}",
    re.IGNORECASE,
)
#: Texts of links to the next page of a list.
NEXT = re.compile(
    r"[\s\[【(（]*(?:下一页|下页|后一页|下一頁|翻下页|next(?: page)?|nächste|weiter|suivant|siguiente|nästa|older)[\s\]】)）]*[>»›→]*\s*|[>»›→]{1,2}",
    re.IGNORECASE,
)
PREVIOUS = re.compile(r"[\s<«‹←\[]*(?:上一页|上页|prev(?:ious)?)", re.IGNORECASE)
#: What lists of people say, who seek work or have it.
PEOPLE = re.compile(
    r"人才库|简历|求职信息|求职者|求职意向|期望(?:薪资|月薪|职位)|/(?:resumes?|jianli|qiuzhi|rencaiku)(?:/|\\b)|candidates?", re.IGNORECASE
)
#: What a page says that lists nothing.
NOTHING = re.compile(
    r"(?:没有|暂无|未找到|找不到|无)(?:找到|查到|搜索到|检索到)?(?:任何|相关|符合|合适|更多|满足)?(?:条件|要求)?的?(?:相关)?(?:在招|招聘|空缺|开放)?(?:的)?(?:职位|岗位|招聘信息|工作|结果|记录|信息|数据)|"
    r"(?:there are )?(?:currently )?no (?:current |open |available |job |matching )*(?:positions?|vacanc(?:y|ies)|openings?|jobs?|listings?|roles)(?: (?:available|found|open|at|right|match))?|"
    r"keine (?:offenen )?stellen|inga lediga (?:jobb|tjänster)|no results found",
    re.IGNORECASE,
)
#: What a post's page says when it is over.
CLOSED = re.compile(
    r"(?:该|此|本|当前|您查看的|您访问的|抱歉[，,]?)?(?:职位|岗位|招聘(?:信息)?|信息)(?:已经|已|目前已|现已)(?:下线|过期|停止招聘|关闭|下架|结束|失效|暂停(?:招聘)?|招满|截止|删除|停招)|(?:已停止招聘|停止招聘|招聘已结束|已招满|职位不存在|岗位不存在|招聘已截止)|"
    r"no longer (?:accepting|available|active|open)|(?:position|job|role|vacancy|posting) (?:has been|is|was) (?:now )?(?:filled|closed|expired|removed|no longer)|"
    r"(?:job|posting|vacancy) (?:expired|closed)|applications? (?:are|is) (?:now )?closed|stelle (?:ist )?(?:bereits )?besetzt|nicht mehr verfügbar",
    re.IGNORECASE,
)
#: Words of a page that is about recruiting.
CAREERS = re.compile(
    r"招聘|招工|招贤|纳士|人才|求职|职位|岗位|诚聘|急聘|就业|加入我们|用工|job|career|vacanc|recruit|hiring|join|opening|position|open[ -]roles|stellen|karriere|arbeiten bei|empleo|trabaj|emploi|lediga|work with us|work at",
    re.IGNORECASE,
)
_PART = (
    "engineering|software|sales|marketing|operations|product|design|finance|accounting|legal|people|hr|human resources|talent|support|customer|success|"
    "security|research|data|science|infrastructure|business|development|clinical|growth|team|it|tech|technology|administration|admin|general|management|"
    "manufacturing|production|logistics|supply chain|quality|communications?|content|creative|services?|solutions|strategy|partnerships|corporate|"
    "full|part|time|remote|hybrid"
)
#: Parts of a firm, which stand beside titles as firms do: Clinical Operations, 市场部. To be matched whole.
DEPARTMENT = re.compile(
    r".*(?:部门?|中心|事业群)|(?:技术|产品|设计|运营|市场|销售|职能|行政|财务|人事|研发|生产|管理|客服|金融|综合)类?|"
    rf"(?:{_PART})(?:(?:\s*[&/,+·-]\s*|\s+(?:and\s+)?)(?:{_PART}))*",
    re.IGNORECASE,
)
#: Headlines of notices and news, which are no posts.
NOTICE = re.compile(
    r"公告|公示|通知|启事|简章|办法|意见|方案|名单|答记者|解读|报道|举行|召开|开展|印发|关于|会议|招聘会|宣讲会|双选会|招聘活动|专场|成功|喜报|政策|指南|攻略|技巧|新闻|动态|快讯|须知|规定|条例|资讯|声明|"
    r"\b(?:blog|news|webinar|press|how to|why|our (?:story|team|values|culture)|case stud|privacy|cookie|terms|imprint|impressum|datenschutz|benefits|contact|about|login|sign (?:in|up)|faq|subscribe|newsletter|alerts?)\b",
    re.IGNORECASE,
)
#: Pictures that stand for a firm.
LOGO = re.compile(r"logo|brand|标志|公司图", re.IGNORECASE)
