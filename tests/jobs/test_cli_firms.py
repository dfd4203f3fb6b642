"""The operator's commands about firms, as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.cli import main
from jobs.config import load
from jobs.model import Company, Proposal
from jobs.store import Store
from tests.store_samples import NOW, card, firm, keep, named, post, story

LONG, SHORT = "大同示例机车有限公司", "示例机车厂"
BODY = "大同示例机车有限公司今天投产，示例机车厂的老职工也来了。某有限公司没有到场。"
Run = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The database of an installation that is used in this folder."""
    monkeypatch.chdir(tmp_path)
    opened = Store.open(load().database)
    opened.upgrade()
    opened.register([card("board"), card("paper", kind="news")])
    yield opened
    opened.close()


@pytest.fixture
def run() -> Run:
    def command(*args: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, args)
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        return done.output

    return command


@pytest.fixture
def two(store: Store) -> tuple[Company, Company]:
    """A firm in the news and hiring, and what may be the same firm under its short name; the story names both."""
    long, short = firm(store, LONG), firm(store, SHORT, None)
    with store.writing() as writing:
        number, _ = writing.article("paper", story("https://paper.example/1", "机车下线", BODY), "140200", NOW)
        writing.mention(number, long.id, named(LONG, BODY), "全称完全一致")
    keep(store, post("1", company=LONG), company=long)
    keep(store, post("2", "电工", company=SHORT), company=short)
    return long, short


def test_search_and_show(two: tuple[Company, Company], run: Run) -> None:
    long, short = two
    assert run("companies", "search", "機車").splitlines() == [
        f"{long.id}  {LONG}（大同市）  见报 1 次，在招 1 个岗位",
        f"{short.id}  {SHORT}  见报 0 次，在招 1 个岗位",
    ]
    assert run("companies", "search", "没有这家") == "没有找到\n"
    told = run("companies", "show", str(long.id))
    assert f"{long.id}  {LONG}（大同市）\n" in told
    assert "统一社会信用代码：不知道" in told
    assert f"写作 {LONG}（新闻里这样写" in told
    assert f"新闻 1：“{LONG}” full 0.97，全称完全一致　机车下线" in told
    assert "NotFound" in run("companies", "show", "99", code=1)


def test_merge_undo_and_the_trail(store: Store, two: tuple[Company, Company], run: Run) -> None:
    long, short = two
    told = run("companies", "merge", str(short.id), str(long.id), "--why", "同一地址", "--who", "小王")
    assert f"小王  合并：{short.id}  {SHORT} 并入 {long.id}  {LONG}（大同市）  同一地址" in told
    assert "要撤销：python -m jobs companies undo 1" in told
    assert run("companies", "show", str(short.id)).startswith(f"{short.id} 已并入 {long.id}\n")
    assert len(store.company_page(long.id, NOW).open_posts) == 2
    assert "StoreError: company 2 was merged into 1" in run("companies", "merge", str(short.id), str(long.id), "--why", "x", code=1)
    assert "撤销 1" in run("companies", "undo", "1", "--why", "弄错了")
    assert len(store.company_page(short.id, NOW).open_posts) == 1
    lines = [json.loads(line) for line in run("companies", "audit", str(long.id), "--json").splitlines()]
    assert [(one["action"], one["undoes"], one["undone_by"]) for one in lines] == [("undo", 1, None), ("merge", None, 2)]
    assert lines[1]["changes"]["cells"]
    assert "（已由 2 撤销）" in run("companies", "audit")
    assert "undone by audit 2" in run("companies", "undo", "1", code=1)


def test_a_reason_is_required(two: tuple[Company, Company], run: Run) -> None:
    assert "--why" in run("companies", "merge", "1", "2", code=2)
    assert "--why" in run("companies", "split", "1", "--alias", "x", code=2)


def test_split(store: Store, two: tuple[Company, Company], run: Run) -> None:
    long, short = two
    run("companies", "merge", str(short.id), str(long.id), "--why", "同一地址")
    assert "no place" in run("companies", "split", str(long.id), "--alias", SHORT, "--place", "1", "--why", "x", code=2)
    told = run("companies", "split", str(long.id), "--alias", SHORT, "--place", "140213", "--why", "两块牌子")
    assert f"拆分：从 {long.id}  {LONG}（大同市） 拆出 3  {SHORT}（平城区）  两块牌子" in told
    assert "own name" in run("companies", "split", str(long.id), "--alias", LONG, "--why", "x", code=1)


