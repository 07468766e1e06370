"""Each `check_...` raises `Refused` with the sentence for the person; a button asks the same rule with `may`."""

from collections.abc import Callable
from typing import Any

from mhst.core.errors import Refused


def may(check: Callable[..., Any], *args: Any) -> bool:
    """Whether this rule would let it be done."""
    try:
        check(*args)
    except Refused:
        return False
    return True
