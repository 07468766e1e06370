"""Documents that take seconds to make and stay as they are: made once, by a process of their own, and kept.

Laying out sheets keeps a whole process busy, and in the same one children chat. So it is done beside, one document at a
time and with what others leave of the processor. A document is kept by the page that it is made of: another edition,
another name or another template is another page. Who may have it is asked before, every time.
"""

import hashlib
import json
import subprocess
import sys
from importlib.metadata import version
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache

from mhst.core.pdf import page_of
from mhst.settings.environment import ROOT

KEPT_SECONDS = 7 * 24 * 60 * 60
#: The longest of ours takes some ten seconds on a machine with nothing else to do.
MOST_SECONDS = 300
_one_at_a_time = Lock()


class NotMade(Exception):
    """What the process beside said instead of a document."""


def kept_pdf(template: str, context: dict[str, Any], *, title: str) -> bytes:
    """As `render_pdf`. Whoever asks for the same while it is made waits, and gets it. Raises: NotMade."""
    page = page_of(template, context, title)
    name = _name(page)
    found: bytes | None = cache.get(name)
    return found if found is not None else _made_once(name, page)


def _made_once(name: str, page: str) -> bytes:
    with _one_at_a_time:
        found: bytes | None = cache.get(name)
        if found is None:
            found = made_apart(page)
            cache.set(name, found, KEPT_SECONDS)
    return found


def _name(page: str) -> str:
    by = f"{version('weasyprint')} {page}"
    return f"document:{hashlib.sha256(by.encode()).hexdigest()}"


def made_apart(page: str) -> bytes:
    """Raises: NotMade."""
    told = json.dumps({"page": page, "settings": _settings()}).encode()
    done = subprocess.run(
        [sys.executable, "-m", "mhst.core.pdf_apart"], input=told, capture_output=True, cwd=ROOT,
        timeout=MOST_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NotMade(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _settings() -> dict[str, Any]:
    """All that the process beside needs to find our static files: to know more would take it longer than the work."""
    storages = [storage for finder in finders.get_finders() for storage in getattr(finder, "storages", {}).values()]
    return {
        "STATIC_URL": settings.STATIC_URL,
        "STATIC_ROOT": str(staticfiles_storage.location),
        "STATICFILES_DIRS": [str(storage.location) for storage in storages],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
    }
