"""Who, and when, beside how many: the share that boards ask for first, over the picture of its table."""

from dataclasses import dataclass

from mhst.reporting.documents.laid_out import LaidOut
from mhst.reporting.documents.parts import Tile

#: What is seen at once, of a quarter and of a month; the rest opens part by part.
FIRST_LOOK = {True: ("gender", "time"), False: ("month_by_gender", "month_by_time")}
WHO = ("Who", "female", "were girls and young women")
WHEN = ("When", "evenings_and_weekends", "came on evenings or at weekends")
#: What each asks, which value answers first, and that in words.
ASKED = {"gender": WHO, "month_by_gender": WHO, "time": WHEN, "month_by_time": WHEN}


@dataclass(frozen=True)
class Look:
    """`share`: in whole per cents, as the table has it; None where that has none."""

    asks: str
    share: int | None
    of_whom: str
    tile: Tile


def looked_at(tile: Tile) -> Look:
    asks, value, of_whom = ASKED[tile.key]
    return Look(asks, _share(tile.laid_out, value), of_whom, tile)


def _share(laid_out: LaidOut | None, value: str) -> int | None:
    rows = zip(laid_out.table.figures, laid_out.rows, strict=True) if laid_out else ()
    return next((row.share for figure, row in rows if figure.values[-1] == value), None)
