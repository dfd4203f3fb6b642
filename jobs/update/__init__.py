"""The order of events: read what is due, keep what was found, want what follows."""

from __future__ import annotations

from jobs.update.report import Failures, Kept, Progress, RoundReport
from jobs.update.round import Fetch, Read, run_round
from jobs.update.source import SourceLike

__all__ = ["Failures", "Fetch", "Kept", "Progress", "Read", "RoundReport", "SourceLike", "run_round"]
