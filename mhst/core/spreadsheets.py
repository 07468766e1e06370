"""Values for files that spreadsheets open: what begins as a formula does is written as text."""

from typing import Any


def harmless(value: Any) -> str:
    """As a cell; nothing where there is no value. See OWASP, CSV injection."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
