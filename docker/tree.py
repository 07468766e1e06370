"""What the tracked files must and must not hold."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from mhst.settings import page

ROOT = Path(__file__).resolve().parent.parent
#: A link of Markdown to a file, without its title or the place in the page.
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
#: Hosts that serve packages, spelt so that this file does not hold one.
REGISTRIES = re.compile(r"https?://[\w.-]*(?:registry|hosted|simple|py" + r"pi|npm" + r"js)[\w.-]*\.(?:org|com)\b")
HOMES = re.compile(r"(?<![\w.~])/(?:home|Users)/\w")


def tracked() -> list[Path]:
    """Every file that git keeps, or would keep if it were added now."""
    ask = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def _texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def shell_scripts() -> list[str]:
    """Files whose first line names bash."""
    return [str(path.relative_to(ROOT)) for path, text in _texts() if text.startswith("#!/usr/bin/env bash")]


def unnamed_migrations() -> list[str]:
    """Migrations that say when they were made instead of what they do."""
    return [
        f"{path.relative_to(ROOT)}: give it a name that says what it does"
        for path in tracked()
        if path.parent.name == "migrations" and "_auto_" in path.name
    ]


def broken_links() -> list[str]:
    """Links between documents that lead nowhere."""
    return [
        f"{path.relative_to(ROOT)} points to {target}, which is not there"
        for path, text in _texts()
        if path.suffix == ".md"
        for target in LINK.findall(text)
        if not re.match(r"[a-z]+:|#", target) and not _leads_somewhere(path, target)
    ]


def _leads_somewhere(page: Path, target: str) -> bool:
    name = target.partition("#")[0]
    return (ROOT / name[1:] if name.startswith("/") else page.parent / name).exists()


def foreign_places() -> list[str]:
    """Registries and places on one person's machine: nobody else's copy has them. Databases and the like may, too."""
    here = re.compile(rf"(?<![\w.~]){re.escape(str(ROOT))}(?![\w-])")
    return [
        f"{path.relative_to(ROOT)}:{number}: names a package registry or a place on one machine"
        for path in tracked()
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), 1)
        if REGISTRIES.search(line) or HOMES.search(line) or here.search(line)
    ]


def stale_documents() -> list[str]:
    """Documents that are written by a program and are not what it would write."""
    current = page.PAGE.exists() and page.PAGE.read_text() == page.page()
    return [] if current else ["docs/settings.md is not in step with mhst/settings/environment.py; run `make fix`"]
