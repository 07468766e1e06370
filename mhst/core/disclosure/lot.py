"""Now and then a table is published coarser than it need be, or left out, by lot.

Otherwise whoever reads the gate would know of every coarser table that its finer form would have told of somebody, and
could work backwards from that. As it is, any figures that fit what is published could have been behind it: see
"What leaving out tells" in docs/small-numbers.md. Nobody without the deployment's key can draw the same lot.
"""

from collections.abc import Callable, Iterable

from mhst.core.crypto import fingerprint
from mhst.core.disclosure.design import Design

#: Told of which table, which period and edition, and what its finest form would show, and at which odds it is drawn.
Lot = Callable[[str, int], bool]


def drawn(what: str, odds: int) -> bool:
    """The same each time for the same figures: working out again what could not be published shows nothing new."""
    return int(fingerprint(what, about="lot of a table"), 16) % odds == 0


def never(what: str, odds: int) -> bool:
    """For tests of everything else."""
    return False


def steps(of: str, shown: Iterable[int | None], design: Design, lot: Lot) -> int:
    """How many steps coarser a table begins; as many as it has forms is none at all."""
    what, count = f"{design.key}, {of}, of {list(shown)}", 0
    while count < len(design.forms) and lot(f"{what}, step {count}", design.odds):
        count += 1
    return count
