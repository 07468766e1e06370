"""Prints the figures as a table and writes them to bench/results.json."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from tests.bench.registry import Figure

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "bench" / "results.json"
LIBRARIES = ("django", "wagtail", "channels", "daphne")


def machine() -> str:
    """Cores, memory and processor."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, {platform.system()}"


def versions() -> dict[str, str]:
    """Of all that the figures depend on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        database = cursor.fetchone()[0]
    libraries = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), connection.vendor: database, **libraries}


def commit() -> str:
    """What was measured; marked when files have changed since."""
    ask = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    return subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def as_json(figures: dict[str, Figure]) -> dict[str, Any]:
    """The whole run."""
    results = [
        {
            "name": name,
            "value": round(figure.value, 4),
            "unit": figure.unit,
            "baseline": figure.baseline,
            "baseline_value": round(figure.baseline_value, 4),
            "ratio": round(figure.ratio, 4),
        }
        for name, figure in figures.items()
    ]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"at": at, "commit": commit(), "machine": machine(), "versions": versions(), "results": results}


def write(figures: dict[str, Figure]) -> None:
    """Keep the run for whoever compares."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(as_json(figures), indent=2) + "\n")


def row(name: str, figure: Figure) -> str:
    """One line of the table."""
    against = f"{figure.baseline} {figure.baseline_value:,.4g}"
    return f"  {name:<24} {figure.value:>12,.4g} {figure.unit:<8} {figure.ratio:>10.3g} x  {against}"
