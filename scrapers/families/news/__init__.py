"""News of any site: lists of stories, stories, and stories that came as bare text. No selectors, no rules for one site.

outline -> lines of the page in one pass; body -> which of them are the story; facts -> title, source, date;
stories -> links to other stories; plaintext -> bare text; site -> the Source.
"""

from __future__ import annotations

from scrapers.families.news.site import NewsSite, article

__all__ = ["NewsSite", "article"]
