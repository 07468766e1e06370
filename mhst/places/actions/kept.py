"""What only one row may have, such as a name, when two people give it at once."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from mhst.core.records import Record

R = TypeVar("R", bound=Record)


def checked(row: R, check: Callable[[R], None]) -> R:
    """Saved. Raises: Refused, as `check` does, also where somebody was quicker and only the database knew."""
    check(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        check(row)
        raise
    return row
