"""The operator's queue: asked once, decided through the audit trail, remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from jobs.errors import NotFound, StoreError
from jobs.model import Company, Proposal
from jobs.store import Decision, Store
from jobs.store.reviews import REPORTS
from jobs.store.tables import reporter, review
from tests.store_samples import DAY, HOUR, NOW, firm, named, story

LONG, SHORT = "大同示例机车有限公司", "示例机车厂"
BY = Decision("operator", "打电话问过", NOW + HOUR)


def tell(
    store: Store, number: int, company_id: int | None = None, printed: str = SHORT, place: str = "140200", rule: str = "suffix"
) -> int:
    """A story that names a firm for which nothing is sure; kept as the update does. Returns the story's number."""
    body = f"{printed}扩建。{number}"
    with store.writing() as writing:
        article, _ = writing.article("paper", story(f"https://paper.example/{number}", "新闻", body), place, NOW)
        writing.clear_mentions(article)
        writing.mention(article, company_id, replace(named(printed, body, certain=False), rule=rule), None)
    return article


def ask(store: Store, article: int, firm_: Company, printed: str = SHORT, rule: str = "suffix") -> bool:
    mention = replace(named(printed, f"{printed}扩建。", certain=False), rule=rule)
    proposal = Proposal(kind="mention", company_id=firm_.id, article_id=article, mention=mention, reason="省略地名，地点一致", score=0.97)
    with store.writing() as writing:
        return writing.review(proposal, NOW)


def links(store: Store, *articles: int) -> list[tuple[int | None, bool, str | None]]:
    """(firm, certain, reason) of the one mention in each story."""
    found = []
    for number in articles:
        ((row, _),) = store.kept_article(number).mentions
        found.append((row.company_id, row.certain, row.reason))
    return found


@pytest.fixture
def long(store: Store) -> Company:
    return firm(store, LONG)


def test_a_question_is_asked_once_and_counted(store: Store, long: Company) -> None:
    first, second = tell(store, 1), tell(store, 2)
    assert ask(store, first, long)
    assert ask(store, second, long)
    (waiting,) = store.reviews()
    assert (waiting.kind, waiting.state, waiting.times, waiting.score) == ("mention", "open", 2, 0.97)
    assert (waiting.company, waiting.as_printed, waiting.article_url) == (long, SHORT, "https://paper.example/1")
    assert (waiting.sentence, waiting.reason) == (f"{SHORT}扩建。", "省略地名，地点一致")
    assert ask(store, tell(store, 3, place="110000"), long), "elsewhere the same words may mean another firm"
    assert store.review_counts() == {"mention": 2}


def test_accepting_links_what_waits_there_and_what_comes(store: Store, long: Company) -> None:
    first, second, elsewhere = tell(store, 1), tell(store, 2, printed="示例機車廠"), tell(store, 3, place="110000")
    ask(store, first, long)
    decided = store.decide(store.reviews()[0].id, True, BY)
    assert (decided.state, decided.decided_by, decided.decided_why) == ("accepted", "operator", "打电话问过")
    assert links(store, first) == [(long.id, True, "已确认的简称")]
    assert links(store, elsewhere) == [(None, False, None)]
    assert SHORT in store.company_page(long.id, NOW).aliases
    assert [(one.action, one.company.id) for one in store.audits()] == [("link", long.id)]
    assert links(store, tell(store, 2, printed="示例機車廠")) == [(long.id, True, "已确认的简称")], "read again"
    assert second
    assert not ask(store, tell(store, 4), long)
    assert store.reviews() == []
    with pytest.raises(StoreError, match="accepted already"):
        store.decide(decided.id, False, BY)


def test_an_accepted_link_is_taken_back_and_waits_again(store: Store, long: Company) -> None:
    first = tell(store, 1)
    ask(store, first, long)
    decided = store.decide(store.reviews()[0].id, True, BY)
    assert decided.audit_id is not None
    store.undo(decided.audit_id, BY)
    assert links(store, first) == [(None, False, None)]
    assert store.company_page(long.id, NOW).aliases == ()
    assert [(one.id, one.state, one.decided_by) for one in store.reviews()] == [(decided.id, "open", None)]


