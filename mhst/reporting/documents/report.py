"""A whole period on paper, for the board: a cover, the ten parts with their pictures, and the method."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mhst.core.kept_pdf import kept_pdf
from mhst.reporting import words
from mhst.reporting.dates import Period
from mhst.reporting.documents.compared import compared
from mhst.reporting.documents.laid_out import Tables, Whose
from mhst.reporting.documents.months import side_by_side
from mhst.reporting.documents.page import HEAD, how
from mhst.reporting.documents.parts import NEVER, Earlier, Filled, functions_of, parts_of
from mhst.reporting.documents.reading import reach, sentence, whole_of
from mhst.reporting.models import Publication
from mhst.reporting.queries.area import Population


@dataclass(frozen=True)
class Cover:
    """What stands before everything."""

    whose: Whose
    period: Period
    edition: int
    counted_at: dt.datetime
    population: Population | None = None


def report_pdf(
    cover: Cover, tables: Tables, earlier: Earlier = NEVER, months: Sequence[tuple[Publication, Tables]] = ()
) -> bytes:
    """Made once of the same figures, and kept. Raises: NotProtected for what did not come from the protection."""
    whose, is_quarter = cover.whose, cover.period.is_quarter
    tables = {key: table for key, table in tables.items() if key not in whose.cannot_have}
    parts = parts_of(tables, earlier, whose, is_quarter=is_quarter)
    context = {
        "cover": cover,
        "not_shown": words.not_shown(is_quarter=is_quarter),
        "sentence": sentence(tables),
        "compared": compared(cover.period, tables, earlier, whose),
        "functions": functions_of(tables, whose) if is_quarter else [],
        "parts": [_on_paper(filled) for filled in parts],
        "months": side_by_side(months, how(whose), tables.get("month") if is_quarter else None),
        "reach": reach(cover.population, whole_of(tables), whose),
        "coarser": [table for table in tables.values() if table.coarser],
        "words": words,
        "method": words.method(is_anonymous=whose.is_anonymous),
        "rules": sorted({table.rule for table in tables.values()}),
    }
    return kept_pdf("pdf/quarter.html", context, title=f"{whose.team}, {cover.period}")


def _on_paper(filled: Filled) -> Filled:
    """How many in all stands in a table of its own, beside before; what several tables of a part have to say of
    themselves is said by the first of them."""
    tiles, said = [], frozenset[str]()
    for tile in (tile for tile in filled.tiles if tile.key not in HEAD):
        if tile.laid_out:
            tiles.append(replace(tile, laid_out=replace(tile.laid_out, said=said)))
            said |= tile.laid_out.to_say_once
        else:
            tiles.append(tile)
    return Filled(filled.part, tuple(tiles))
