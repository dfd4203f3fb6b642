"""The one door to the web. Who we are, what we promise to sites and what we refuse stands in docs/fetching.md."""

from scrapers.fetch.charset import decode, looks_binary
from scrapers.fetch.door import Fetcher, Terms
from scrapers.fetch.pace import Clock
from scrapers.fetch.robots import Robots

__all__ = ["Clock", "Fetcher", "Robots", "Terms", "decode", "looks_binary"]
