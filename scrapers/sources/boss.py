"""BOSS 直聘: signed requests, robots.txt and terms against readers; linked to, never read."""

from scrapers.families.link import DeepLink

SOURCE = DeepLink(
    id="boss",
    name="BOSS直聘",
    home="https://www.zhipin.com/",
    kind="board",
    search="https://www.zhipin.com/web/geek/job?query={company}",
    note="请求要签名，robots.txt 和用户协议不允许读取，只给出它自己的搜索链接。",
)
