"""前程无忧: its search stands behind a human check, so it is linked to and never read. 210400 is 大同 in its own list of places."""

from scrapers.families.link import DeepLink

SOURCE = DeepLink(
    id="51job",
    name="前程无忧",
    home="https://www.51job.com/",
    kind="board",
    search="https://we.51job.com/pc/search?jobArea=210400&keyword={company}&searchType=2",
    note="搜索有人机验证，我们不绕过，只给出它自己的搜索链接。",
)
