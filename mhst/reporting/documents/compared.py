"""How many in all, beside the period before and the same one a year before: what is asked first."""

from dataclasses import dataclass

from mhst.reporting import words
from mhst.reporting.dates import Period
from mhst.reporting.documents.laid_out import LaidOut, Tables, Whose, lay_out
from mhst.reporting.documents.reading import whole_of


@dataclass(frozen=True)
class Compared:
    """Each period in words with its figure. `laid_out` says how it is counted, where it is shown at all."""

    counted: str
    rows: tuple[tuple[str, str], ...]
    laid_out: LaidOut | None


def compared(period: Period, tables: Tables, earlier: tuple[Tables, Tables], whose: Whose) -> Compared:
    """Raises: NotProtected."""
    span = table = "quarter" if period.is_quarter else "month"
    before, year_before = f"The {span} before, {period.before}", f"A year before, {period.year_before}"
    rows = zip((str(period), before, year_before), (tables, *earlier), strict=True)
    return Compared(
        words.counted(table, is_anonymous=whose.is_anonymous),
        tuple((name, _whole(then)) for name, then in rows),
        lay_out(tables[table], whose=whose) if table in tables else None,
    )


def _whole(tables: Tables) -> str:
    return words.figure(whole_of(tables)) if tables else words.NO_FIGURES
