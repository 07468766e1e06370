"""What the figures mean, in one careful sentence: from published figures, and only as far as they carry."""

from collections.abc import Mapping

from mhst.core.disclosure import SafeTable
from mhst.reporting.queries.area import Population

MOSTLY, HALF = 60.0, 50.0


def sentence(tables: Mapping[str, SafeTable]) -> str:
    """For the head of the page."""
    whole = whole_of(tables)
    if whole is None:
        return "Too few young people, or none, came for figures that protect them."
    said = [said for said in (_who(tables.get("gender")), _when(tables.get("time"))) if said]
    return f"About {whole} young people were helped{': ' if said else ''}{'; '.join(said)}."


def whole_of(tables: Mapping[str, SafeTable]) -> int | None:
    """Everybody in the quarter, as published."""
    return tables["quarter"].whole if "quarter" in tables else None


def reach(population: Population | None, whole: int | None) -> str:
    """How many that is of those who could come; nothing where either is not known."""
    if population is None or whole is None:
        return ""
    schools = f"{population.schools} school{'' if population.schools == 1 else 's'}"
    return (
        f"That is {population.reached(whole)} per cent of the {population.pupils:,} pupils on the rolls of the "
        f"{schools} served. How many of them need help is not known here."
    )


def _who(table: SafeTable | None) -> str:
    share = _share(table, "gender", "female")
    if share is None:
        return ""
    if share >= MOSTLY:
        return "mostly girls and young women"
    return "more girls and young women than others" if share > HALF else "girls and young women were no majority"


def _when(table: SafeTable | None) -> str:
    share = _share(table, "time", "evenings_and_weekends")
    if share is None:
        return ""
    if share > HALF:
        return "more than half came on evenings or at weekends"
    return "fewer than half came on evenings or at weekends"


def _share(table: SafeTable | None, dimension: str, value: str) -> float | None:
    if table is None or value not in table.of(dimension):
        return None
    return table.share(value)
