"""What speaks against a time, in words for the school: said once for everybody it holds for."""

from collections.abc import Iterable

from sessions_app.planner.reasons import listed

#: How a reason about one person begins, and how it begins when it stands before the names of several.
HEADS = (("is ", ""), ("does not work", "not working"), ("has ", "having "))


def by_person(reasons: Iterable[tuple[str, str]]) -> list[str]:
    """ "Not working then: Ada, Ben and Cleo." of "Ada does not work then" and so on."""
    grouped = _grouped((_head(name, reason), name) for name, reason in reasons)
    return [f"{reason[:1].upper()}{reason[1:]}: {listed(names)}." for reason, names in grouped.items()]


def by_room(reasons: Iterable[tuple[str, str]]) -> list[str]:
    """ "Room 1 and Room 2: in use." """
    grouped = _grouped((reason, name) for name, reason in reasons)
    return [f"{listed(names)}: {reason}." for reason, names in grouped.items()]


def needed(wanted: int, free: int) -> str:
    """How many practitioners a run needs, and how many there are."""
    people = "1 practitioner is" if wanted == 1 else f"{wanted} practitioners are"
    return f"{people} needed and {free or 'none'} {'is' if free in {0, 1} else 'are'} free."


def _head(name: str, reason: str) -> str:
    said = reason.removeprefix(f"{name} ")
    return next((new + said.removeprefix(old) for old, new in HEADS if said.startswith(old)), said)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for reason, name in pairs:
        found.setdefault(reason, []).append(name)
    return found
