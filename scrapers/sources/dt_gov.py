"""大同市人民政府: news and notices of the city. Stories are found from the front page by the shape of their addresses."""

from scrapers.families.news import NewsSite

SOURCE = NewsSite(
    id="dt-gov",
    name="大同市人民政府",
    home="https://www.dt.gov.cn/",
    kind="news",
    place="140200",
    lists=("https://www.dt.gov.cn/",),
    article=r"dt\.gov\.cn/\w+/\w+/\d{6,}/\w+\.shtml",
    note="政务公开信息。每次读取前查 robots.txt，读不到就不读。",
)
