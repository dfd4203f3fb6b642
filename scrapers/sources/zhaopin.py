"""智联招聘: robots.txt forbids addresses with a query and the site challenges robots; linked to, never read."""

from scrapers.families.link import DeepLink

SOURCE = DeepLink(
    id="zhaopin",
    name="智联招聘",
    home="https://www.zhaopin.com/",
    kind="board",
    search="https://sou.zhaopin.com/?kw={company}",
    note="robots.txt 不允许读取搜索页，只给出它自己的搜索链接。",
)
