"""Our word lists in jobs/data: tab-separated lines, # before remarks."""

from __future__ import annotations

from importlib import resources


def rows(name: str) -> list[list[str]]:
    """The lines of a list, split at tabs."""
    lines = resources.files("jobs").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
