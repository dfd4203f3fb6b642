"""How lists and searches grow with the number of posts.

    python bench/curve.py [--sizes 10000 100000] [--folder KEPT]

For each size what `search` does to our own rows: CPU milliseconds of finding twenty posts and the count, p50 / p99, and what the index
costs. The last column is how many times the figure of the smallest size it is at the largest. Writes bench/results/curve.json.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from bench import search, search_requests

RESULTS = search.ROOT / "results" / "curve.json"


def at(size: int, folder: Path, number: int) -> dict[str, Any]:
    """The figures of one size."""
    folder.mkdir(parents=True, exist_ok=True)
    store, built = search.made(f"sqlite:///{folder / 'posts.db'}", folder, size, size // 10)
    began = time.process_time()
    with search_requests.asking(store):
        opened = time.process_time() - began
    sampled = search_requests.Sampled(store, 5)
    asked = search_requests.kinds(sampled, number)
    asked["page 1,001, newest first"] = search_requests.deep(store, sampled, number, "new")
    told = {"index": built["index"], "open_ms": round(1000 * opened, 1), "database_MB": round((folder / "posts.db").stat().st_size / 1e6)}
    told["which"] = {row: parts["which"] for row, parts in search.summed(search.measured(store, asked, time.thread_time)).items()}
    store.close()
    return told


def show(found: dict[int, dict[str, Any]]) -> None:
    """A row a line, a size a column."""
    sizes = sorted(found)
    first, last = found[sizes[0]], found[sizes[-1]]
    print(f"{'':46}" + "".join(f"{size:>18,}" for size in sizes) + f"{'times':>16}")
    for row, (p50, p99) in last["which"].items():
        cells = "".join(f"{'{:.3f} / {:.3f}'.format(*found[size]['which'][row]):>18}" for size in sizes)
        before = first["which"][row]
        print(f"{row:46}{cells}{f'{p50 / before[0]:.1f} / {p99 / before[1]:.1f}':>16}")
    for name, key in (("index, us a post", "us_a_post"), ("index, MB", "MB")):
        print(f"{name:46}" + "".join(f"{found[size]['index'][key]:>18,}" for size in sizes))
    for name, key in (("opening the index, ms", "open_ms"), ("database, MB", "database_MB")):
        print(f"{name:46}" + "".join(f"{found[size][key]:>18,}" for size in sizes))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--folder", type=Path, help="where databases and indexes are kept, a folder a size")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="tongpin-curve-"))
    try:
        found = {size: at(size, folder / str(size), options.requests) for size in options.sizes}
    finally:
        if options.folder is None:
            shutil.rmtree(folder)
    show(found)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
