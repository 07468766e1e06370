"""What the list of ways to get help never loses, and who may take one off it."""

from mhst.core.errors import Refused


def check_taken_away(*, left: int, may_publish: bool) -> None:
    """Raises: Refused. `left` is how many would still be shown."""
    if not may_publish:
        raise Refused("Only somebody who may publish can take a way to get help away. Ask your second reader.")
    if left == 0:
        raise Refused("The last way to get help cannot be taken away. Add or show another first.")
