"""Invented stories and their copies on other sites: what grouping is measured on.

Stories of one topic are made of the same sentences with other firms, figures and places, as local news is; a copy is cut,
edited, given another dateline, a side bar, other punctuation, traditional characters, or a machine mirror's glosses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from opencc import OpenCC
from pypinyin import lazy_pinyin

_SLOTS = {
    "firm": [
        "示例机车",
        "示例乳业",
        "示例药业",
        "示例煤机",
        "示例陶瓷",
        "示例水泥",
        "示例电力",
        "示例纺织",
        "示例食品",
        "示例铸造",
        "示例物流",
        "示例玻璃",
        "示例轴承",
        "示例化工",
    ],
    "place": ["平城区", "云冈区", "新荣区", "云州区", "左云县", "阳高县", "天镇县", "浑源县", "广灵县", "灵丘县"],
    "thing": [
        "机车车轴",
        "黄花菜饼",
        "医用胶塞",
        "采煤支架",
        "日用瓷器",
        "特种水泥",
        "风机叶片",
        "羊绒纱线",
        "苦荞面粉",
        "精密铸件",
        "光伏玻璃",
        "滚动轴承",
    ],
    "person": ["总经理", "车间主任", "项目负责人", "党支部书记", "技术总监", "生产部长"],
}
_TOPICS = (
    (
        "{firm}公司{thing}项目日前在{place}投产，总投资{n}万元，占地{n}亩。",
        "公司{person}介绍，项目建成{m}条生产线，年产{thing}{n}吨，预计年产值{n}万元。",
        "为了抢抓工期，施工方增派{n}名工人，分成{m}个班组昼夜施工，比计划提前{m}天完工。",
        "{place}有关部门派出专班，协调解决用地、用电、用工等问题{m}个，把手续办理时限压缩到{m}个工作日。",
        "项目投产后可带动就业{n}人，其中技能岗位{n}个，优先招用本地劳动者。",
        "“我们对{thing}的市场有信心，二期工程计划明年{m}月开工，再投{n}万元。”{person}说。",
        "据了解，{place}今年已引进装备制造项目{m}个，到位资金{n}万元，同比增长百分之{m}。",
        "下一步，{place}将继续落实包联制度，推动{m}个在建项目早日见效。",
    ),
    (
        "{place}{m}月{m}日举行专场招聘会，{firm}等{n}家用人单位提供岗位{n}个。",
        "招聘会现场设立政策咨询、技能培训、维权服务等{m}个专区，发放资料{n}份。",
        "{firm}公司{person}告诉记者，企业订单已排到明年{m}月，急需{thing}生产线操作工{n}名，月薪{n}元起。",
        "求职者示例先生投了{m}份简历，其中{m}家单位当场约定面试。",
        "据统计，活动当天进场求职者{n}人次，达成初步意向{n}人，其中高校毕业生{n}人。",
        "{place}人社部门负责人表示，将每月举办不少于{m}场招聘活动，线上线下同步进行。",
        "今年以来，{place}城镇新增就业{n}人，失业人员再就业{n}人，完成全年任务的百分之{m}。",
        "没有到场的求职者可以在{m}月{m}日前登录平台继续投递，岗位保留{m}天。",
    ),
    (
        "{m}月{m}日，{place}负责人一行到{firm}公司调研，详细了解{thing}的生产经营情况。",
        "在{thing}车间，调研组察看了第{m}条生产线的运行情况，听取了{person}的汇报。",
        "公司上半年完成产值{n}万元，上缴税金{n}万元，研发投入占比百分之{m}，拥有专利{n}项。",
        "调研组强调，企业要把安全生产放在首位，全面排查{m}类隐患，确保{n}名职工平安。",
        "针对企业提出的原料运输、人才公寓等{m}个问题，相关部门现场答复，限{m}日内办结。",
        "{person}说，公司将新增设备{m}台套，把{thing}的合格率提高到百分之{m}以上。",
        "调研组还走访了园区另外{m}家企业，召开座谈会，征求意见建议{n}条。",
    ),
)
_SIDE = (
    "相关新闻 示例市冬季供热准备就绪 示例区开展安全生产检查 更多精彩内容请下载客户端",
    "【声明】本网转载此文目的在于传递更多信息，不代表本网观点，如有问题请在三十日内与本网联系。",
    "热门排行 示例县黄花菜迎来丰收 示例站调整列车运行图 示例医院引进新设备 示例学校举行运动会",
    "记者 示例 编辑 示例 校对 示例 审核 示例 来源 示例融媒体中心 欢迎关注微信公众号",
)
_DATELINES = ("本报讯（记者 示例）", "示例网{day}日电 ", "示例融媒讯 ", "据示例日报消息，", "")


@dataclass(frozen=True, slots=True)
class Doc:
    """One article, and which story it tells."""

    story: int
    title: str
    body: str
    day: date


def docs(stories: int, each: int, seed: int = 7) -> list[Doc]:
    """So many stories, each printed so many times, in the order they might be read."""
    chance = random.Random(seed)
    found: list[Doc] = []
    for number in range(stories):
        story, day = _story(chance), date(2026, 1, 1) + timedelta(days=chance.randrange(330))
        found.append(Doc(number, story[0][:24], "\n".join(story), day))
        copies = ((_copy(chance, story, day), day + timedelta(days=chance.randrange(4))) for _ in range(each - 1))
        found.extend(Doc(number, chance.choice(story)[:24], body, on) for body, on in copies)
    chance.shuffle(found)
    return found


def _story(chance: random.Random) -> list[str]:
    """Sentences of one topic in order, some left out, filled in; now and then a second time about another firm."""
    topic = chance.choice(_TOPICS)
    sentences = [topic[0], *(each for each in topic[1:] if chance.random() < 0.8)]
    more = [each for each in topic[1:] if chance.random() < 0.5]
    return [_filled(chance, each) for each in sentences + more]


def _filled(chance: random.Random, sentence: str) -> str:
    for slot, words in _SLOTS.items():
        while f"{{{slot}}}" in sentence:
            sentence = sentence.replace(f"{{{slot}}}", chance.choice(words), 1)
    while "{n}" in sentence:
        sentence = sentence.replace("{n}", str(chance.randrange(21, 9800)), 1)
    while "{m}" in sentence:
        sentence = sentence.replace("{m}", str(chance.randrange(2, 30)), 1)
    return sentence


def _copy(chance: random.Random, story: list[str], day: date) -> str:
    kept = [each for each in story if chance.random() > 0.06] or story
    if chance.random() < 0.25:  # cut off, as lists and feeds do it
        kept = kept[: max(2, round(len(kept) * chance.uniform(0.45, 1)))]
    dateline = chance.choice(_DATELINES).format(day=day.day)
    body = dateline + "\n".join(kept)
    for edit, often in ((_words, 0.4), (_marks, 0.3), (_side, 0.6), (_traditional, 0.08), (_mirrored, 0.08)):
        if chance.random() < often:
            body = edit(chance, body)
    return body


def _words(chance: random.Random, body: str) -> str:
    for old, new in (
        ("日前", "近日"),
        ("据了解", "记者获悉"),
        ("下一步", "接下来"),
        ("告诉记者", "说"),
        ("其中", "包括"),
        ("表示", "指出"),
    ):
        if chance.random() < 0.5:
            body = body.replace(old, new)
    return body


def _marks(_: random.Random, body: str) -> str:
    return body.replace("，", ", ").replace("。", "． ").replace("\n", "\n　　")


def _side(chance: random.Random, body: str) -> str:
    return body + "\n" + "\n".join(chance.sample(_SIDE, chance.randrange(1, 3)))


def _traditional(_: random.Random, body: str) -> str:
    written: str = _converter().convert(body)
    return written


def _mirrored(_: random.Random, body: str) -> str:
    """Converted characters with their own readings behind them."""
    pairs = zip(body, _traditional(_, body), strict=False)
    glossed = (f"{new}({lazy_pinyin(new)[0]})" if new != old else old for old, new in pairs)
    return "".join(glossed)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")
