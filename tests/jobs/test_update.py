"""The order of events, over a web that is a dictionary and a real database: news -> firm -> questions -> posts -> list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from jobs.errors import FetchError, ReadError, Refused, Unreachable
from jobs.model import Article, Ask, DueAsk, Page, PlaceReading, PostRow, Reading, Search, Sighting, SourceCard, Teaser
from jobs.places import gazetteer
from jobs.store import Store
from jobs.update import RoundReport, run_round
from jobs.update.keep import Keeping
from jobs.values import pay

REGION = "140200"
HOUR = timedelta(hours=1)


class Web:
    """What the world says: address -> text, bytes of any size, or an error. Remembers what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, str | FetchError] = {}
        self.asked: list[str] = []

    def fetch(self, due: DueAsk, source: object) -> Page:
        self.asked.append(due.ask.url)
        said = self.pages.get(due.ask.url, Refused("missing", due.ask.url, "404"))
        if isinstance(said, FetchError):
            raise said
        return Page(due.ask.url, 200, {}, said.encode(), said, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), due.ask)


@dataclass(frozen=True)
class Site:
    """A source in plain text: the first word of a page is its kind, then one row a line, fields parted by '|'."""

    id: str
    name: str = "示例"
    place: str | None = REGION
    pace: float = 0.0
    every: float = 6.0
    most_pages: int = 3
    search: bool = False

    def starts(self) -> Iterable[Ask]:
        return () if self.search else (Ask(f"http://{self.id}/", "start"),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:
        return (Ask(f"http://{self.id}/?q={quote(company)}", "company"),) if self.search else ()

    def read(self, page: Page) -> Reading:
        head, *rows = page.text.split("\n")
        kind, _, rest = head.partition(" ")
        if kind == "story":
            body, _, beside = "\n".join(rows).partition("\n--\n")
            teasers = tuple(Teaser(title, url or None) for title, _, url in (line.partition("|") for line in beside.split("\n") if line))
            return Reading(kind="article", family="test", articles=(Article(url=page.url, title=rest, body=body, teasers=teasers),))
        if kind not in ("list", "empty", "post", "closed", "blocked"):
            raise ReadError("职位列表", page.url)
        asks = tuple(Ask(url, why) for why, _, url in (row.partition(" ") for row in rows) if why in ("article", "page", "post"))
        posts = tuple(self.post(row, kind) for row in rows if "|" in row)
        return Reading(kind=kind, family="test", sightings=posts, asks=asks, complete="whole" in rest, said=rest or None)

    def post(self, row: str, kind: str) -> Sighting:
        key, title, company, place, paid = row.split("|")
        where = (gazetteer().read(place, self.place),) if place else (PlaceReading(""),)
        cut = company.endswith("…")
        return Sighting(
            key=key,
            url=f"http://{self.id}/{key}",
            title=title,
            company=company.rstrip("…") or None,
            company_cut=cut,
            places=where,
            pay=pay(paid),
            detail=kind in ("post", "closed"),
            closed=kind == "closed",
        )


@dataclass
class Town:
    """A store, a web, some sources, and a clock that moves only when told."""

    store: Store
    web: Web
    sources: dict[str, Site]
    at: datetime = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
    seen: Counter[str] = field(default_factory=Counter)

    def round(self, **bounds: object) -> RoundReport:
        before = len(self.web.asked)
        report = run_round(
            self.store,
            self.web.fetch,
            self.sources,
            lambda: self.at,
            regions=(REGION,),
            workers=4,
            **bounds,  # type: ignore[arg-type]  # tests pass the optional ones through
        )
        self.seen = Counter(self.web.asked[before:])
        return report

    def wait(self, time: timedelta) -> None:
        self.at += time

    def posts(self, **search: object) -> list[PostRow]:
        return list(self.store.find(Search(place=REGION, **search), self.at, 100).posts)  # type: ignore[arg-type]  # as above

    def titles(self) -> list[str]:
        return sorted(post.title for post in self.posts())

    def health(self, source_id: str) -> tuple[str | None, int]:
        health = self.store.source(source_id)
        return health.reason, health.failures


def card(site: Site) -> SourceCard:
    return SourceCard(
        id=site.id,
        name=site.name,
        kind="board",
        family="test",
        home=f"http://{site.id}/",
        place=site.place,
        verdict="GO",
        enabled=True,
        pace=0.0,
        note="",
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'town.sqlite3'}")
    store.upgrade()
    yield store
    store.close()


@pytest.fixture
def town(store: Store) -> Town:
    """A paper, a board with a list, and a board that is only searched."""
    sites = {site.id: site for site in (Site("paper"), Site("board"), Site("finder", search=True))}
    store.register(map(card, sites.values()))
    web = Web()
    web.pages = {
        "http://paper/": "list\narticle http://paper/1",
        "http://paper/1": "story 新厂房投产\n日前，大同示例重工有限公司新厂房在平城区投产。",
        "http://board/": "list whole\n1|焊工|大同示例重工有限公司|平城区|5000-7000元/月\n2|会计|大同示例食品有限公司|云冈区|4000-6000元/月",
        f"http://finder/?q={quote('大同示例重工有限公司')}": "list whole\n9|数控车工|大同示例重工有限公司|大同市|6000-8000元/月",
    }
    return Town(store, web, sites)


# ---------------------------------------------------------------- the life of one datum


def test_a_firm_named_in_the_news_is_asked_for_and_its_posts_are_listed(town: Town) -> None:
    report = town.round()
    assert town.titles() == ["会计", "数控车工", "焊工"]
    assert (report.kept.articles, report.kept.mentions, report.kept.posts_new) == (1, 1, 3)
    named = {post.title: post.mention for post in town.posts()}
    assert named["会计"] is None
    mention = named["数控车工"]
    assert mention is not None
    assert mention.as_printed == "大同示例重工有限公司"
    assert mention.sentence == "日前，大同示例重工有限公司新厂房在平城区投产。"
    assert mention.reason == "全称完全一致"
    assert not report.failures


def test_the_firm_keeps_a_page_that_says_whom_we_asked(town: Town) -> None:
    town.round()
    (row,) = town.store.companies_in_news(REGION, 10)
    page = town.store.company_page(row.company.id)
    assert [post.title for post in page.open_posts] == ["焊工", "数控车工"] or {p.title for p in page.open_posts} == {"焊工", "数控车工"}
    assert [source_id for source_id, _, at in page.asked if at] == ["finder"]


def test_a_second_round_at_once_reads_nothing(town: Town) -> None:
    town.round()
    report = town.round()
    assert (report.pages, sum(town.seen.values())) == (0, 0)


def test_the_same_pages_again_change_nothing_but_the_check(town: Town) -> None:
    town.round()
    before = {post.id: (post.title, post.first_seen_at) for post in town.posts()}
    town.wait(12 * HOUR)
    report = town.round()
    assert town.seen == {"http://paper/": 1, "http://board/": 1}
    assert report.unchanged == 2
    assert {post.id: (post.title, post.first_seen_at) for post in town.posts()} == before
    assert {post.confirmed_at for post in town.posts() if post.source_id == "board"} == {town.at}


def test_a_list_with_a_clock_on_it_is_no_news_and_is_looked_at_ever_less_often(town: Town) -> None:
    town.round()
    looks: list[timedelta] = []
    last = town.at
    for tick in range(80):
        town.web.pages["http://paper/"] = f"list 现在是 {tick} 时\narticle http://paper/1"
        town.wait(HOUR)
        report = town.round()
        if town.seen["http://paper/"]:
            assert report.kept.articles == 0
            looks.append(town.at - last)
            last = town.at
    hours = [look // HOUR for look in looks]
    assert hours == sorted(hours)
    assert hours[0] <= 6
    assert hours[-1] == 24


def test_a_firm_is_asked_for_again_after_a_week_not_before(town: Town) -> None:
    town.round()
    question = f"http://finder/?q={quote('大同示例重工有限公司')}"
    town.web.pages["http://paper/"] = "list\narticle http://paper/2"
    town.web.pages["http://paper/2"] = "story 再添新线\n大同示例重工有限公司再添一条生产线。"
    town.wait(24 * HOUR)
    town.round()
    assert town.seen["http://paper/2"] == 1
    assert town.seen[question] == 0
    town.wait(7 * 24 * HOUR)
    town.round()
    assert town.seen[question] == 1


def test_a_story_is_read_once_also_when_its_list_is_read_again(town: Town) -> None:
    town.round()
    town.web.pages["http://paper/"] += "\n"
    town.wait(24 * HOUR)
    town.round()
    assert town.seen["http://paper/"] == 1
    assert town.seen["http://paper/1"] == 0


def test_a_story_that_says_the_same_on_a_changed_page_is_not_new(town: Town) -> None:
    town.web.pages["http://paper/"] = "story 新厂房投产\n大同示例重工有限公司新厂房投产。"
    assert town.round().kept.articles == 1
    town.web.pages["http://paper/"] += "\n--\n"
    town.wait(24 * HOUR)
    report = town.round()
    assert town.seen["http://paper/"] == 1
    assert (report.kept.articles, report.kept.mentions) == (0, 0)


def test_the_same_post_at_two_boards_is_one(town: Town) -> None:
    town.sources["other"] = Site("other")
    town.store.register(map(card, town.sources.values()))
    town.web.pages["http://other/"] = "list\na|焊工|大同示例重工有限公司|平城区|5000～7000元/月"
    town.round()
    assert town.titles() == ["会计", "数控车工", "焊工"]
    assert {post.title: post.sightings for post in town.posts()}["焊工"] == 2


# ---------------------------------------------------------------- names


def test_a_cut_headline_points_only_at_a_firm_we_know(town: Town) -> None:
    town.round()
    town.web.pages["http://paper/"] = "list\narticle http://paper/2"
    town.web.pages["http://paper/2"] = (
        "story 天气转冷\n市民注意保暖。\n--\n大同示例重工有限 ...|http://paper/cut\n灵丘示例风电有限 ...|http://paper/cut2"
    )
    town.wait(24 * HOUR)
    town.round()
    companies = {company.name for row in town.store.news(REGION, 20) for company in row.companies}
    assert companies == {"大同示例重工有限公司"}
    assert not any("灵丘" in row.company.name for row in town.store.companies_in_news(REGION, 20))


def test_damaged_text_names_the_firm_and_keeps_what_was_printed(town: Town) -> None:
    town.web.pages["http://paper/1"] = "story 項(xiàng)目開(kāi)工\n天鎮(zhèn)示例新材料有限公司與(yǔ)高校共建實(shí)驗(yàn)室。"
    town.round()
    (row,) = town.store.companies_in_news(REGION, 10)
    assert row.company.name == "天镇示例新材料有限公司"
    (mention,) = town.store.company_page(row.company.id).mentions
    assert mention.as_printed == "天鎮(zhèn)示例新材料有限公司"
    assert mention.article_title == "項目開工"


def test_a_name_the_list_cut_waits_for_the_posts_own_page(town: Town) -> None:
    town.web.pages["http://board/"] = "list whole\n1|焊工|示例集团(大同)起重机有…|云冈区|5000元/月\npost http://board/1"
    town.web.pages["http://board/1"] = "post\n1|焊工|示例集团(大同)起重机有限公司|云冈区|5000元/月"
    town.round()
    (post,) = [post for post in town.posts() if post.title == "焊工"]
    assert post.company == "示例集团（大同）起重机有限公司"
    assert not [company.name for company, _ in town.store.companies() if company.name.endswith("有")]
    assert town.seen["http://board/1"] == 1
    town.web.pages["http://board/"] += "\n"
    town.wait(12 * HOUR)
    town.round()
    assert town.seen["http://board/1"] == 0  # known, and not due
    town.wait(13 * HOUR)
    town.round()
    assert town.seen["http://board/1"] == 0  # the list showed it 13 hours ago
    town.web.pages["http://board/"] = "list\n2|会计|大同示例食品有限公司|云冈区|4000-6000元/月"
    town.wait(25 * HOUR)
    town.round()
    assert town.seen["http://board/1"] == 1  # nothing confirmed it for a day


def test_a_posts_own_page_is_read_weekly_although_lists_confirm_it(town: Town) -> None:
    town.web.pages["http://board/"] += "\npost http://board/1"
    town.web.pages["http://board/1"] = "post\n1|焊工|大同示例重工有限公司|平城区|5000-7000元/月"
    town.round()
    read = []
    for half in range(1, 32):
        town.web.pages["http://board/"] += "\n"  # another page each time, or the list would be read once a day as well
        town.wait(12 * HOUR)
        town.round()
        read += [half / 2] * town.seen["http://board/1"]
    assert read == [7, 14]


# ---------------------------------------------------------------- lists


def test_a_post_is_closed_when_two_looks_at_the_whole_list_lack_it(town: Town) -> None:
    town.round()
    town.web.pages["http://board/"] = "list whole\n2|会计|大同示例食品有限公司|云冈区|4000-6000元/月"
    town.wait(24 * HOUR)
    assert town.round().kept.posts_closed == 0
    assert "焊工" in town.titles()
    town.wait(24 * HOUR)
    town.round()
    assert "焊工" not in town.titles()


def test_half_a_list_closes_nothing(town: Town) -> None:
    town.round()
    town.web.pages["http://board/"] = "list\n2|会计|大同示例食品有限公司|云冈区|4000-6000元/月"
    for _ in range(4):
        town.wait(24 * HOUR)
        town.web.pages["http://board/"] += "\n"
        town.round()
    assert "焊工" in town.titles()


def test_a_post_that_moved_to_the_next_page_is_not_gone(town: Town) -> None:
    one, two = "1|焊工|大同示例重工有限公司|平城区|5000元/月", "2|会计|大同示例食品有限公司|云冈区|4000元/月"
    town.web.pages |= {"http://board/": f"list\n{one}\npage http://board/p2", "http://board/p2": f"list whole\n{two}"}
    town.round()
    for _ in range(3):
        new = f"{_ + 3}|司机|大同示例物流有限公司|平城区|6000元/月"
        town.web.pages |= {"http://board/": f"list\n{new}\npage http://board/p2", "http://board/p2": f"list whole\n{one}\n{two}"}
        town.wait(24 * HOUR)
        town.round()
    assert {"焊工", "会计"} <= set(town.titles())


def test_a_list_read_in_part_closes_nothing(town: Town) -> None:
    one, two = "1|焊工|大同示例重工有限公司|平城区|5000元/月", "2|会计|大同示例食品有限公司|云冈区|4000元/月"
    town.web.pages |= {"http://board/": f"list\n{one}\npage http://board/p2", "http://board/p2": f"list whole\n{two}"}
    town.round()
    town.web.pages["http://board/"] = Unreachable("timeout", "http://board/")
    for number in range(4):
        town.web.pages["http://board/p2"] = f"list whole\n{number + 3}|司机|大同示例物流有限公司|平城区|{number + 3}000元/月"
        town.wait(24 * HOUR)
        town.round()
        assert town.seen["http://board/p2"]
    assert {"焊工", "会计"} <= set(town.titles())  # 会计 may stand on the page that did not come


def test_a_list_without_end_is_left_after_the_most_pages(town: Town) -> None:
    for number in range(1, 10):
        town.web.pages[f"http://board/{number}"] = (
            f"list\n{number}|焊工{number}|大同示例重工有限公司|平城区|面议\npage http://board/{number + 1}"
        )
    town.web.pages["http://board/"] = "list\n0|焊工|大同示例重工有限公司|平城区|面议\npage http://board/1"
    town.round()
    assert [url for url in town.seen if url.startswith("http://board/")] == ["http://board/", "http://board/1", "http://board/2"]


def test_a_page_of_too_many_posts_is_kept_up_to_the_cap(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.update.understand.MOST_POSTS", 50)
    rows = "\n".join(f"{n}|工{n}|大同示例重工有限公司|平城区|面议" for n in range(500))
    town.web.pages["http://board/"] = f"list\n{rows}"
    assert town.round().kept.posts_new == 51


def test_a_post_whose_page_says_so_is_closed(town: Town) -> None:
    town.web.pages["http://board/"] += "\npost http://board/1"
    town.web.pages["http://board/1"] = "closed\n1|焊工|大同示例重工有限公司|平城区|5000-7000元/月"
    assert town.round().kept.posts_closed == 1
    assert "焊工" not in town.titles()


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "unreadable"),
        ("<html><body>502 Bad Gateway</body></html>", "unreadable"),
        ("blocked 请输入验证码", "wall"),
        ("<div>" * 10_000, "unreadable"),
        ("x" * 50_000_000, "unreadable"),
        (Refused("robots", "http://board/"), "robots"),
        (Unreachable("timeout", "http://board/"), "timeout"),
        (Unreachable("incomplete", "http://board/"), "incomplete"),
        (Refused("missing", "http://board/"), "missing"),
    ],
    ids=["empty", "error 200", "wall", "deep", "50 MB", "robots", "timeout", "cut", "404"],
)
def test_a_failing_page_moves_its_ask_and_nothing_else(town: Town, answer: str | FetchError, reason: str) -> None:
    town.round()
    before = {post.id: (post.state, post.confirmed_at) for post in town.posts()}
    town.web.pages["http://board/"] = answer
    town.wait(12 * HOUR)
    report = town.round()
    assert report.failures["board"].reason == reason
    assert town.health("board") == (reason, 1)
    assert town.health("paper") == (None, 0)
    assert {post.id: (post.state, post.confirmed_at) for post in town.posts()} == before
    assert town.round().pages == 0
    town.web.pages["http://board/"] = "list whole\n1|焊工|大同示例重工有限公司|平城区|5000-7000元/月"
    town.wait(24 * HOUR)
    town.round()
    assert town.health("board") == (None, 0)


