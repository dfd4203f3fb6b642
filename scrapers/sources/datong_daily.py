"""大同日报, the paper's own issues, addressed by date. robots.txt decides at run time."""

from scrapers.families.epaper import Epaper

SOURCE = Epaper(
    id="datong-daily",
    name="大同日报（数字报）",
    home="https://epaper.dtnews.cn/dtrb/",
    kind="news",
    place="140200",
    note="数字报按日期编址；只取标题、日期和提到的单位，正文只用于识别。每次读取前查 robots.txt，读不到就不读。",
)
