"""What the list of ways to get help never loses, and who may take one off it."""

from mhst.core.errors import Refused


def check_taken_away(*, left: int, may_publish: bool) -> None:
    """Raises: Refused. `left` is how many would still be shown."""
    if not may_publish:
        raise Refused(
            "Only somebody who may publish can take a way to get help away. Ask your second reader.", field="is_shown"
        )
    if left == 0:
        raise Refused("The last way to get help cannot be taken away. Add or show another first.", field="is_shown")


def check_shown_anew(*, may_publish: bool) -> None:
    """Raises: Refused, for a way that is added or shown again: it is on every page at once."""
    if not may_publish:
        raise Refused(
            "Only somebody who may publish can show a new way to get help. Save it without “Is shown”, and ask your"
            " second reader to show it.", field="is_shown",
        )  # fmt: skip


def check_reached_otherwise(field: str, *, may_publish: bool) -> None:
    """Raises: Refused, for a number or an address that readers find at once, or for what they choose it by."""
    if not may_publish:
        raise Refused(
            "Only somebody who may publish can change or empty the name, how urgent it is, its hours and the way to it."
            " Ask your second reader.",
            field=field,
        )  # fmt: skip
