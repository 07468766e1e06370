"""Tables as the protection would have made them, for what is said about them."""

from mhst.core.disclosure import AREA, SafeTable
from mhst.core.disclosure.table import Figure, sealed


def table(
    key: str, whole: int | None, dimension: str = "", *, coarser: str = "", of_whom: str = "", **figures: int | None
) -> SafeTable:  # fmt: skip
    """One dimension, with what is shown of each of its values."""
    rows = tuple(Figure((value,), shown) for value, shown in figures.items())
    return sealed(
        key=key, title=key, period="spring", edition=1, dimensions=(dimension or key,), figures=rows, whole=whole,
        rule=AREA.in_words, coarser=coarser, of_whom=of_whom,
    )  # fmt: skip
