"""中车大同电力机车有限公司: its part of the group's site, news and notices."""

from scrapers.families.crrc import Crrc

SOURCE = Crrc(
    id="crrc-datong",
    name="中车大同公司",
    home="https://www.crrcgc.cc/dt/",
    kind="news",
    place="140200",
    lists=("https://www.crrcgc.cc/dt/",),
    article=r"crrcgc\.cc/dt/\d{4}-\d{2}/\d{2}/article_\w{1,80}\.html$",
    note="企业自己的新闻和公告。每次读取前查 robots.txt，读不到就不读。",
)
