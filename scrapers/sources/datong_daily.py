"""大同日报, the paper's own pages. They are addressed by date; until a family knows dates, the source is not switched on by itself."""

from scrapers.families.news import NewsSite

SOURCE = NewsSite(
    id="datong-daily",
    name="大同日报（数字报）",
    home="https://epaper.dtnews.cn/dtrb/",
    kind="news",
    place="140200",
    verdict="CARE",
    lists=("https://epaper.dtnews.cn/dtrb/",),
    article=r"/html/\d{4}-\d{2}/\d{2}/content_\d+_\d+\.htm",
    note="数字报按日期编址，首页可能只有转向；默认关闭。每次读取前查 robots.txt，读不到就不读。",
)
