"""Why a kept story names whom: what is found in it now, beside what was kept and what a person decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from jobs.cli.base import main, one_line, say, sentences
from jobs.cli.companies import firm, ready
from jobs.cli.reviews import STATES, plain
from jobs.names import KnownName, KnownNames, find, fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.model import Company, KeptArticle, Mention
    from jobs.store import Store


@main.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@sentences
def explain(article: str, as_json: bool) -> None:
    """What is found in a kept story, why, and what was kept of it. ARTICLE is its number or address."""
    with ready() as store:
        kept = store.kept_article(int(article) if article.isascii() and article.isdecimal() and len(article) <= 18 else article)
        told = explained(store, kept)
    say(json.dumps(told, ensure_ascii=False, indent=2, default=plain) if as_json else "\n".join(_lines(kept, told)))


def explained(store: Store, kept: KeptArticle) -> dict[str, Any]:
    """What is found in the story now, and what was kept and decided of it, ready for JSON."""
    text = f"{kept.title or ''}\n{kept.body or kept.summary or ''}"
    firms = store.companies()
    known = KnownNames(KnownName(one.name, one.place, aliases) for one, aliases in firms)
    by_name = {fold_name(name): one for one, aliases in reversed(firms) for name in (one.name, *aliases)}
    there = {(row.as_printed, row.rule) for row, _ in kept.mentions}
    return {
        "article": {name: getattr(kept, name) for name in ("id", "url", "title", "source", "place", "published_on", "fetched_at")},
        "found": [_found(mention, by_name, there) for mention in find(text, known, kept.place)],
        "kept": [{**asdict(row), "company": asdict(company) if company else None} for row, company in kept.mentions],
        "decided": [asdict(review) for review in kept.reviews],
    }


def _found(mention: Mention, by_name: Mapping[str, Company], there: set[tuple[str, str]]) -> dict[str, Any]:
    company = by_name.get(fold_name(mention.name))
    told = {"company": {"id": company.id, "name": company.name} if company else None, "kept": (mention.as_printed, mention.rule) in there}
    return {**asdict(mention), **told}


def _lines(kept: KeptArticle, told: Mapping[str, Any]) -> list[str]:
    """The same for a person."""
    lines = [f"{kept.id}  {one_line(kept.title) or '（无标题）'}", f"  {kept.url}", "文中找到："]
    for one in told["found"]:
        whose = firm_words(one["company"])
        sure = "" if one["certain"] else "，不确定"
        lines.append(
            f"  “{one['as_printed']}” [{one['start']}:{one['end']}] {one['rule']} {one['score']:.2f}{sure} → {one['name']}，{whose}"
        )
        lines.append(f"      {one_line(one['sentence'])}")
    lines += ["  没有"] if not told["found"] else []
    lines.append("库里保存（同一家只留最可靠的一处）：")
    for row, company in kept.mentions:
        whose = firm(company) if company else "没有认定是哪一家"
        lines.append(f"  “{row.as_printed}” {row.rule} {row.score:.2f} → {whose}，{row.reason or '没有理由'}")
    lines += ["  没有"] if not kept.mentions else []
    lines += [
        f"  提问 {one.id}（{STATES[one.state]}）：“{one.as_printed or ''}”是 {firm(one.company)}？{one_line(one.decided_why or one.reason)}"
        for one in kept.reviews
    ]
    return lines


def firm_words(company: Mapping[str, Any] | None) -> str:
    """Which firm of ours a name found is."""
    return f"已知企业 {company['id']} {company['name']}" if company else "不是已知企业"
