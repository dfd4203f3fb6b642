"""BambooHR: an employer's openings in one reply, without day, pay and text; each opening's own reply has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, host, label, load, money, node, nodes, noted, path, place, replies, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_WORKPLACES = {"1": "remote", "2": "hybrid"}


@dataclass(frozen=True, kw_only=True)
class BambooHr(JsonBoard):
    """One employer's openings; `board` is the first label of its host."""

    family = "bamboohr"
    shapes = (("result", "jobOpeningName"),)
    hosts = (".bamboohr.com",)

    def starts(self) -> Iterable[Ask]:
        """The list of openings."""
        return (Ask(f"https://{self.board}.bamboohr.com/careers/list", "start"),)

    def read(self, page: Page) -> Reading:
        """The list, or one opening."""
        data = load(page)
        reply = node(data)
        if isinstance(reply.get("result"), list):
            rows = [self._row(page, row, text(row.get("id"))) for row in nodes(reply["result"])]
            known = path(page.url).endswith("/careers/list")  # else a saved page: we do not know where its like is
            details = [
                Ask(urljoin(page.url, f"/careers/{quote(row.key, safe='')}/detail"), "post", note={"key": row.key})
                for row in rows
                if row and known
            ]
            return self.listing(page, rows, asks=details)
        if one := node(reply, "result", "jobOpening"):
            parts = (*reversed(path(page.url).split("/")), *_parts(one))
            return self.single(page, self._row(page, one, noted(page, "key") or _number(parts) or page.url))
        if saved := replies(data, "jobOpeningName"):
            return self.listing(page, [self._row(page, one, text(one.get("id")) or _number(_parts(one))) for one in saved], complete=False)
        return self.refused(page, data, "职位列表（result）")

    def _row(self, page: Page, row: Node, key: str | None) -> Written | None:
        shared = base.web_url(page, row.get("jobOpeningShareUrl"))
        url = shared or (urljoin(f"https://{host(page.url)}/", f"/careers/{quote(key, safe='')}") if key and host(page.url) else None)
        if not key or not url:
            return None
        url = page.url if key == page.url else url
        return Written(
            key=key,
            url=url,
            title=text(row.get("jobOpeningName")),
            company=self.company,
            places=tuple(filter(None, (_where(row),))),
            paid=money(None, None, None, None, label(row.get("compensation"))),
            experience=text(row.get("minimumExperience")),
            occupation=text(row.get("departmentLabel")),
            posted=day_of(row.get("datePosted")),
            description=prose(row.get("description")),
            more={
                "employment": text(row.get("employmentStatusLabel")),
                "workplace": _WORKPLACES.get(text(row.get("locationType")) or "") or ("remote" if row.get("isRemote") is True else None),
            },
            detail="description" in row,
            closed=text(row.get("jobOpeningStatus")) not in (None, "Open"),
        )


def _where(row: Node) -> str | None:
    """The office's address; without one, the place written for candidates."""
    office, written = node(row, "location"), node(row, "atsLocation")
    region = written.get("state") or written.get("province")
    named = place(office.get("city"), office.get("state"), office.get("addressCountry") or office.get("country"))
    return named or place(written.get("city"), region, written.get("country"))


def _parts(one: Node) -> Iterable[str]:
    return reversed((text(one.get("jobOpeningShareUrl")) or "").split("/"))


def _number(parts: Iterable[str]) -> str | None:
    """The opening's number among the parts of an address."""
    return next((part for part in parts if part.isascii() and part.isdecimal()), None)
