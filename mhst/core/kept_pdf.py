"""Documents that take long to make: made by a process of their own and, where they stay as they are, once, and kept.

Laying out sheets keeps a whole process busy, and in the same one children chat. So it is done beside, one document at a
time on each machine and with what others leave of the processor. A document is kept by the page that it is made of:
another edition, another name or another template is another page. Who may have it is asked before, every time.
"""

import fcntl
import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import connection

from mhst.core.logs import TRACEBACK
from mhst.core.pdf import NotMade, page_of
from mhst.settings.environment import ROOT

KEPT_SECONDS = 7 * 24 * 60 * 60
#: The longest of ours takes some ten seconds on a machine with nothing else to do.
MOST_SECONDS = 300
logger = logging.getLogger(__name__)
#: All processes of an installation have this file, also where they may write none.
QUEUE = __file__


def kept_pdf(template: str, context: dict[str, Any], *, title: str) -> bytes:
    """As `render_pdf`. Whoever asks for the same while it is made waits, and gets it. Raises: NotMade."""
    page = page_of(template, context, title)
    name = _name(page)
    found: bytes | None = cache.get(name)
    return found if found is not None else _made_once(name, page)


def apart_pdf(template: str, context: dict[str, Any], *, title: str) -> bytes:
    """As `kept_pdf`, and not kept. Raises: NotMade."""
    page = page_of(template, context, title)
    with _turn():
        return made_apart(page)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for those who make one, in whichever process. The kernel wakes the next; who is killed waits no more."""
    _let_go()
    with open(QUEUE, "rb") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(queue, fcntl.LOCK_UN)


def _let_go() -> None:
    """Of the database: there are few connections, and who waits here needs none."""
    if not connection.in_atomic_block:
        connection.close()


def _made_once(name: str, page: str) -> bytes:
    with _turn():
        found: bytes | None = cache.get(name)
        if found is None:
            found = made_apart(page)
            cache.set(name, found, KEPT_SECONDS)
    return found


def _name(page: str) -> str:
    by = f"{version('weasyprint')} {page}"
    return f"document:{hashlib.sha256(by.encode()).hexdigest()}"


def made_apart(page: str) -> bytes:
    """Raises: NotMade. What the process beside said is logged."""
    told = json.dumps({"page": page, "settings": _settings()}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mhst.core.pdf_apart"], input=told, capture_output=True, cwd=ROOT,
            timeout=MOST_SECONDS, check=True,
        )  # fmt: skip
    except subprocess.CalledProcessError as problem:
        said = problem.stderr.decode(errors="replace")
        # Of what follows that word the log keeps the places alone.
        logger.error(f"The process beside ended with {problem.returncode} and made no document. {TRACEBACK}\n{said}")
        raise NotMade(said[-2000:]) from None
    except (subprocess.TimeoutExpired, OSError) as problem:
        raise NotMade from problem
    return done.stdout


def _settings() -> dict[str, Any]:
    """All that the process beside needs to find our static files: to know more would take it longer than the work."""
    storages = [storage for finder in finders.get_finders() for storage in getattr(finder, "storages", {}).values()]
    return {
        "STATIC_URL": settings.STATIC_URL,
        "STATIC_ROOT": staticfiles_storage.path(""),
        "STATICFILES_DIRS": [str(storage.location) for storage in storages],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
    }