def ask(store: Store, company: Company) -> None:
    mention = replace(named(SHORT, BODY, certain=False), rule="suffix", score=0.7)
    with store.writing() as writing:
        writing.mention(1, None, mention, None)
        told = Proposal(kind="mention", company_id=company.id, article_id=1, mention=mention, reason="省略地名，地点一致", score=0.97)
        writing.review(told, NOW)


def test_the_queue(store: Store, two: tuple[Company, Company], run: Run) -> None:
    long, short = two
    ask(store, long)
    with store.writing() as writing:
        writing.review(Proposal(kind="company", company_id=long.id, other_id=short.id, reason="名称相近", score=0.96), NOW)
    store.report((long.id, None), "电话打不通\n\x1b[2J换了名字", "198.51.100.7", NOW)
    told = run("reviews", "--open")
    assert f"“{SHORT}”是不是 {long.id}  {LONG}（大同市）？  省略地名，地点一致 0.97，1 次" in told
    assert f"{short.id}  {SHORT} 是不是 {long.id}  {LONG}（大同市）？" in told
    assert "读者：电话打不通 [2J换了名字\n" in told, "nothing a reader writes moves the cursor or starts a line"
    assert told.endswith("待定：可能是同一家 1，新闻里的名称 1，读者报错 1\n")
    assert len(run("reviews", "--kind", "mention", "--json").splitlines()) == 1

    assert "要撤销：python -m jobs companies undo 1" in run("reviews", "accept", "1")
    assert [row.company_id for row, _ in store.kept_article(1).mentions] == [long.id, long.id]
    assert "--why" in run("reviews", "reject", "2", code=2)
    assert "已拒绝" in run("reviews", "reject", "2", "--why", "两块牌子")
    assert "rejected already" in run("reviews", "accept", "2", code=1)
    assert "companies merge" in run("reviews", "accept", "3")
    assert run("reviews") == "待定：没有\n"
    assert "两块牌子" in run("reviews", "--all")
    assert "待定" in run("reviews", "reopen", "2")


def test_why_a_story_names_whom(store: Store, two: tuple[Company, Company], run: Run) -> None:
    long, _ = two
    ask(store, long)
    run("reviews", "reject", "1", "--why", "是另一家")
    told = run("explain", "1")
    assert told == run("explain", "https://paper.example/1")
    assert f"“{LONG}”" in told
    assert f"→ {LONG}，已知企业 {long.id} {LONG}\n" in told
    refused = told.partition("考虑过、没有认的：")[2].partition("库里保存")[0]
    assert "“某有限公司”" in refused or "“有限公司”" in refused
    assert f"“{LONG}” full 0.97 → {long.id}  {LONG}（大同市），全称完全一致" in told
    assert "没有认定是哪一家" in told
    assert f"提问 1（已拒绝）：“{SHORT}”是 {long.id}  {LONG}（大同市）？是另一家" in told
    whole = json.loads(run("explain", "1", "--json"))
    assert [one["as_printed"] for one in whole["kept"]] == [LONG, SHORT]
    assert whole["decided"][0]["state"] == "rejected"
    found = next(one for one in whole["found"] if one["as_printed"] == LONG)
    text = f"机车下线\n{BODY}"
    assert text[found["start"] : found["end"]] == LONG
    assert found["why"]
    assert (found["company"]["id"], found["kept"]) == (long.id, True)
    assert all(one["why"] for one in whole["refused"])
    assert "NotFound: article 9" in run("explain", "9", code=1)


def test_a_sighting_is_separated_and_the_post_shows_why(store: Store, two: tuple[Company, Company], run: Run) -> None:
    store.register([card("other")])
    number, _ = keep(store, post("9", company=LONG), "other", two[0])
    shown = run("posts", "show", str(number)).splitlines()
    assert shown[0] == f"{number}  焊工  {LONG}"
    assert "公司、职位、地点、薪资都相同" in shown[2]
    seen = shown[2].split()[0]
    assert "拆开岗位" in run("posts", "separate", seen, "--why", "两个班组")
    assert len(run("posts", "show", str(number)).splitlines()) == 2
    assert "alone" in run("posts", "separate", seen, "--why", "两个班组", code=1)
    (entry,) = store.audits(two[0].id)
    run("companies", "undo", str(entry.id), "--why", "是一个")
    assert run("posts", "show", str(number)).splitlines() == shown
