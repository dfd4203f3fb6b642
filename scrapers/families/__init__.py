"""The families: shared readers, one a board software, ATS or standard. A family is found by being here; nothing lists them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from jobs.errors import ReadError
from jobs.model import Page, Reading
from scrapers.source import Source

__all__ = ["families", "read", "recognise"]


@cache
def families() -> dict[str, type[Source]]:
    """Every family by its name. Raises TypeError when two share a name."""
    found: dict[str, type[Source]] = {}
    for module in sorted(info.name for info in pkgutil.walk_packages(__path__, f"{__name__}.")):
        for one in vars(importlib.import_module(module)).values():
            if not (inspect.isclass(one) and issubclass(one, Source) and one.__module__ == module and "family" in vars(one)):
                continue
            if found.setdefault(one.family, one) is not one:
                raise TypeError(f"two families are called {one.family}: {found[one.family].__module__}, {module}")
    return found


def recognise(page: Page) -> list[tuple[float, type[Source]]]:
    """Families that claim the page and how sure each is, best first."""
    claims = [(family.claims(page), family) for family in families().values()]
    return sorted((claim for claim in claims if claim[0] > 0), key=lambda claim: (-claim[0], claim[1].family))


def read(page: Page) -> Reading:
    """A page of an unknown site, read by the best family that makes something of it.

    Raises ReadError: the best family's own when none succeeds; blocked when no family knows the page and it is a wall.
    """
    from scrapers.families import attachments
    from scrapers.families.base import check, not_promised
    from scrapers.families.xmlrows import is_streamed

    if page.text or attachments.kind(page.content) is None:
        check(page, sized=not is_streamed(page.text))
    failed: ReadError | None = None
    for _, family in recognise(page):
        if (source := family.for_page(page)) is None:
            continue
        try:
            return source.read(page)
        except ReadError as error:
            failed = failed or error
    raise failed or not_promised(page, "没有认得这一页的读法")
