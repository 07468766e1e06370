"""Who, and when, beside how many: the share that boards ask for first, over the picture of its table."""

from dataclasses import dataclass

from mhst.core.disclosure import SafeTable
from mhst.reporting import words
from mhst.reporting.documents.laid_out import Tables
from mhst.reporting.documents.parts import Earlier, Tile

#: What is seen at once, of a quarter and of a month; the rest opens part by part.
FIRST_LOOK = {True: ("gender", "time"), False: ("month_by_gender", "month_by_time")}
WHO = ("Who", "female", "were girls and young women")
WHEN = ("When", "evenings_and_weekends", "came on evenings or at weekends")
#: What each asks, which value answers first, and that in words.
ASKED = {"gender": WHO, "month_by_gender": WHO, "time": WHEN, "month_by_time": WHEN}


@dataclass(frozen=True)
class Look:
    """`share`: in whole per cents, as the table has it; None where that has none. `before`: the same of the period
    before and of the one a year before, in words; without a share nothing says of what it is, and it is not told."""

    asks: str
    share: int | None
    of_whom: str
    tile: Tile
    before: tuple[str, str]


def looked_at(tile: Tile, earlier: Earlier) -> Look:
    asks, value, of_whom = ASKED[tile.key]
    before, year_before = (_then(tables, tile.key, value) for tables in earlier)
    share = _share(tile.laid_out.table if tile.laid_out else None, value)
    return Look(asks, share, of_whom, tile, (before, year_before))


def _then(tables: Tables, key: str, value: str) -> str:
    """What that table tells of it; small, left out and told in another form are all called the same."""
    if not tables:
        return words.NO_FIGURES
    share = _share(tables.get(key), value)
    return words.HIDDEN if share is None else f"about {share} per cent"


def _share(table: SafeTable | None, value: str) -> int | None:
    shares = (table.share(*figure.values) for figure in table.figures if figure.values[-1] == value) if table else ()
    share = next(iter(shares), None)
    return None if share is None else round(share)
