"""Places: text -> divisions of China, divisions -> names. Pure; from the tables in jobs/data (see their heads).

    gazetteer().get("140200").name            大同市; a former code finds what the place is today
    gazetteer().read("大同·平城区").codes      ("140213",)
    gazetteer().mentions("本报讯 大同市新荣区…")  where a running text names places
    covers("1402", "140213")                  containment is by prefix

Everything is loaded once a process, in about 30 ms; towns only when a text needs them.
"""

from jobs.places.gazetteer import Gazetteer, gazetteer
from jobs.places.mentions import Named
from jobs.places.table import covers, prefix

__all__ = ["Gazetteer", "Named", "covers", "gazetteer", "prefix"]