def test_a_rejected_question_is_not_asked_again(store: Store, long: Company) -> None:
    first = tell(store, 1)
    ask(store, first, long)
    decided = store.decide(store.reviews()[0].id, False, BY)
    assert (decided.state, decided.audit_id) == ("rejected", None)
    assert links(store, first) == [(None, False, None)]
    assert not ask(store, tell(store, 2), long)
    assert store.reviews() == []
    assert links(store, tell(store, 3, long.id)) == [(None, False, None)], "nor is it linked by itself"
    assert links(store, tell(store, 4, long.id, printed=LONG)) == [(long.id, False, None)], "another string is another question"
    assert store.reviews("rejected")[0].times == 2
    store.reopen(decided.id)
    assert [one.id for one in store.reviews()] == [decided.id]
    with pytest.raises(StoreError, match="is open, not rejected"):
        store.reopen(decided.id)


def test_decisions_follow_a_firm_through_a_merge(store: Store, long: Company) -> None:
    other = firm(store, "大同示例轨道交通有限公司")
    ask(store, tell(store, 1), long)
    store.decide(store.reviews()[0].id, False, BY)
    store.merge(long.id, other.id, BY)
    assert not ask(store, tell(store, 2), other)
    ask(store, tell(store, 3, printed="示例车辆厂"), other, "示例车辆厂")
    store.merge(other.id, firm(store, "大同示例集团有限公司").id, BY)
    decided = store.decide(store.reviews()[0].id, True, BY)
    assert links(store, tell(store, 4, printed="示例车辆厂"))[0][0] == store.company_page(decided.company.id, NOW).company.id


def test_the_beginning_of_a_name_is_no_alias(store: Store, long: Company) -> None:
    first = tell(store, 1, printed="大同示例机车有", rule="cut")
    ask(store, first, long, "大同示例机车有", "cut")
    store.decide(store.reviews()[0].id, True, BY)
    assert links(store, first) == [(long.id, True, "已确认的简称")]
    assert store.company_page(long.id, NOW).aliases == ()


def test_a_name_that_two_firms_share_is_no_alias(store: Store, long: Company) -> None:
    other = firm(store, SHORT)
    first = tell(store, 1)
    ask(store, first, long)
    store.decide(store.reviews()[0].id, True, BY)
    assert links(store, first)[0][0] == long.id
    with store.writing() as writing:
        assert writing.companies_like(SHORT) == [other]


def test_two_firms_that_may_be_one(store: Store, long: Company) -> None:
    short = firm(store, SHORT, None)
    with store.writing() as writing:
        writing.learn(long.id, NOW, credit_code="91140200701101235J", trade="制造业")
        writing.learn(short.id, NOW, credit_code="91140200701101235J", group="示例集团")
        writing.learn(short.id, NOW, credit_code="91140200701101235X")  # no code at all: its check is wrong
        again = Proposal(kind="company", company_id=short.id, other_id=long.id, reason="x", score=1.0)
        assert writing.review(again, NOW), "the same two the other way round are the same question"
    (waiting,) = store.reviews(kind="company")
    assert (waiting.company.id, waiting.other and waiting.other.id, waiting.reason) == (long.id, short.id, "统一社会信用代码相同")
    assert (waiting.company.credit_code, waiting.company.trade) == ("91140200701101235J", "制造业")
    assert waiting.other is not None
    assert (waiting.other.credit_code, waiting.other.group) == (None, "示例集团")
    store.decide(waiting.id, True, BY)
    assert store.company_page(short.id, NOW).company.id == long.id
    assert store.company_page(long.id, NOW).company.group == "示例集团"
    (entry,) = store.audits()
    store.undo(entry.id, BY)
    assert store.reviews(kind="company")[0].state == "open"


