"""大同新闻网, local news. Addresses of lists and shape of stories as public readers name them; robots.txt decides at run time."""

from scrapers.families.news import NewsSite

SOURCE = NewsSite(
    id="dtnews",
    name="大同新闻网",
    home="https://www.dtnews.cn/",
    kind="news",
    place="140200",
    lists=("https://www.dtnews.cn/bendi/",),
    article=r"dtnews\.cn/\w+/\d+/\d+\.html",
    note="地方新闻；只取标题、来源、日期和提到的单位，正文只用于识别。每次读取前查 robots.txt，读不到就不读。",
)
