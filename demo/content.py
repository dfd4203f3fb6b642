"""What the sample sites say. Invented throughout: every firm carries 示例 ("sample") in its name.

Dates are counted back from the day the demo starts, so that it looks the same on any day.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented employer."""

    name: str
    county: str  # as boards write it


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """An invented post, shown at one or more of the boards."""

    id: int
    firm: Firm
    title: str
    pay: str
    #: Letters of the boards: g (the public one), r (the regional one), w (the small one), e (the employer's page).
    boards: str
    education: str = "不限"
    experience: str = "不限"
    heads: int = 1
    days: int = 1  # posted so many days ago
    county: str = ""  # when it is not the firm's
    text: str = ""
    appears: float = 0.0  # seconds after the start of the demo
    over: int | None = None  # the deadline was so many days ago
    leaves: float = float("inf")  # seconds after the start at which the lists drop it

    @property
    def where(self) -> str:
        """The county."""
        return self.county or self.firm.county


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An invented news story."""

    id: int
    title: str
    days: int
    paragraphs: tuple[str, ...]
    site: str = "d"  # d (the daily) or m (the mirror)
    teasers: tuple[tuple[str, int | None], ...] = field(default=())  # headlines beside it, with the story they lead to


HEAVY = Firm("大同示例重工有限公司", "平城区")
CRANE = Firm("示例集团(大同)起重机有限公司", "云冈区")
MINING = Firm("大同示例煤机制造有限公司", "云冈区")
SOLAR = Firm("大同示例光伏科技有限公司", "平城区")
WOOL = Firm("山西示例羊绒纺织有限公司", "平城区")
HERBS = Firm("浑源示例黄芪药业有限公司", "浑源县")
FOOD = Firm("广灵示例食品有限公司", "广灵县")
WIND = Firm("灵丘示例风电有限公司", "灵丘县")
FREIGHT = Firm("大同示例物流有限责任公司", "平城区")
FARM = Firm("阳高示例农业开发有限公司", "阳高县")
SOFT = Firm("大同示例软件股份有限公司", "平城区")
DAYLILY = Firm("大同示例黄花食品有限公司", "云州区")
CERAMICS = Firm("左云示例陶瓷有限公司", "左云县")  # in the news, but lists no post anywhere
STEEL = Firm("天镇示例新材料有限公司", "天镇县")
GRAPHITE = Firm("大同新荣示例石墨有限公司", "新荣区")

DUTIES = "岗位内容：按工艺完成当班任务，做好设备点检与交接记录。公司提供工作餐与通勤班车。"

VACANCIES: tuple[Vacancy, ...] = tuple(
    Vacancy(id=number, **row)  # type: ignore[arg-type]  # the rows below are literals, checked by the demo's own test
    for number, row in enumerate(
        (
            {"firm": HEAVY, "title": "数控车工", "pay": "6000-8000元/月", "boards": "gr", "education": "中专", "heads": 6, "days": 1},
            {"firm": HEAVY, "title": "焊工", "pay": "5500-7500元/月", "boards": "ge", "education": "高中", "heads": 10, "days": 2},
            {"firm": HEAVY, "title": "机械设计工程师", "pay": "8000-12000元/月", "boards": "e", "education": "本科", "heads": 3, "days": 2},
            {"firm": HEAVY, "title": "质量检验员", "pay": "4500-6000元/月", "boards": "e", "education": "大专", "heads": 2, "days": 4},
            {"firm": HEAVY, "title": "行政文员", "pay": "3500-4500元/月", "boards": "e", "education": "大专", "days": 5},
            {"firm": CRANE, "title": "起重机装配钳工", "pay": "6500-9000元/月", "boards": "g", "education": "中专", "heads": 8, "days": 1},
            {"firm": CRANE, "title": "电气工程师", "pay": "9000-13000元/月", "boards": "gw", "education": "本科", "heads": 2, "days": 3},
            {"firm": CRANE, "title": "安全管理员", "pay": "5000-6500元/月", "boards": "r", "education": "大专", "days": 6},
            {"firm": MINING, "title": "采煤机维修工", "pay": "7000-9000元/月", "boards": "g", "education": "高中", "heads": 12, "days": 2},
            {"firm": MINING, "title": "液压支架装配工", "pay": "5000~7000元/月", "boards": "r", "education": "初中", "heads": 5, "days": 3},
            {"firm": MINING, "title": "采购专员", "pay": "4000~6000元/月", "boards": "r", "education": "大专", "days": 8},
            {"firm": MINING, "title": "叉车司机", "pay": "4500-5500元/月", "boards": "w", "heads": 2, "days": 2},
            {
                "firm": SOLAR,
                "title": "光伏运维工程师",
                "pay": "6-9K·13薪",
                "boards": "w",
                "education": "大专",
                "experience": "1-3年",
                "heads": 4,
                "days": 1,
            },
            {"firm": SOLAR, "title": "电池片工艺员", "pay": "5000-7000元/月", "boards": "g", "education": "大专", "heads": 20, "days": 1},
            {"firm": SOLAR, "title": "设备技术员", "pay": "5500-7500元/月", "boards": "g", "education": "大专", "heads": 6, "days": 4},
            {"firm": SOLAR, "title": "生产普工", "pay": "180-220元/天", "boards": "w", "heads": 60, "days": 1},
            {"firm": SOLAR, "title": "人力资源主管", "pay": "面议", "boards": "w", "education": "本科", "experience": "3-5年", "days": 7},
            {
                "firm": WOOL,
                "title": "服装打版师",
                "pay": "6000~8000元/月",
                "boards": "r",
                "education": "大专",
                "experience": "3-5年",
                "days": 5,
            },
            {"firm": WOOL, "title": "缝纫工", "pay": "4000-6000元/月", "boards": "g", "education": "初中", "heads": 30, "days": 2},
            {
                "firm": WOOL,
                "title": "跨境电商运营",
                "pay": "5-8K",
                "boards": "w",
                "education": "大专",
                "experience": "1-3年",
                "heads": 2,
                "days": 3,
            },
            {"firm": HERBS, "title": "中药炮制工", "pay": "3800-5000元/月", "boards": "g", "education": "高中", "heads": 5, "days": 3},
            {
                "firm": HERBS,
                "title": "质量受权人",
                "pay": "10-15万/年",
                "boards": "w",
                "education": "本科",
                "experience": "5-10年",
                "days": 9,
            },
            {"firm": HERBS, "title": "药品仓库管理员", "pay": "3500-4500元/月", "boards": "r", "education": "中专", "days": 6},
            {"firm": FOOD, "title": "食品化验员", "pay": "4000-5500元/月", "boards": "g", "education": "大专", "heads": 2, "days": 2},
            {"firm": FOOD, "title": "豆制品生产工", "pay": "3500~4500元/月", "boards": "r", "heads": 15, "days": 4},
            {"firm": FOOD, "title": "区域销售代表", "pay": "4千-8千/月", "boards": "w", "education": "高中", "days": 5},
            {"firm": WIND, "title": "风电场值班员", "pay": "6000-8000元/月", "boards": "g", "education": "大专", "heads": 4, "days": 1},
            {
                "firm": WIND,
                "title": "叶片检修技师",
                "pay": "8000-12000元/月",
                "boards": "w",
                "education": "中专",
                "experience": "3-5年",
                "heads": 2,
                "days": 6,
            },
            {"firm": FREIGHT, "title": "B2 货车司机", "pay": "7000-10000元/月", "boards": "w", "heads": 10, "days": 1},
            {
                "firm": FREIGHT,
                "title": "仓储主管",
                "pay": "6000~8000元/月",
                "boards": "r",
                "education": "大专",
                "experience": "3-5年",
                "days": 3,
            },
            {"firm": FREIGHT, "title": "分拣员", "pay": "18-22元/小时", "boards": "w", "heads": 40, "days": 1},
            {"firm": FREIGHT, "title": "调度员", "pay": "4500-6000元/月", "boards": "g", "education": "中专", "heads": 2, "days": 5},
            {"firm": FARM, "title": "温室种植技术员", "pay": "4500-6500元/月", "boards": "g", "education": "大专", "heads": 3, "days": 4},
            {"firm": FARM, "title": "农机驾驶员", "pay": "5000~6000元/月", "boards": "r", "heads": 4, "days": 7},
            {
                "firm": SOFT,
                "title": "Java 开发工程师",
                "pay": "8-12K·14薪",
                "boards": "w",
                "education": "本科",
                "experience": "1-3年",
                "heads": 5,
                "days": 1,
            },
            {"firm": SOFT, "title": "数据标注员", "pay": "3500-5000元/月", "boards": "g", "education": "大专", "heads": 50, "days": 1},
            {"firm": SOFT, "title": "客服专员", "pay": "3000~4500元/月", "boards": "r", "education": "中专", "heads": 20, "days": 2},
            {"firm": SOFT, "title": "实习测试工程师", "pay": "100-150元/天", "boards": "w", "education": "本科", "heads": 3, "days": 2},
            {"firm": DAYLILY, "title": "包装工", "pay": "3500-4800元/月", "boards": "g", "heads": 20, "days": 2},
            {"firm": DAYLILY, "title": "直播带货主播", "pay": "5000元以上/月", "boards": "w", "education": "大专", "heads": 2, "days": 4},
            {"firm": STEEL, "title": "实验室研究员", "pay": "10000-15000元/月", "boards": "g", "education": "硕士", "heads": 2, "days": 6},
            {"firm": STEEL, "title": "炉前工", "pay": "6000-7500元/月", "boards": "g", "education": "高中", "heads": 8, "days": 3},
            {
                "firm": GRAPHITE,
                "title": "石墨加工操作工",
                "pay": "5000-6500元/月",
                "boards": "g",
                "education": "高中",
                "heads": 10,
                "days": 2,
            },
            {"firm": GRAPHITE, "title": "环保专员", "pay": "5000~7000元/月", "boards": "r", "education": "本科", "days": 5},
            {
                "firm": FREIGHT,
                "title": "春运临时装卸工",
                "pay": "200元/天",
                "boards": "r",
                "heads": 30,
                "days": 40,
                "over": 3,
                "leaves": 15.0,
            },
            {
                "firm": SOLAR,
                "title": "组件车间班组长",
                "pay": "7000-9000元/月",
                "boards": "w",
                "education": "大专",
                "heads": 2,
                "days": 0,
                "appears": 60.0,
            },
        ),
        start=1,
    )
)

STORIES: tuple[Story, ...] = (
    Story(
        id=1,
        title="大同示例重工新厂房投产 年内新增岗位两百个",
        days=1,
        paragraphs=(
            "本报讯 日前，大同示例重工有限公司新厂房在平城区投产，三条生产线同时开工。",
            "记者从投产仪式上了解到，该公司年内计划新增岗位两百个，主要面向数控、焊接和质检。",
            "同日，示例集团(大同)起重机有限公司与其签订了配套协议。",
        ),
        teasers=(("灵丘示例风电有限公司二期并网发电", 8),),
    ),
    Story(
        id=2,
        title="光伏基地迎来首批大学生",
        days=1,
        paragraphs=(
            "近日，大同示例光伏科技有限公司迎来首批六十名大学毕业生。",
            "企业负责人表示，电池片车间全部达产后，还需要技术员和普工约三百人。",
        ),
        teasers=(("羊绒衫订单排到明年春天", 4),),
    ),
    Story(
        id=3,
        title="煤机企业抢抓订单忙生产",
        days=2,
        paragraphs=(
            "走进大同示例煤机制造有限公司总装车间，工人们正在赶制一批液压支架。",
            "今年以来，这家企业的订单比去年同期增长三成，车间里三班倒也忙不过来。",
        ),
        teasers=(("大同示例重工新厂房投产 年内新增岗位两百个", 1),),
    ),
    Story(
        id=4,
        title="羊绒衫订单排到明年春天",
        days=3,
        paragraphs=("山西示例羊绒纺织有限公司的缝制车间里，机声不断。", "公司正在招收缝纫工，熟练工随到随录，生手由师傅带三个月。"),
    ),
    Story(
        id=5,
        title="浑源黄芪卖向全国",
        days=3,
        paragraphs=(
            "在浑源县，浑源示例黄芪药业有限公司建起了年处理两千吨的饮片生产线。",
            "当地药农说，如今在家门口就能上班，一个月比外出打工还多挣几百元。",
        ),
    ),
    Story(
        id=6,
        title="一块豆腐干做成大产业",
        days=4,
        paragraphs=(
            "广灵示例食品有限公司去年销售收入突破八千万元。",
            "公司与阳高示例农业开发有限公司共建了大豆种植基地，农户按订单种豆，秋后不愁卖。",
        ),
        teasers=(("浑源黄芪卖向全国", 5),),
    ),
    Story(
        id=7,
        title="物流园开通北京方向专线",
        days=5,
        paragraphs=("大同示例物流有限责任公司开通了大同至北京的每日专线。", "公司同时招聘货车司机和分拣员，每天下午在园区东门登记。"),
    ),
    Story(
        id=8,
        title="灵丘示例风电有限公司二期并网发电",
        days=2,
        paragraphs=(
            "灵丘示例风电有限公司二期项目昨日并网，新增装机五万千瓦。",
            "项目经理说，风场运行以后还要招一批值班员和检修技师，当地青年优先。",
        ),
    ),
    Story(
        id=9,
        title="软件企业扎根古城",
        days=6,
        paragraphs=("大同示例软件股份有限公司的数据标注基地落户平城区，首批提供就业岗位五百个。", "基地主任说，优先录用本地青年。"),
    ),
    Story(
        id=10,
        title="云州黄花菜深加工项目开工",
        days=2,
        site="m",
        paragraphs=(
            "本報(bào)訊 大同示例黃花食品有限公司深加工項(xiàng)目在雲(yún)州區(qū)開(kāi)工建設(shè)。",
            "項(xiàng)目建成後(hòu)可帶動(dòng)就業(yè)三百人。",
        ),
    ),
    Story(
        id=11,
        title="新材料項(xiàng)目落戶(hù)天鎮(zhèn)縣(xiàn)",
        days=4,
        site="m",
        paragraphs=(
            "天鎮(zhèn)示例新材料有限公司與(yǔ)高校共建實(shí)驗(yàn)室。",
            "大同新榮示例石墨有限公司參(cān)加了簽(qiān)約儀式，雙方(fāng)將共用一條(tiáo)中試生產(chǎn)線(xiàn)。",
        ),
    ),
    Story(
        id=13,
        title="古城夜間(jiān)經(jīng)濟(jì)帶旺小店生意",
        days=3,
        site="m",
        paragraphs=(
            "入夜以後(hòu)，古城的街巷依然熱(rè)鬧(nào)，許(xǔ)多小店把打烊時(shí)間(jiān)推遲(chí)到十一點(diǎn)。",
            "店主們(men)說，周末的客人比去年多了三成。",
        ),
    ),
    Story(
        id=14,
        title="冬季供暖設(shè)備檢(jiǎn)修全部完成",
        days=6,
        site="m",
        paragraphs=(
            "全市供暖設(shè)備的檢(jiǎn)修日前全部完成，管網(wǎng)開(kāi)始升溫。",
            "供暖單(dān)位提醒居民，家中有漏水要及時(shí)報(bào)修。",
        ),
    ),
    Story(
        id=12,
        title="左云示例陶瓷有限公司获评绿色工厂",
        days=7,
        paragraphs=("左云示例陶瓷有限公司日前获评省级绿色工厂。", "这家企业用上了余热回收窑炉，单位产品能耗比三年前降低了两成。"),
        teasers=(("大同示例光伏科技有限 ...", None), ("光伏基地迎来首批大学生", 2)),
    ),
)
