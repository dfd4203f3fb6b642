"""国聘, the posts of state firms in 大同; the district's code is 全国.山西.大同 in GB/T 2260."""

from scrapers.families.iguopin import Iguopin

SOURCE = Iguopin(
    id="iguopin-datong",
    name="国聘（大同）",
    home="https://www.iguopin.com/",
    place="140200",
    board="000000.140000.140200",
    note="robots.txt 不禁止（2026-08）；接口回 403 即视为对我们关闭，不登录。按词检索是模糊的，以职位自己写明的单位为准。联系人一律不取。",
)
