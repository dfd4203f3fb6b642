"""What stories say of firms: whose news it is, whether it happened, and in which words."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs import signals
from jobs.model import SIGNALS, Article, Mention, Reading, Signal
from jobs.names import find
from jobs.signals.words import table
from jobs.update.understand import understand
from tools.mark_names import damaged
from tools.measure_signals import SETS, count, rows

A, B, C = "大同示例重工有限公司", "阳高示例食品有限责任公司", "示例集团（大同）起重机有限公司"
FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "signals.json").read_text("utf-8"))


def said(text: str) -> list[tuple[str, str, str | None, str]]:
    """(firm, kind, tense, words) of all that a text says of firms."""
    mentions = find(text)
    read = zip(mentions, signals.read(text, mentions), strict=True)
    return [(mention.name, one.kind, one.tense, one.words) for mention, of_it in read for one in of_it]


# ---------------------------------------------------------------- one of each kind


@pytest.mark.parametrize(
    ("text", "kind", "tense", "words"),
    [
        (f"{A}新厂房昨日正式投产。", "投产", "done", "新厂房昨日正式投产"),
        (f"{A}项目预计明年投产。", "投产", "planned", "项目预计明年投产"),
        (f"{A}二期项目昨日开工。", "扩建", "done", "二期项目昨日开工"),
        (f"{A}与县政府签订合作协议。", "签约", None, "与县政府签订合作协议"),
        (f"{A}计划招聘焊工30名。", "招聘", "planned", "计划招聘焊工30名"),
        (f"{A}已于初八复工。", "复工", "done", "已于初八复工"),
        (f"{A}荣获省级质量奖。", "获奖", None, "荣获省级质量奖"),
        (f"副市长到{A}调研。", "调研", None, "调研"),
        (f"{A}因设备故障停产。", "停产", None, "因设备故障停产"),
        (f"{A}拖欠工人工资。", "欠薪", None, "拖欠工人工资"),
        (f"{A}因超标排放被罚款。", "处罚", None, "因超标排放被罚款"),
    ],
)
def test_each_kind_with_the_words_that_say_it(text: str, kind: str, tense: str | None, words: str) -> None:
    assert said(text) == [(A, kind, tense, words)]


# ---------------------------------------------------------------- what must not be said


@pytest.mark.parametrize(
    "text",
    [
        f"{A}尚未投产。",
        f"{A}春节期间不停产。",
        f"治理欠薪专项行动走进{A}。",
        f"{A}承诺杜绝欠薪。",
        f"{A}被拖欠工程款。",
        f"我市企业有序复工复产，{A}负责人参加座谈。",
        f"人社部门帮助{A}复工复产。",
        f"{A}承建的污水处理厂投产。",
        f"记者来到{A}采访。",
        f"{A}董事长赴江苏考察。",
        f"{A}员工李某荣获劳模称号。",
        f"{A}对违章职工罚款。",
        f"{A}免予处罚。",
        f"不法分子冒充{A}招聘人员行骗。",
        f"网传{A}停产，公司回应称不属实。",
        f"若不能整改，{A}将被责令停产。",
    ],
)
def test_rather_nothing_than_something_wrong(text: str) -> None:
    assert said(text) == []


def test_a_visit_is_not_hiring_and_what_it_is_about_is_not_the_firms() -> None:
    assert {one[1] for one in said(f"市长深入{A}督导复工复产，了解用工情况。")} == {"调研"}


# ---------------------------------------------------------------- whose news it is


def test_a_list_shares_what_is_said_of_it() -> None:
    assert [(firm, kind) for firm, kind, _, _ in said(f"书记来到{A}、{B}和{C}等处调研。")] == [(A, "调研"), (B, "调研"), (C, "调研")]


def test_two_firms_in_a_sentence_keep_their_own_news() -> None:
    assert [(firm, kind) for firm, kind, _, _ in said(f"{A}停产检修，{B}新线投产。")] == [(A, "停产"), (B, "投产")]


def test_both_partners_sign() -> None:
    assert [(firm, kind) for firm, kind, _, _ in said(f"{A}与{B}签署供货协议。")] == [(A, "签约"), (B, "签约")]


def test_this_company_is_the_one_named_just_before() -> None:
    assert [one[:2] for one in said(f"{A}落户已三年。该公司新车间近日投产。")] == [(A, "投产")]
    assert said(f"{A}与{B}是邻居，两家各有所长。该公司新车间近日投产。") == []


def test_who_speaks_speaks_of_the_own_firm() -> None:
    assert [one[:3] for one in said(f"“我们下个月投产。”{A}总经理王某说。")] == [(A, "投产", "planned")]


def test_officials_named_before_visit_later() -> None:
    text = f"昨日，市委书记李某督导调研工业企业。来到{A}、{B}等处，李某听取企业负责人介绍。"
    assert [one[:2] for one in said(text)] == [(A, "调研"), (B, "调研")]


def test_the_seed_page_tells_of_a_visit_and_of_nothing_else(shared: Path) -> None:
    (page,) = (shared / "seed").glob("*.txt")
    expected = json.loads((shared / "seed" / "expected.json").read_text("utf-8"))
    sure = {firm["name"] for firm in expected["companies"]} - {"大同高速公路管理有限公司"}
    found = said(page.read_text("utf-8"))
    assert {firm for firm, *_ in found} == sure
    assert {kind for _, kind, *_ in found} == {"调研"}


# ---------------------------------------------------------------- damage, offsets, the whole story


def test_damaged_text_says_the_same_in_plain_words() -> None:
    plain = f"{A}新厂房昨日正式投产。副市长到{A}调研。"
    assert damaged(plain) != plain
    assert said(damaged(plain)) == said(plain)


def test_offsets_point_at_the_words() -> None:
    for row in (*rows(SETS["dev"]), *rows(SETS["test"])):
        mentions = find(row["text"])
        for of_it in signals.read(row["text"], mentions):
            for one in of_it:
                assert one.kind in SIGNALS
                assert one.sentence[one.start : one.end] == one.words
                assert one.words


def test_a_story_says_each_kind_once_and_what_happened_first() -> None:
    def signal(kind: str, tense: str | None, words: str) -> Signal:
        return Signal(kind, tense, words, words, 0, len(words))

    planned, done = signal("投产", "planned", "计划投产"), signal("投产", "done", "已投产")
    assert signals.together([planned, done]) == (done,)
    assert [one.kind for one in signals.together([signal("停产", "done", "停产"), signal("复工", "done", "复工")])] == ["复工"]
    assert [one.kind for one in signals.together([signal("停产", "done", "停产"), signal("复工", "planned", "将复工")])] == ["停产", "复工"]


def test_a_story_carries_what_all_its_sentences_say() -> None:
    body = f"{A}新厂房近日投产。\n副市长到{A}调研。\n{A}正在招聘焊工。"
    reading = Reading(kind="article", family="test", articles=(Article(url="https://a.example/1", title="示例", body=body),))
    (story,) = understand(reading, "https://a.example/1", "140200", None).stories
    (mention,) = story.mentions
    assert [one.kind for one in mention.signals] == ["投产", "调研", "招聘"]


# ---------------------------------------------------------------- bad input

_WORDS = st.sampled_from([A, B, "、", "，", "。", "”", "“", "(", ")", "\n", "\ud800", "\x00", "后", "的", *(word.text for word in table())])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_WORDS, st.text(max_size=4)), max_size=40).map("".join))
def test_nothing_makes_it_fail(text: str) -> None:
    mentions = find(text)
    for of_it in signals.read(text, mentions):
        for one in of_it:
            assert one.sentence[one.start : one.end] == one.words


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_odd_mentions_do_not_make_it_fail(text: str, spans: list[tuple[int, int]]) -> None:
    mentions = [Mention("示例", "示例", min(span), max(span), "", "legal", 0.9, certain=True) for span in spans]
    assert len(signals.read(text, mentions)) == len(mentions)


@pytest.mark.parametrize("unit", [f"{A}{'投产' * 40}", f"招聘会参加{A}", f"书记来到{A}调研、", f"{A}(", "。”说"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        mentions = [Mention(A, A, found.start(), found.end(), "", "legal", 0.9, certain=True) for found in re.finditer(A, text)]
        took = []
        for _ in range(3):  # the best of three: the collector of a long test run is not the text's fault
            began = time.process_time()
            signals.read(text, mentions)
            took.append(time.process_time() - began)
        return min(took)

    seconds(1_000)
    # Fourfold text may take eightfold time; a quadratic step would take sixteenfold.
    assert seconds(40_000) < 8 * seconds(10_000) + 0.1


# ---------------------------------------------------------------- the labelled sets


@pytest.mark.parametrize("half", ["dev", "test"])
def test_the_floors_hold(half: str) -> None:
    whole = count(SETS[half])["all"]
    assert whole.precision >= FLOORS[f"{half}_precision"], whole
    assert whole.recall >= FLOORS[f"{half}_recall"], whole


@pytest.mark.parametrize("half", ["dev", "test"])
def test_no_firm_is_said_to_owe_wages_or_to_be_punished_in_error(half: str) -> None:
    counts = count(SETS[half])
    assert {kind: counts[kind].false for kind in ("欠薪", "处罚", "停产")} == {"欠薪": 0, "处罚": 0, "停产": 0}


def test_the_sets_are_large_enough_and_apart() -> None:
    texts = {half: {row["text"] for row in rows(path)} for half, path in SETS.items()}
    assert sum(map(len, texts.values())) >= 400
    assert not texts["dev"] & texts["test"]
    assert {one["kind"] for path in SETS.values() for row in rows(path) for one in row["signals"]} == set(SIGNALS)
