"""Whether somebody else would wait now: asked on a connection of their own, which does not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

#: With SQLite there is one who writes, and everybody else waits for all of it.
by_row = pytest.mark.skipif(connection.vendor == "sqlite", reason="locks whole databases")


def would_wait(rows: Any) -> bool:
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(_waits_for, rows).result()


def _waits_for(rows: Any) -> bool:
    try:
        with transaction.atomic():
            assert list(rows.select_for_update(nowait=True).values_list("pk")) != []
    except OperationalError:
        return True
    finally:
        connection.close()
    return False
