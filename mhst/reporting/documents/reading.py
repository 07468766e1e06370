"""What the figures mean, in one careful sentence: from published figures, and only as far as they carry.

A rounded figure stands for a span of true ones, so a share of two has a least and a most. Only what holds for both is
said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mhst.core.disclosure import AREA, SafeTable
from mhst.reporting.documents.laid_out import NOBODYS, Whose
from mhst.reporting.queries.area import Population

MOSTLY, HALF = 0.6, 0.5
NOT_SHOWN = (
    "How many young people were helped is not shown: they were few, or none, or the number could have told of somebody."
)
#: So far from a half, in either direction, is about half in plain words.
ABOUT = 0.05
#: What is told of a quarter, and of a month by itself.
QUARTER, MONTH = ("quarter", "gender", "time"), ("month", "month_by_gender", "month_by_time")


@dataclass(frozen=True)
class Share:
    """The figure, and the least and the most that it can be of the whole."""

    figure: int
    least: float
    most: float

    @property
    def in_words(self) -> str:
        """Beside a half."""
        if self.least > HALF:
            return "more than half"
        if self.most < HALF:
            return "fewer than half"
        low, high = self.least >= HALF - ABOUT, self.most <= HALF + ABOUT
        return f"about half{'' if low is high else ' or more' if low else ' or fewer'}"


def sentence(tables: Mapping[str, SafeTable]) -> str:
    """For the head of the page, of a quarter or of a month."""
    whole = whole_of(tables)
    if whole is None:
        return NOT_SHOWN
    _, by_gender, by_time = _keys(tables)
    who = _who(_share(tables.get(by_gender), "female"))
    when = _when(_share(tables.get(by_time), "evenings_and_weekends"))
    said = [said for said in (who, when) if said]
    return f"About {whole} young people were helped{': ' if said else ''}{'; '.join(said)}."


def whole_of(tables: Mapping[str, SafeTable]) -> int | None:
    """Everybody in the period, as published."""
    table = tables.get(_keys(tables)[0])
    return table.figures[0].shown if table and len(table.figures) == 1 else None


def reach(population: Population | None, whole: int | None, whose: Whose = NOBODYS) -> str:
    """How many that is of those who could come; nothing where either is not known."""
    reached = population.reached(whole) if population else None
    if population is None or reached is None:
        return ""
    schools = f"{population.schools} school{'' if population.schools == 1 else 's'}"
    which = "of the area that take young people of its ages" if whose.is_anonymous else "served"
    return (
        f"About {whole} are some {reached} per cent of the {population.pupils:,} pupils on the rolls of the {schools} "
        f"{which}. How many of them need help is not known here."
    )


def _keys(tables: Mapping[str, SafeTable]) -> tuple[str, str, str]:
    return QUARTER if QUARTER[0] in tables else MONTH


def _who(share: Share | None) -> str:
    if share is None:
        return ""
    if share.least >= MOSTLY:
        return f"mostly girls and young women (about {share.figure})"
    if share.least > HALF:
        return f"more girls and young women (about {share.figure}) than others"
    return f"{share.in_words} were girls and young women (about {share.figure})"


def _when(share: Share | None) -> str:
    return f"{share.in_words} came on evenings or at weekends (about {share.figure})" if share else ""


def _share(table: SafeTable | None, value: str) -> Share | None:
    """Of everybody the table is of; None where that is not shown, or too few for a share."""
    held = {figure.values[-1]: figure for figure in table.figures} if table else {}
    if table is None or value not in held or table.share(*held[value].values) is None:
        return None
    part, whole = held[value].shown or 0, table.whole or 0
    (few, many), (least, most) = AREA.span(part), AREA.span(whole)
    return Share(part, few / most, min(1.0, many / least))