def test_a_source_that_is_always_down_is_tried_every_day(town: Town) -> None:
    town.web.pages["http://board/"] = Unreachable("connect", "http://board/")
    tries = 0
    for _ in range(40):
        town.round()
        tries += town.seen["http://board/"]
        town.wait(24 * HOUR)
    assert tries == 40


def test_a_reader_with_a_mistake_fails_its_source_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(source: Site, page: Page) -> Reading:
        return {}["no such key"] if source.id == "board" else source.read(page)

    report = town.round(read=read)
    assert report.failures["board"].reason == "unreadable"
    assert town.titles() == ["数控车工"]
    assert "KeyError" in caplog.text


def test_a_crash_while_keeping_loses_nothing_and_repeats_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    follow = Keeping.follow

    def crash(self: Keeping) -> None:
        if self.source.id == "board":
            raise ZeroDivisionError
        follow(self)

    with monkeypatch.context() as patch:
        patch.setattr(Keeping, "follow", crash)
        with pytest.raises(ZeroDivisionError):
            town.round()
    assert "焊工" not in town.titles()  # half a page is no page
    assert town.health("board") == ("unreadable", 1)  # and the next round does not begin with it again
    town.wait(HOUR)
    town.round()
    assert town.titles() == ["会计", "数控车工", "焊工"]
    assert len({post.id for post in town.posts()}) == 3
    assert len(town.store.news(REGION, 10)) == 1


