"""The sources: one small file a site, constants on a family. A source is found by being here; nothing lists them.

A module binds SOURCE, or SOURCES when one site is read for several places.
"""

from __future__ import annotations

import importlib
import pkgutil

from scrapers.source import Source

__all__ = ["load"]


def load(package_name: str = "scrapers.sources") -> dict[str, Source]:
    """Every source of the package by its id, in the order of ids. Raises TypeError for a module without one, or an id used twice."""
    found: dict[str, Source] = {}
    for info in pkgutil.iter_modules(importlib.import_module(package_name).__path__, f"{package_name}."):
        module = importlib.import_module(info.name)
        sources = getattr(module, "SOURCES", None) or (getattr(module, "SOURCE", None),)
        for source in sources:
            if not isinstance(source, Source):
                raise TypeError(f"{info.name} binds neither SOURCE nor SOURCES to a Source")
            if source.id in found:
                raise TypeError(f"two sources are called {source.id}: the second is in {info.name}")
            found[source.id] = source
    return dict(sorted(found.items()))
