"""The operator's commands, one module a family: `python -m jobs --help`."""

from __future__ import annotations

from jobs.cli import companies, explain, names, posts, program, reviews, upkeep
from jobs.cli.base import main
from jobs.cli.program import address, check_port

__all__ = ["address", "check_port", "companies", "explain", "main", "names", "posts", "program", "reviews", "upkeep"]
