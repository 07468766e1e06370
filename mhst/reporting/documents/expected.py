"""Which tables readers look for, by what is declared for a team. What is missing among them is said to be not shown:
in silence somebody would conclude that nothing happened, or that few did.
"""

from collections.abc import Iterable
from functools import cache

from mhst.core.disclosure import Design, declared
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together

_NOWHERE, _SOME_MONTH = declared.Area({}, ("",)), ("",)


@cache
def expected(*, is_quarter: bool, has_functions: bool) -> dict[str, str]:
    """The title of each by its key. Those by place are not among them: where a team works is no secret."""
    apart = (asked, together) if has_functions else ()
    if is_quarter:
        return _titles(
            [*declared.quarterly(_NOWHERE), *(design for one in apart for design in one.quarterly(_NOWHERE))]
        )
    monthly = declared.monthly(_NOWHERE, _SOME_MONTH)
    return _titles([*monthly, *(design for one in apart for design in one.monthly(_SOME_MONTH))])


def _titles(designs: Iterable[Design]) -> dict[str, str]:
    return {design.key: design.title for design in designs if "place" not in design.forms[0].values}