def test_a_worker_that_died_holds_its_source_only_as_long_as_its_lease(town: Town) -> None:
    town.store.want("board", [Ask("http://board/", "start")], town.at)
    (taken,) = town.store.due(town.at, 1, timedelta(minutes=10), "dead")
    assert taken.source_id == "board"
    town.round()
    assert town.seen["http://board/"] == 0
    town.wait(timedelta(minutes=11))
    town.round()
    assert town.seen["http://board/"] == 1


def test_a_stop_keeps_what_is_under_way_and_takes_nothing_new(town: Town) -> None:
    report = town.round(stop=lambda: len(town.web.asked) >= 1)
    assert report.cut_short
    assert 1 <= report.pages <= 4
    town.round()
    assert town.titles() == ["会计", "数控车工", "焊工"]


def test_sources_of_other_places_are_left_alone(town: Town) -> None:
    town.sources["south"] = Site("south", place="440300")
    town.store.register(map(card, town.sources.values()))
    town.web.pages["http://south/"] = "list\n1|焊工|深圳示例有限公司|深圳市|5000元/月"
    town.round()
    assert town.seen["http://south/"] == 0


def test_progress_is_told(town: Town) -> None:
    told: list[int] = []
    town.round(progress=lambda report, waiting, names: told.append(report.pages))
    assert told
    assert told[-1] == 4
