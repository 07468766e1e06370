"""What the tests must reach: read from what SlipCover measured, held against `[tool.mhst.coverage]`."""

import json
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from slipcover import print_coverage
from slipcover.slipcover import add_summaries

ROOT = Path(__file__).resolve().parent.parent
WHOLE = "*"


def gates() -> dict[str, float]:
    """Pattern of paths, and the least per cent of lines and branches in them together."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mhst"]["coverage"]


def measured() -> dict[str, Any]:
    """What the last run left, where `[tool.slipcover]` says."""
    out = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["slipcover"]["out"]
    return json.loads((ROOT / out).read_text())


def within(found: dict[str, Any], pattern: str) -> dict[str, Any]:
    """The part of it that a pattern names, summed up."""
    files = {path: told for path, told in found["files"].items() if fnmatch(path, pattern)}
    part = {"meta": found["meta"], "files": files}
    add_summaries(part)
    return part


def hold(found: dict[str, Any], wanted: dict[str, float]) -> list[str]:
    """Show what is not covered; a sentence for each gate that is not met, with its lines shown before."""
    print_coverage(within(found, WHOLE), skip_covered=True, outfile=sys.stdout)
    failed = []
    for pattern, least in sorted(wanted.items()):
        part = within(found, pattern)
        reached = part["summary"]["percent_covered"]
        if not part["files"]:
            failed.append(f"{pattern} must be covered to {least} per cent, and names nothing.")
        elif reached < least:
            print_coverage(part, skip_covered=True, outfile=sys.stdout)
            failed.append(f"{pattern} must be covered to {least} per cent, and is to {reached:.2f}.")
    return failed
