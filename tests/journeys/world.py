"""The world that journeys meet: the demo's. `python -m tests.journeys.world` only sees to it that it is there."""

import fcntl
import hashlib
import shutil
from pathlib import Path

from mhst.core import clock
from tests.copies import KEPT, ROOT, fingerprint
from tests.journeys.server import fresh_database, manage


def populate(server_database: Path) -> None:
    """Put the demo's world into the server's database."""
    shutil.copyfile(kept_world(), server_database)


def kept_world() -> Path:
    """The demo's world as a database. It is made once a day; whoever comes meanwhile waits for it."""
    kept = KEPT / f"demo-{_code()}-{clock.today()}.sqlite3"
    with (KEPT / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in KEPT.glob("demo-*.sqlite3"):
                old.unlink()
            making = fresh_database("making")
            manage(making, "seed_demo")
            making.rename(kept)
    return kept


def _code() -> str:
    """Names everything that decides what the demo's world looks like."""
    found = hashlib.sha256(fingerprint().encode())
    for package in ("mhst", "cms", "sessions_app", "realtime", "school_link"):
        for path in sorted((ROOT / package).rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


if __name__ == "__main__":
    import django

    django.setup()
    kept_world()
