"""Take a picture of each page at both widths, of the demo, into docs/pictures/. Look at them before you call a page done.

`python tools/pictures.py [FOLDER]`. Needs Chromium as Debian ships it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PORT = 8767
SITE = f"http://127.0.0.1:{PORT}"
WIDTHS = (360, 1280)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
#: Without these Chromium looks for its maker's hosts at every start.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run"]


def wait_for_site(seconds: float) -> None:
    """Until the demo shows posts. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{SITE}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise TimeoutError("the demo did not come up")


def pages(page: Page) -> dict[str, str]:
    """name -> path of every page that has a picture; a post and a firm are found by following the list."""
    page.goto(SITE)
    region = page.url.removeprefix(SITE)
    post = page.locator("a[href^='/p/']").first.get_attribute("href") or ""
    firm = page.locator("a[href^='/c/']").first.get_attribute("href") or ""
    code = page.locator("link[rel=canonical]").get_attribute("href") or region
    place = "/" + code.split("/", 3)[3]
    return {
        "region": region, "empty": f"{place}?q=%E4%B8%8D%E5%AD%98%E5%9C%A8", "post": post, "company": firm, "identity": f"{firm}identity/", "companies": f"{place}companies/",
        "news": f"{place}news/", "regions": "/regions/", "sources": "/sources/", "alert": "/alerts/new?q=%E7%84%8A%E5%B7%A5", "missing": "/nowhere",
    }  # fmt: skip


def take(browser: Browser, folder: Path) -> None:
    """Every page at every width."""
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", device_scale_factor=1)
        page = context.new_page()
        for name, path in pages(page).items():
            page.goto(SITE + path)
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=name not in ("region", "companies", "news"))
        context.close()


def main() -> int:
    """Run the demo, take the pictures, stop it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        demo = subprocess.Popen(
            [sys.executable, "-m", "demo"], cwd=scratch, env={**os.environ, "TONGPIN_PORT": str(PORT)}, stdout=subprocess.DEVNULL
        )
        try:
            wait_for_site(90)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
                take(browser, folder)
                browser.close()
        finally:
            demo.terminate()
            demo.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
