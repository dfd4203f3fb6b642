"""The pages that say who we are, how we count, and what a reader or a site's owner can ask for."""

from __future__ import annotations

from flask import Blueprint, render_template

from jobs.web.site import Head, settings

about = Blueprint("about", __name__)

#: endpoint -> path, title, description. The words are in templates/about/<endpoint>.html.
PAGES = {
    "home": ("/about/", "关于同聘", "同聘从本地新闻里找到企业，再去公开的招聘来源查它们的岗位。不收简历，不收费。"),
    "ranking": ("/about/ranking/", "怎么排、怎么数", "列表的次序、热门职位和热门地点的算法。不卖排名，不按点击。"),
    "safety": ("/safety/", "求职安全", "收押金、服装费、培训费，或让你贷款培训的招聘都要当心。"),
    "privacy": ("/privacy/", "隐私", "我们收集什么、为什么、留多久，怎么查看和删除。"),
    "takedown": ("/takedown/", "纠错与撤下", "岗位已停招、认错企业、侵犯权利：怎么告诉我们。"),
}


def _text_page(name: str, path: str, title: str, description: str) -> None:
    """One view per text page, so that each has its own endpoint to link to."""

    def view() -> str:
        head = Head(title=title, description=description, path=path)
        return render_template(f"about/{name}.html", head=head, contact=settings().contact, bot=settings().user_agent)

    about.add_url_rule(path, name, view)


for _name, (_path, _title, _description) in PAGES.items():
    _text_page(_name, _path, _title, _description)
