"""`python -m jobs`."""

from __future__ import annotations

import signal

if __name__ == "__main__":  # before the imports that take a second: Ctrl-C then ends us without a trace
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from jobs.cli import main

if __name__ == "__main__":
    main()
