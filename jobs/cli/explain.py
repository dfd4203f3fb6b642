"""Why a kept story names whom: what is found in it now, beside what was kept and what a person decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from jobs import names
from jobs.cli.base import main, one_line, say, sentences
from jobs.cli.companies import firm, ready
from jobs.cli.reviews import STATES, plain
from jobs.names import KnownName, KnownNames, fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.model import Company, KeptArticle
    from jobs.store import Store


@main.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@sentences
def explain(article: str, as_json: bool) -> None:
    """What is found in a kept story, what is refused, why, and what was kept of it. ARTICLE is its number or address."""
    with ready() as store:
        kept = store.kept_article(int(article) if article.isascii() and article.isdecimal() and len(article) <= 18 else article)
        told = explained(store, kept)
    say(json.dumps(told, ensure_ascii=False, indent=2, default=plain) if as_json else "\n".join(_lines(kept, told)))


def explained(store: Store, kept: KeptArticle) -> dict[str, Any]:
    """Every candidate of the story as it is judged now, and what was kept and decided of it, ready for JSON."""
    text = f"{kept.title or ''}\n{kept.body or kept.summary or ''}"
    firms = store.companies()
    known = KnownNames(KnownName(one.name, one.place, aliases) for one, aliases in firms)
    by_name = {fold_name(name): one for one, aliases in reversed(firms) for name in (one.name, *aliases)}
    there = {row.as_printed for row, _ in kept.mentions}
    judged = names.explain(text, known, kept.place)
    return {
        "article": {name: getattr(kept, name) for name in ("id", "url", "title", "source", "place", "published_on", "fetched_at")},
        "found": [_found(asdict(one), by_name, there) for one in judged if one.found],
        "refused": [asdict(one) for one in judged if not one.found],
        "kept": [{**asdict(row), "company": asdict(company) if company else None} for row, company in kept.mentions],
        "decided": [asdict(review) for review in kept.reviews],
    }


def _found(told: dict[str, Any], by_name: Mapping[str, Company], there: set[str]) -> dict[str, Any]:
    company = by_name.get(fold_name(told["name"]))
    return {**told, "company": {"id": company.id, "name": company.name} if company else None, "kept": told["as_printed"] in there}


def _lines(kept: KeptArticle, told: Mapping[str, Any]) -> list[str]:
    """The same for a person."""
    lines = [f"{kept.id}  {one_line(kept.title) or '（无标题）'}", f"  {kept.url}", "文中找到："]
    for one in told["found"]:
        lines.append(f"  “{one['as_printed']}” [{one['start']}:{one['end']}] → {one['name']}，{_firm_words(one['company'])}")
        lines += [f"      {why}" for why in one["why"]]
    lines += ["  没有"] if not told["found"] else []
    lines.append("考虑过、没有认的：")
    lines += [f"  “{one['as_printed']}” [{one['start']}:{one['end']}]：{'；'.join(one['why'])}" for one in told["refused"]]
    lines += ["  没有"] if not told["refused"] else []
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


def _firm_words(company: Mapping[str, Any] | None) -> str:
    """Which firm of ours a name found is."""
    return f"已知企业 {company['id']} {company['name']}" if company else "不是已知企业"
