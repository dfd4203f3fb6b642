"""A small city's data for the bench of pages: firms, stories that name some of them, posts of the last days. Invented, seeded."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from jobs.dedupe import merge_key
from jobs.model import Article, Company, Experience, Mention, Pay, PlaceReading, Search, Sighting, SourceCard
from jobs.search import address
from jobs.store import Store

COUNTIES = ("140212", "140213", "140214", "140215", "140221", "140222", "140223", "140224", "140225", "140226")
ELSEWHERE = "440304"
TITLES = ("数控车工", "电焊工", "化验员", "库管", "护士", "会计", "机修钳工", "叉车司机", "行政文员", "销售代表", "质检员", "电气工程师")


def fill(store: Store, posts: int, seed: int = 7) -> None:
    chance, now = random.Random(seed), datetime.now(UTC)
    store.register([_source(number) for number in range(12)])
    with store.writing() as writing:
        firms = [writing.company(f"大同示例{n}机械有限公司", chance.choice(COUNTIES), "news", now)[0] for n in range(posts // 10)]
        for number in range(posts // 20):
            named = chance.choice(firms)
            sentence = f"记者走进{named.name}，两条总装线同时开工。"
            day = (now - timedelta(days=number % 60)).date()
            story = Article(
                url=f"https://s0.example/{number}", title=f"示例新闻{number}", body=sentence, source="示例日报", published_on=day
            )
            kept, _ = writing.article("s0", story, "140200", now)
            mention = Mention(named.name, named.name, 4, 4 + len(named.name), sentence, "full", 0.97, certain=True)
            writing.mention(kept, named.id, mention, "全称完全一致")
    for start in range(0, posts, 200):
        with store.writing() as writing:
            for number in range(start, min(posts, start + 200)):
                source, firm = f"s{number % 12}", chance.choice(firms)
                post = _post(chance, number, firm)
                key = merge_key(source, post, firm.id, post.places[0].codes)
                writing.sighting(source, post, firm, key, now - timedelta(minutes=posts - number))


def add(store: Store, number: int, place: str) -> None:
    """One more post, of a firm that is new, in a county."""
    now = datetime.now(UTC)
    with store.writing() as writing:
        firm = writing.company(f"示例新{place}{number}商贸有限公司", place, "news", now)[0]
        key, there = f"new{place}{number}", (PlaceReading(text="", codes=(place,)),)
        post = replace(_post(random.Random(number), number, firm), key=key, url=f"https://s0.example/{key}", places=there)
        writing.sighting("s0", post, firm, merge_key("s0", post, firm.id, post.places[0].codes), now)


def paths(store: Store, now: datetime) -> list[str]:
    """Addresses of lists as people ask for them: places, filters, words, orders, later pages."""
    asked = [Search(place=place) for place in ("140000", "140200", *COUNTIES)]
    asked += [Search(place="140200", words=(word,)) for word in TITLES[:6]]
    asked += [Search(place="140200", pay=("5-8",)), Search(place="140200", in_news=True), Search(place="140213", education=("大专",))]
    asked += [Search(place="140200", sort="new"), Search(place="140200", sort="pay")]
    here = Search(place="140200")
    for _ in range(8):
        following = store.look(here, "140200", now).next
        here = Search(place="140200", after=following)
        asked.append(here)
    return [address(one) for one in asked]


def _source(number: int) -> SourceCard:
    return SourceCard(
        id=f"s{number}",
        name=f"示例来源{number}",
        kind="board",
        family="bench",
        home=f"https://s{number}.example/",
        place="140200",
        verdict="GO",
        enabled=True,
        pace=5.0,
        note="",
    )


def _post(chance: random.Random, number: int, firm: Company) -> Sighting:
    low = chance.choice((3000, 4500, 5000, 6000, 7000, 9000))
    return Sighting(
        key=f"k{number}",
        url=f"https://s{number % 12}.example/{number}",
        title=chance.choice(TITLES) + chance.choice(("", "（大件）", "（夜班）")),
        company=firm.name,
        places=(PlaceReading(text="大同", codes=(chance.choice(COUNTIES),)),),
        pay=Pay(f"{low}-{low + 2000}", low, low + 2000, "month") if chance.random() < 0.8 else None,
        education=chance.choice(("不限", "中专", "大专", None)),
        experience=Experience("3-5年", 3, 5) if chance.random() < 0.5 else None,
        headcount=chance.choice((None, 1, 3, 6)),
        benefits=chance.choice(((), ("五险一金",), ("五险一金", "双休", "包住"))),
        description=f"负责示例岗位的日常工作，编号{number}。",
        detail=True,
    )
