"""Which tables readers look for, by what is declared for a team. What is missing among them is said to be not shown:
in silence somebody would conclude that nothing happened, or that few did.
"""

from collections.abc import Container, Iterable
from functools import cache

from mhst.core.disclosure import Design, declared
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together

_NOWHERE, _SOME_MONTH = declared.Area({}, ("",)), ("",)


def expected(*, is_quarter: bool, has_functions: bool, counts_endings: bool = True) -> dict[str, str]:
    """The title of each by its key. Those by place are not among them: where a team works is no secret."""
    titles = _expected(is_quarter=is_quarter, has_functions=has_functions)
    return titles if counts_endings else {key: titles[key] for key in titles if key not in declared.ENDINGS_KEYS}


def counts_endings(tables: Container[str]) -> bool:
    """Whether a quarter tells of endings by themselves: one published before told of them among those seen."""
    return not any(key in tables for key in declared.WITHDRAWN)


@cache
def _expected(*, is_quarter: bool, has_functions: bool) -> dict[str, str]:
    apart = (asked, together) if has_functions else ()
    if is_quarter:
        return _titles(
            [*declared.quarterly(_NOWHERE), *(design for one in apart for design in one.quarterly(_NOWHERE))]
        )
    monthly = declared.monthly(_NOWHERE, _SOME_MONTH)
    return _titles([*monthly, *(design for one in apart for design in one.monthly(_SOME_MONTH))])


def _titles(designs: Iterable[Design]) -> dict[str, str]:
    return {design.key: design.title for design in designs if "place" not in design.forms[0].values}
