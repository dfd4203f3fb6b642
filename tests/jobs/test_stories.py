"""Whether two articles tell one story."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.stories import KEPT, containment, headline_hash, key, same_story, told
from jobs.stories import sketch as sketch_of

STORY = (
    "本报讯 示例机车有限公司新厂区11月20日在云冈区投产，总投资12.6亿元，占地380亩。公司负责人介绍，新厂区建成三条生产线，"
    "年产机车240台，可带动配套企业17家。今年以来，当地把装备制造列为首位产业，出台用地、用电、用工等措施26条，先后引进项目9个。"
    "投产当天，公司与本地两所院校签订协议，定向培养焊工和数控车工，首批学员85人将于明年3月上岗。"
)
OTHER = (
    "本报讯 示例乳业有限公司新厂区10月8日在新荣区投产，总投资3.2亿元，占地150亩。公司负责人介绍，新厂区建成两条生产线，"
    "日处理鲜奶600吨，可带动养殖户430户。今年以来，当地把乳品加工列为特色产业，出台用地、用电、用工等措施14条，先后引进项目5个。"
    "投产当天，公司与附近三个乡镇签订协议，优先收购当地鲜奶，首批牧草基地2000亩将于明年5月播种。"
)
MIRRORED = (
    "本報(bào)訊 示例機(jī)車有限公司新廠(chǎng)區(qū)11月20日在云岡(gāng)區(qū)投產(chǎn)，總(zǒng)投資(zī)12.6億元，占地380畝。"
    + STORY.partition("亩。")[2]
)
DAY = date(2026, 11, 21)


def sketch(body: str) -> list[int]:
    return sketch_of(told(None, body, None))


def headline(title: str) -> int | None:
    return headline_hash(told(title, "", None))


def same(one: str, other: str, apart: int = 0) -> bool:
    return same_story(told("甲", one, DAY), told("乙", other, date(2026, 11, 21 + apart)))


@pytest.mark.parametrize(
    "copy",
    [
        STORY.replace("本报讯 ", "示例网11月21日电 "),
        STORY.replace("，", ", ").replace("12.6", "１２．６"),
        STORY[: len(STORY) // 2],
        "【推荐】秋冬养生有讲究，专家来支招。\n" + STORY + "\n责任编辑：示例",
        MIRRORED,
    ],
    ids=["another dateline", "other punctuation and width", "cut off", "with a line beside it", "a machine mirror's"],
)
def test_copies_are_one_story(copy: str) -> None:
    assert same(STORY, copy)
    assert len(set(sketch(STORY)) & set(sketch(copy)[:KEPT])) >= 2


def test_a_template_filled_in_anew_is_another_story() -> None:
    assert not same(STORY, OTHER)


def test_the_same_words_with_other_figures_are_another_story() -> None:
    notice = "关于示例集团有限公司公开招聘的公告：因业务发展需要，面向社会公开招聘工作人员。招聘人数{}人，报名时间{}月{}日至{}日，咨询时间为工作日。笔试成绩占百分之{}，其余由面试决定，最低合格线为{}分。"
    assert same(notice.format(20, 3, 5, 12, 40, 60), notice.format(20, 3, 5, 12, 40, 60) + "欢迎报名。")
    assert not same(notice.format(20, 3, 5, 12, 40, 60), notice.format(35, 9, 18, 27, 50, 65))


def test_the_same_text_weeks_apart_is_printed_anew() -> None:
    assert same_story(told(None, STORY, date(2026, 11, 1)), told(None, STORY, date(2026, 11, 8)))
    assert not same_story(told(None, STORY, date(2026, 11, 1)), told(None, STORY, date(2026, 11, 30)))
    assert same_story(told(None, STORY, date(2026, 11, 1)), told(None, STORY, None))


def test_a_headline_is_the_story_it_stands_above() -> None:
    title = "示例机车有限公司云冈新厂区投产"
    story, alone = told(title, STORY, DAY), told(f"“{title}”", "", DAY)
    assert same_story(story, alone)
    assert headline(title) == headline(f"“{title}” ")
    assert not same_story(story, told("今日天气", "", DAY))
    assert headline("今日天气") is None
    assert not same_story(told("今日天气", STORY, DAY), told("今日天气", "", DAY))


def test_a_text_too_short_is_like_nothing() -> None:
    assert sketch("招聘焊工。") == []
    assert not same("招聘焊工。", "招聘焊工。")
    assert containment(told(None, STORY, None), told(None, "短", None)) == 0


def test_figures_help_to_find_what_a_template_would_hide() -> None:
    one, other = (told(None, STORY.replace("12.6", figure).replace("380", figure), DAY) for figure in ("7", "94"))
    assert set(sketch_of(one)[:KEPT]) - set(sketch_of(other))
    assert sum(each in ("资7亿", "地7亩") for each in one.figures) == 2


def test_hashes_stay_the_same_from_run_to_run() -> None:
    assert sketch(STORY)[:3] == [6209926, 10511586, 76195667]


@given(st.text())
def test_any_text_is_a_copy_of_itself(text: str) -> None:
    hashes = sketch(text * 30)
    assert len(hashes) == len(set(hashes))
    assert all(0 <= value < 2**32 for value in hashes)
    assert bool(hashes) == same(text * 30, text * 30)


def test_time_grows_with_the_text_and_stops_at_the_longest() -> None:
    began = time.process_time()
    for hostile in (STORY * 50_000, "(qū)" * 1_000_000, "區(qū)" * 500_000, "1" * 5_000_000):
        sketch(hostile)
        told(None, hostile, None)
        key(hostile)
    assert time.process_time() - began < 2
