"""猎聘: robots.txt forbids addresses with a query; linked to, never read. 260030 is 大同 in its own list of places."""

from scrapers.families.link import DeepLink

SOURCE = DeepLink(
    id="liepin",
    name="猎聘",
    home="https://www.liepin.com/",
    kind="board",
    search="https://www.liepin.com/zhaopin/?key={company}&dq=260030",
    note="robots.txt 不允许读取带参数的网址，只给出它自己的搜索链接。",
)
