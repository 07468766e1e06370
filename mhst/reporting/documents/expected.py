"""Which tables readers look for, by what is declared for a team. What is missing among them is said to be not shown:
in silence somebody would conclude that nothing happened, or that few did.
"""

from collections.abc import Container, Iterable
from functools import cache

from mhst.core.disclosure import Design, declared
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.places.enums import TeamKind

#: Whoever works at any school has these: there are others who came from none.
_SCHOOLS = {"a school": ("a school",), "none": ("none",)}
_NOWHERE: dict[str, tuple[str, ...]] = {}
_SOME_MONTH = ("",)
#: What online counselling cannot have: it works at no school and for no school, nobody comes by a request, so that none
#: has a wait, a reason or an end of support, and all of its help is online.
_NOT_ONLINE = frozenset({
    "cluster", "school", "school_by_month", "help", "reason", "wait", "wait_by_reason",
    *declared.ENDINGS_KEYS, *declared.WITHDRAWN, *asked.KEYS, *together.KEYS,
})  # fmt: skip


def cannot_have(kind: str) -> frozenset[str]:
    """The tables that are left out of everything about teams of a kind, and not said to be hidden. By the kind alone,
    whatever the figures are: else it would tell of them."""
    return _NOT_ONLINE if kind == TeamKind.COUNSELLING else frozenset()


def expected(
    *, is_quarter: bool, has_functions: bool, has_schools: bool, has_months: bool = False, counts_endings: bool = True
) -> dict[str, str]:
    """The title of each by its key. Those by place are of teams that work at schools; a revision has months too."""
    titles = _expected(
        is_quarter=is_quarter, has_functions=has_functions, has_schools=has_schools, has_months=has_months
    )
    return titles if counts_endings else {key: titles[key] for key in titles if key not in declared.ENDINGS_KEYS}


def counts_endings(tables: Container[str]) -> bool:
    """Whether a quarter tells of endings by themselves: one published before told of them among those seen."""
    return not any(key in tables for key in declared.WITHDRAWN)


@cache
def _expected(*, is_quarter: bool, has_functions: bool, has_schools: bool, has_months: bool) -> dict[str, str]:
    where = declared.Area(_SCHOOLS if has_schools else _NOWHERE, _SOME_MONTH)
    apart = (asked, together) if has_functions else ()
    monthly = [*declared.monthly(where, _SOME_MONTH), *(design for one in apart for design in one.monthly(_SOME_MONTH))]
    quarterly = [*declared.quarterly(where), *(design for one in apart for design in one.quarterly(where))]
    return _titles([*(monthly if has_months or not is_quarter else ()), *(quarterly if is_quarter else ())])


def _titles(designs: Iterable[Design]) -> dict[str, str]:
    return {design.key: design.title for design in designs}
