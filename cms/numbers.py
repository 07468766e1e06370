"""Numbers that stand in an address, where anybody can write anything."""

#: More no page, no entry and no database has; and digits without end are dear to read.
MOST_DIGITS = 9


def number_in(typed: str) -> int | None:
    """What was written, if it is a number that could be meant."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None
