"""`python -m demo`: serve the sample sites, then run the same program on them that `python -m jobs run` runs.

`python -m demo once SITES` and `python -m demo clock SITES` are the commands it starts; SITES names where the sample
sites stand, and exactly these loopback addresses are opened to the fetcher.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from datetime import timedelta

if __name__ == "__main__":  # before the imports that take a second: Ctrl-C then ends us without a trace
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import click

import scheduler
from demo.sites import allowed, serve
from demo.sources import sources
from jobs.cli import address, check_port
from jobs.config import load
from jobs.errors import SettingError
from jobs.supervise import Command, run

#: Time between two rounds, so that the post which appears after a minute is found soon.
EVERY = timedelta(seconds=20)


def main(argv: list[str]) -> int:
    """Exit code as of the supervisor or the scheduler."""
    if argv[:1] in (["once"], ["clock"]) and len(argv) == 2:
        where: dict[str, str] = json.loads(argv[1])
        return scheduler.main(["once"] if argv[0] == "once" else [], sources(where), allowed(where), EVERY)
    if argv:
        click.echo("python -m demo", err=True)
        return 2
    try:
        return _demo()
    except SettingError as error:
        click.echo(str(error), err=True)
        return 2


def _demo() -> int:
    settings = load()
    check_port(settings)  # before anything is thrown away: another demo may be at work here
    folder = settings.data_dir / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    # The demo must not write into somebody's database or send somebody's mail, whatever .env says.
    extra = {"TONGPIN_DEMO": "1", "TONGPIN_DATA_DIR": str(folder), "TONGPIN_DATABASE_URL": "", "TONGPIN_REGIONS": "140200"}
    os.environ.update(extra)
    settings = load()
    settings.folder()
    with serve() as sites:
        where = json.dumps(dict(sites.address))
        once = Command("读取示例来源", ("-m", "demo", "once", where))
        together = [Command("网站", ("-m", "jobs", "serve")), Command("时钟", ("-m", "demo", "clock", where))]
        return run([once], together, f"{address(settings)}\n示例邮件：{settings.local_url}/demo/mail/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
