"""What a round did, in numbers a person would ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Protocol


@dataclass(slots=True)
class Kept:
    """What keeping one page changed; added up over a round."""

    articles: int = 0  # new or changed
    mentions: int = 0
    companies: int = 0  # firms new to us
    posts_new: int = 0
    posts_confirmed: int = 0  # known posts shown open again
    posts_closed: int = 0
    asks: int = 0  # further pages wanted for the first time

    def add(self, other: Kept) -> None:
        """Count another page in."""
        for name in (each.name for each in fields(Kept)):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Failures:
    """How often a source failed in a round, and why the last time (a key of errors.REASONS)."""

    count: int
    reason: str
    detail: str


@dataclass(slots=True)
class RoundReport:
    """What a round did."""

    pages: int = 0  # pages that came, changed or not
    unchanged: int = 0
    kept: Kept = field(default_factory=Kept)
    failures: dict[str, Failures] = field(default_factory=dict)  # by source id
    #: True when the round ended because it was told to or reached a cap, while more was due.
    cut_short: bool = False

    def failed(self, source_id: str, reason: str, detail: str) -> None:
        """Note one failure of a source."""
        before = self.failures.get(source_id)
        self.failures[source_id] = Failures((before.count if before else 0) + 1, reason, detail)

    def sentence(self) -> str:
        """The round in one line, for a terminal or a log."""
        k = self.kept
        parts = [f"{self.pages} 页（{self.unchanged} 页未变）", f"{k.articles} 条新闻", f"{k.mentions} 处企业名", f"{k.companies} 家新企业"]
        parts.append(f"岗位 新 {k.posts_new} · 核实 {k.posts_confirmed} · 关闭 {k.posts_closed}")
        if self.failures:
            parts.append(f"{len(self.failures)} 个来源有失败")
        return "，".join(parts)


class Progress(Protocol):
    """Told after every page of a round."""

    def __call__(self, report: RoundReport, waiting: int, names: Mapping[str, str]) -> None:
        """`waiting`: asks that are due now; `names`: what is being read, source id -> address."""
