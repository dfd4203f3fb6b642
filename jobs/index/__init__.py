"""The search index: posting lists as compressed bitmaps, in files beside the database and derived from it.

A document is an open post. Its terms are the single characters and the pairs of neighbouring characters of its folded text, the same of
its title, and marks (its places, its bands of pay …). Every question is then an intersection of bitmaps, and a document's number is the
post's, so that "newest first" is the bitmap's own order. See docs/decisions/0010-search-index.md.
"""

from __future__ import annotations

from jobs.index.folder import Folder
from jobs.index.reader import Allowance, Reader
from jobs.index.terms import Document, is_exact

__all__ = ["Allowance", "Document", "Folder", "Reader", "is_exact"]
