"""Tongpin: which firms in a city's news are hiring. The product without the scrapers."""
