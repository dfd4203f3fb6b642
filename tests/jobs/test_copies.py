"""How alike texts are, and where they meet."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jobs.copies import BANDS, BINS, alike, bands, equal, fewest, shingles, sketch

DUTIES = (
    "岗位职责：1、负责车间结构件的焊接，熟练使用二保焊和氩弧焊；2、看得懂图纸，按工艺要求自检；3、保养焊机，整理工位。"
    "任职要求：1、持有效焊工证，三年以上经验；2、能适应倒班，服从安排。福利：五险一金，包吃住，每月15日发工资。"
)
EDITED = DUTIES.replace("3、保养焊机，整理工位。", "3、做好交接班记录。")
OTHER = (
    "岗位职责：1、接待到店顾客，介绍商品，收银记账；2、整理货架，清点库存，打扫卫生；3、维护会员，完成店里的销售任务。"
    "任职要求：1、普通话流利，待人亲切；2、能上晚班，周末在岗。福利：五险一金，包吃住，每月15日发工资。"
)


def likeness(one: str, other: str) -> float:
    return alike(shingles(one), shingles(other))


def meet(one: str, other: str) -> bool:
    mine, its = bands(sketch([one, other])[0])
    return bool(set(mine) & set(its))


def test_what_is_folded_or_counted_otherwise_is_the_same_text() -> None:
    written = DUTIES.replace("，", ",  ").replace("：", ":").replace("经验", "經驗").replace("15日", "10日")
    assert likeness(DUTIES, written) == 1.0
    assert meet(DUTIES, written)


def test_a_changed_sentence_leaves_most_and_another_post_of_the_firm_little() -> None:
    assert 0.7 < likeness(DUTIES, EDITED) < 0.95
    assert likeness(DUTIES, OTHER) < 0.4


def test_likeness_is_the_share_of_common_runs_of_four() -> None:
    assert likeness("甲乙丙丁戊", "乙丙丁戊己") == 1 / 3
    assert likeness("甲乙丙", "甲乙丙") == 0.0  # no run of four
    assert likeness("", DUTIES) == 0.0


def test_texts_without_a_run_of_four_meet_nothing() -> None:
    assert bands(sketch(["", "甲乙丙", "，。！ ", DUTIES])[0])[:3] == [(), (), ()]
    assert sketch(["，。！ " * 20])[1] == [0]
    assert bands(sketch([])[0]) == sketch([])[1] == []


@given(st.lists(st.text(max_size=60), max_size=8))
def test_a_text_is_sketched_alike_whoever_stands_beside_it(texts: list[str]) -> None:
    """Batches do not leak: lone surrogates, emoji and empty texts included."""
    together, signatures = sketch(texts)
    assert together.shape == (len(texts), BINS)
    assert bands(together) == [bands(sketch([text])[0])[0] for text in texts]
    assert signatures == [sketch([text])[1][0] for text in texts]
    assert all(len(row) in (0, BANDS) for row in bands(together))


def test_copies_meet_as_often_as_their_likeness_says() -> None:
    """Nine tenths alike: one of four bands of six is equal with a chance of 1-(1-.9^6)^4 = .95; four tenths: .02."""
    words = [f"{first}{second}" for first in "焊接装配检验搬运清洁记录保养登记" for second in "车间工位图纸设备零件库房仪器客户"]
    texts = [
        "".join(words[(start * 7 + step * 11) % len(words)] + chr(0x4E00 + start * 40 + step) for step in range(40)) for start in range(60)
    ]
    near = [text[:57] + "换了几个字的一句话" + text[63:] for text in texts]
    shares = [likeness(one, other) for one, other in zip(texts, near, strict=True)]
    assert 0.8 < sum(shares) / len(shares) < 0.95
    assert sum(meet(one, other) for one, other in zip(texts, near, strict=True)) > 0.75 * len(texts)
    assert sum(meet(one, other) for one, other in pairwise(texts)) < 0.1 * len(texts)


def test_signatures_tell_other_texts_apart_and_never_lose_a_copy() -> None:
    words = [f"{first}{second}" for first in "焊接装配检验搬运清洁记录保养登记" for second in "车间工位图纸设备零件库房仪器客户"]
    texts = ["".join(words[(start * 31 + step * step * 7) % len(words)] for step in range(100)) for start in range(40)]
    pairs = [(one, other[:cut] + one[cut:]) for one, other in pairwise(texts) for cut in range(0, 200, 10)]
    lost = let_by = others = 0
    for one, other in pairs:
        mine, its = sketch([one, other])[1]
        share, near = likeness(one, other), equal(mine, its) >= fewest(0.55)
        lost += share >= 0.55 and not near
        others += share < 0.2
        let_by += share < 0.2 and near
    assert lost == 0
    assert let_by < others / 20
