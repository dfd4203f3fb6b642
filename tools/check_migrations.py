"""Hold the revisions to the tables: a database made by the revisions alone is exactly what the code expects.

`python tools/check_migrations.py` checks it on SQLite and prints what differs; tests do the same on PostgreSQL.
`--revise "what changed"` writes a new revision from what differs; read it before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from jobs.store import migrate
from jobs.store.door import Door


def main() -> int:
    """Check, or write a revision; 1 when something differs."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite3'}"
        if "--revise" in sys.argv:
            migrate.revise(url, sys.argv[sys.argv.index("--revise") + 1])
            return 0
        door = Door(url)
        migrate.upgrade(door)
        with door.reading() as connection:
            found = migrate.differences(connection)
        door.close()
    print("\n".join(map(str, found)) or "migrations: the revisions make exactly the tables of the code")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
