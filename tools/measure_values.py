"""How many of the notations of pay that sites write are read right.

    python -m tools.measure_values

The notations and what a person reads in them are the table of tests/jobs/test_values_pay.py; the tests want every one of them.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from jobs import values


def measure(shared: Path | None = None) -> dict[str, float]:  # noqa: ARG001  # the table is our own
    """{"pay": share read right, "pay notations": how many}."""
    table = importlib.import_module("tests.jobs.test_values_pay").NOTATIONS
    return {"pay": sum(_read(text) == expected for text, expected in table) / len(table), "pay notations": len(table)}


def _read(text: str) -> tuple[int | None, int | None, str | None, int | None]:
    found = values.pay(text)
    return (found.min, found.max, found.unit, found.months) if found else (None, None, None, None)


if __name__ == "__main__":
    print(measure())
