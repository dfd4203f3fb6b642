"""Hold the documents to the program: generated pages are current, links lead somewhere, commands exist.

`python tools/check_docs.py` prints what is wrong and exits 1; `--write` makes the generated pages anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: A page that a command writes: file -> the command.
GENERATED = {
    ".env.example": ["-m", "jobs", "settings"],
    "docs/settings.md": ["-m", "jobs", "settings", "--markdown"],
    "docs/sources-table.md": ["-m", "scrapers", "list", "--markdown"],
}
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"`make ([a-z-]+)")


def generated(write: bool) -> list[str]:
    """The generated pages that are not what their command prints now."""
    wrong = []
    for name, command in GENERATED.items():
        text = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        path = ROOT / name
        if path.exists() and path.read_text() == text:
            continue
        if write:
            path.write_text(text)
        else:
            wrong.append(f"{name}: not current; run `python tools/check_docs.py --write`")
    return wrong


def documents() -> list[Path]:
    """Every Markdown file that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [ROOT / name for name in listed.stdout.split()]


def links(path: Path) -> list[str]:
    """Relative links of a document that lead nowhere."""
    targets = (match.group(1).partition("#")[0] for match in LINK.finditer(path.read_text()))
    local = (target for target in targets if target and "://" not in target and not target.startswith("mailto:"))
    return [f"{path.relative_to(ROOT)}: {target} is not there" for target in local if not (path.parent / target).exists()]


def commands(path: Path) -> list[str]:
    """`make` commands that a document names and the Makefile lacks."""
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    return [
        f"{path.relative_to(ROOT)}: `make {name}` is not in the Makefile" for name in COMMAND.findall(path.read_text()) if name not in known
    ]


def main() -> int:
    """Check everything; 1 when something is wrong."""
    wrong = generated("--write" in sys.argv)
    for path in documents():
        wrong += links(path) + commands(path)
    print(
        "\n".join(wrong) or f"docs: {len(GENERATED)} generated pages current, {len(documents())} documents with every link and command good"
    )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
