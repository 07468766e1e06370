"""What stood when somebody opened a form, so that nobody undoes unseen what a colleague has saved since."""

import hashlib
from typing import Any


def version_of(values: dict[str, Any]) -> str:
    """A mark for each value, in the order of their names."""
    return " ".join(hashlib.sha256(repr(values[name]).encode()).hexdigest()[:16] for name in sorted(values))


def undone(*, opened: str, stands: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """The names of what has changed since and would not stay; a form that does not tell its version knew nothing."""
    names, now = sorted(stands), version_of(stands).split()
    was = opened.split() if len(opened.split()) == len(now) else [""] * len(now)
    newer = [name for name, old, new in zip(names, was, now, strict=True) if old != new]
    return [name for name in newer if said[name] != stands[name]]
