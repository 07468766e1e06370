"""An event loop for a test. Playwright keeps one in the thread of the tests, so ours has a thread of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """As `asyncio.run`, wherever the test stands."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(_whole, work).result()


def _whole(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return asyncio.run(work)
    finally:
        connections.close_all()
