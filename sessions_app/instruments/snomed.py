"""SNOMED CT identifiers as text, with their check digit.

A spreadsheet keeps fifteen digits and a JavaScript number fewer than seventeen: codes of long namespaces come back
ending in 00. So a code is text from end to end, and each is checked when it is loaded.
"""

from stdnum import verhoeff


def is_right(code: str) -> bool:
    """Whether this is 6 to 18 digits of text whose last is the Verhoeff check digit of the others."""
    return code.isascii() and code.isdigit() and 6 <= len(code) <= 18 and bool(verhoeff.is_valid(code))
