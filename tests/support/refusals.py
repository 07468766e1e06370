"""What a rule or an act says to somebody, so that a test can compare a yes as well as a no."""

from collections.abc import Callable
from typing import Any

from mhst.core.errors import Refused


def refused(act: Callable[..., Any], *given: Any, **named: Any) -> Refused | None:
    """What it is refused with; None where it is allowed."""
    try:
        act(*given, **named)
    except Refused as answer:
        return answer
    return None


def refusal(act: Callable[..., Any], *given: Any, **named: Any) -> str | None:
    """The code it is refused with; None where it is allowed."""
    return answer.code if (answer := refused(act, *given, **named)) else None


def said(act: Callable[..., Any], *given: Any, **named: Any) -> str | None:
    """The sentence it is refused with; None where it is allowed."""
    return answer.message if (answer := refused(act, *given, **named)) else None
