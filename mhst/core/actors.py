"""Who does things: a person who is signed in, or the machine itself."""

from typing import Any, Protocol

from mhst.core.permissions import Permission


class Actor(Protocol):
    """What every `by=` offers. `mhst.access.models.User` is the human one."""

    @property
    def audit_id(self) -> str: ...

    @property
    def audit_label(self) -> str: ...

    def can(self, permission: Permission, thing: Any = None) -> bool: ...

    def require(self, permission: Permission, thing: Any = None) -> None:
        """Do nothing if allowed. Raises: Refused, with a sentence for the person."""
        ...


class Machine:
    """Acts by itself: imports, jobs, the demo world. Named in the audit; allowed what its code does."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def audit_id(self) -> str:
        return f"machine:{self.name}"

    @property
    def audit_label(self) -> str:
        return self.name

    def can(self, permission: Permission, thing: Any = None) -> bool:
        return True

    def require(self, permission: Permission, thing: Any = None) -> None:
        return None


SYSTEM = Machine("system")
