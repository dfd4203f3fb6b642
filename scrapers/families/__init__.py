"""Shared readers: one a board software, a standard or a manner of page."""
