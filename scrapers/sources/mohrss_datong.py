"""中国公共招聘网, the posts of 大同 by GB/T 2260 code. The site answers on plain http only."""

from scrapers.families.mohrss import Mohrss

SOURCE = Mohrss(
    id="mohrss-datong",
    name="中国公共招聘网（大同）",
    home="http://job.mohrss.gov.cn/",
    kind="board",
    place="140200",
    note="人力资源和社会保障部主办；匿名可读，无验证。每次读取前查 robots.txt，读不到就不读。联系人、电话、地址一律不取。",
    pace=5.0,
)
