"""国家大学生就业服务平台 24365, the posts of 大同 by GB/T 2260 code."""

from scrapers.families.ncss import Ncss

SOURCE = Ncss(
    id="ncss-datong",
    name="国家大学生就业服务平台（大同）",
    home="https://job.ncss.cn/",
    place="140200",
    note="教育部主办；列表匿名可读，每个条件最多 200 条，更多时按职类、学历分段。职位页可能要登录，只链接不读取。每次读取前查 robots.txt。",
)
