"""How far somebody's roles reach for one permission, in ids that any model can compare itself with."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Reach:
    """Each set holds ids; `everywhere` is for those who look after the whole system.

    `schools` are also those that a team serves; `own_schools` only those where the role itself is held.
    """

    user: UUID | None = None
    everywhere: bool = False
    organisations: frozenset[UUID] = field(default_factory=frozenset)
    teams: frozenset[UUID] = field(default_factory=frozenset)
    schools: frozenset[UUID] = field(default_factory=frozenset)
    own_schools: frozenset[UUID] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.organisations or self.teams or self.schools)


NOWHERE = Reach()
