"""A post's own page on software nobody described, in shapes met in the wild: what a person reads on it, field by field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.model import Page, Sighting
from scrapers.families.generic import Generic

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
DUTY = "<h3>岗位职责</h3><p>1、负责车间设备的日常点检与维护，做好记录；</p><p>2、完成上级交办的其他工作。</p>"
DUTIES = (
    "<h3>Responsibilities</h3><ul><li>Look after the machines of the works</li><li>Write down what was mended and when it was</li></ul>"
)


def post(body: str, title: str = "", url: str = "https://x.example.com/job/7.html", head: str = "") -> Sighting:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    page = Page(url, 200, {}, text.encode(), text, "utf-8", AT)
    found = Generic.for_page(page).read(page)
    assert found.kind in ("post", "closed")
    (one,) = found.sightings
    return one


@pytest.mark.parametrize(
    ("title", "body", "url", "head", "firm"),
    [
        ("理赔专员 - 示例国际", f"<h1>理赔专员</h1>{DUTY}<p>© 2024 示例国际 All Rights Reserved</p>", "https://x.example.com/job/1", "", "示例国际"),
        ("示例亚洲-主页", f"<h1>电工</h1>{DUTY}<div>Copyright © 2009-2014 示例亚洲</div>", "https://x.example.com/job/1", "", "示例亚洲"),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<div>Copyright © <a>Samplix</a> | Designed by <a>Pagemill</a></div>", "https://www.samplixworks.com/careers/fitter.html", "", "Samplix"),
        ("Fitter | Samplix AI", f"<h1>Fitter</h1>{DUTIES}", "https://samplix.com/careers/fitter.html", "", "Samplix AI"),
        ("Fitter", f"<p>Samplix</p><h1>Fitter</h1>{DUTIES}", "https://samplix.com/jobs/fitter/", "", "Samplix"),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<p>Created by Pagemill LLC</p>", "https://samplix.com/jobs/fitter/", "", None),
        ("Machine Fitter", f"<h1>Machine Fitter</h1>{DUTIES}", "https://x.example.com/careers/machine-fitter/", "", None),
        ("电工 - 示例人才网", f"<h1>电工</h1>{DUTY}<p>© 2024 示例人才网</p>", "https://x.example.com/job/1", "", None),
        ("Fitter", f"<h1>Fitter</h1>{DUTIES}<p>© 2024 Careers</p>", "https://x.example.com/jobs/1", "", None),
    ],
)  # fmt: skip
def test_the_owner_of_a_page_is_whom_two_witnesses_name(title: str, body: str, url: str, head: str, firm: str | None) -> None:
    assert post(body, title, url, head).company == firm
