"""What `find` and `explain` say of a text, in the shape the command line prints."""

from __future__ import annotations

from dataclasses import asdict

from jobs.names.explain import explain
from jobs.names.find import find


def report(text: str) -> dict[str, list[dict[str, object]]]:
    """{"mentions": [{"name", "as_printed", "start", "end", "sentence", "rule", "score", "certain", …}]}, ready for JSON."""
    return {"mentions": [asdict(mention) for mention in find(text)]}


def report_why(text: str) -> dict[str, list[dict[str, object]]]:
    """{"candidates": [{"as_printed", "start", "end", "found", "name", "rule", "score", "certain", "why", "before", "parts", "cost"}]}."""
    return {"candidates": [asdict(candidate) for candidate in explain(text)]}
