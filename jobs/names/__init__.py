"""Firms' names: find them in news, bring them to one spelling, take them apart, link them to firms we know."""

from __future__ import annotations

from jobs.names.explain import Explained, explain
from jobs.names.find import find
from jobs.names.fold import canonical, fold_name
from jobs.names.known import KnownName, KnownNames
from jobs.names.link import Link, link
from jobs.names.parse import Parsed, minus_place, parse, short_forms, variants
from jobs.names.report import report, report_why

__all__ = [
    "Explained",
    "KnownName",
    "KnownNames",
    "Link",
    "Parsed",
    "canonical",
    "explain",
    "find",
    "fold_name",
    "link",
    "minus_place",
    "parse",
    "report",
    "report_why",
    "short_forms",
    "variants",
]
