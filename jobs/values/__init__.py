"""Pay, dates, education, experience and head-counts as sites write them -> values or None.

Every function is pure, never raises and never guesses: what a text does not say is None, and the
text itself is kept beside what we understood. Inputs are single fields of a page, not whole pages;
only the first `LONGEST` characters of one are read.
"""

from __future__ import annotations

from jobs.values.credit import is_credit_code
from jobs.values.day import day
from jobs.values.fold import LONGEST
from jobs.values.pay import pay, pay_of
from jobs.values.wanted import education, experience, headcount

__all__ = ["LONGEST", "day", "education", "experience", "headcount", "is_credit_code", "pay", "pay_of"]