def test_merging_by_hand_answers_the_question(store: Store, long: Company) -> None:
    short = firm(store, SHORT, None)
    with store.writing() as writing:
        writing.review(Proposal(kind="company", company_id=long.id, other_id=short.id, reason="x", score=0.5), NOW)
    entry = store.merge(long.id, short.id, BY)
    assert store.reviews() == []
    assert [(one.state, one.audit_id) for one in store.reviews("accepted")] == [("accepted", entry.id)]


def test_a_readers_report_and_what_follows(store: Store, long: Company) -> None:
    first = tell(store, 1, long.id, printed=LONG)
    other = tell(store, 2, long.id, printed=LONG)
    ((mention, _),) = store.kept_article(first).mentions
    assert store.report((long.id, mention.id), "  这是太原的另一家  ", "198.51.100.7", NOW)
    assert store.report((long.id, mention.id), "这是太原的另一家", "198.51.100.8", NOW)
    assert store.report((long.id, None), "x" * 1000, "198.51.100.9", NOW)
    general, told = sorted(store.reviews(kind="report"), key=lambda one: one.as_printed or "")
    assert (told.text, told.times, told.as_printed, told.article_id) == ("这是太原的另一家", 2, LONG, first)
    assert (general.text, general.as_printed) == ("x" * 300, None)
    decided = store.decide(told.id, True, BY)
    assert links(store, first, other) == [(None, False, None), (long.id, False, None)]
    assert links(store, tell(store, 1, long.id, printed=LONG)) == [(None, False, None)], "read again, it stays unlinked"
    assert decided.audit_id is not None
    assert store.audit(decided.audit_id).action == "unlink"
    assert store.decide(general.id, True, BY).audit_id is None, "what follows from it is done by hand"
    store.sweep(NOW + timedelta(days=91))
    assert [one.text for one in store.reviews(None, "report")] == [None, None], "a reader's words are kept for a while only"


def test_a_report_in_one_story_outweighs_a_decision_about_the_name(store: Store, long: Company) -> None:
    first, second = tell(store, 1), tell(store, 2)
    ask(store, first, long)
    store.decide(store.reviews()[0].id, True, BY)
    ((mention, _),) = store.kept_article(first).mentions
    store.report((long.id, mention.id), "", "198.51.100.7", NOW)
    store.decide(store.reviews()[0].id, True, BY)
    assert [one[0] for one in links(store, tell(store, 1), tell(store, 2))] == [None, long.id]
    assert second


def test_reports_are_limited_and_name_nobody(store: Store, long: Company) -> None:
    sent = [store.report((long.id, None), f"第{number}条", "198.51.100.7", NOW + number * HOUR) for number in range(REPORTS + 2)]
    assert sent == [True] * REPORTS + [False, False]
    assert store.report((long.id, None), "别人", "198.51.100.8", NOW)
    assert store.report((long.id, None), "第二天", "198.51.100.7", NOW + DAY + HOUR)
    with store._door.reading() as connection:
        kept = str(connection.execute(select(reporter)).all()) + str(connection.execute(select(review)).all())
    assert "198.51" not in kept
    store.sweep(NOW + 3 * DAY)
    with store._door.reading() as connection:
        assert connection.execute(select(reporter)).all() == []


def test_what_is_not_there(store: Store, long: Company) -> None:
    other = firm(store, SHORT)
    article = tell(store, 1, long.id, printed=LONG)
    ((mention, _),) = store.kept_article(article).mentions
    for subject in ((999, None), (long.id, 999), (other.id, mention.id)):
        with pytest.raises(NotFound):
            store.report(subject, "", "198.51.100.7", NOW)
    with pytest.raises(NotFound):
        store.decide(999, True, BY)
    with pytest.raises(NotFound):
        store.kept_article("https://paper.example/nothing")
    with store.writing() as writing:
        for wrong in (
            Proposal(kind="mention", company_id=long.id, reason="", score=0.0),
            Proposal(kind="company", company_id=long.id, reason="", score=0.0),
            Proposal(kind="company", company_id=long.id, other_id=long.id, reason="", score=0.0),
        ):
            with pytest.raises(StoreError):
                writing.review(wrong, NOW)
