"""The ten parts of a quarter as boards read it, on the page and in the report. Where nothing is known, it says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mhst.core.disclosure import SafeTable, declared
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.reporting import words
from mhst.reporting.documents.expected import counts_endings, expected
from mhst.reporting.documents.laid_out import NOBODYS, LaidOut, Tables, Whose, lay_out
from mhst.reporting.documents.picture import Picture, drawn

#: Of the quarter before, and of the same quarter a year before.
Earlier = tuple[Tables, Tables]
NEVER: Earlier = ({}, {})


@dataclass(frozen=True)
class Part:
    """What it asks, the tables that answer, and what is said where none does."""

    key: str
    title: str
    asks: str
    tables: tuple[str, ...]
    otherwise: str


@dataclass(frozen=True)
class Tile:
    """One table with its picture; neither where it is not shown."""

    key: str
    title: str
    laid_out: LaidOut | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Filled:
    part: Part
    tiles: tuple[Tile, ...]

    @property
    def summary(self) -> str:
        """The line behind which it waits."""
        return f"{self.part.title}: {self.part.asks}"

    @property
    def otherwise(self) -> str:
        """What is said where nothing is shown: of a month nothing is hidden that only quarters tell of."""
        return BY_QUARTER if self.part.tables and not self.tiles else self.part.otherwise

    @property
    def is_told(self) -> bool:
        """Whether anything in it is shown."""
        return any(tile.laid_out for tile in self.tiles)


NOTHING = "Nothing can be shown here that protects every young person."
BY_QUARTER = "Quarters tell of this; months do not."
PARTS = (
    Part("headline", "Headline", "How many young people were helped?", ("quarter",), NOTHING),
    Part(
        "access", "Access", "From where did they come, and how long had they waited?",
        ("cluster", "school", "school_by_month", "wait", "wait_by_reason"), NOTHING,
    ),
    Part("who", "Who", "Who were they?", ("gender", "age", "ethnicity", "month_by_gender"), NOTHING),
    Part("when", "When", "At what time of the week did they come?",
         ("time", "week", "gender_by_time", "month_by_time"), NOTHING),
    Part(
        "what_for", "What for", "What did they come for?", ("reason",), NOTHING,
    ),
    Part("how_used", "How it was used", "By which sort of help were they reached, and what was done with schools?", (
        "help", together.QUARTER, together.MONTH, together.CLUSTER, together.SIZES_TABLE,
        asked.QUARTER, asked.MONTH, asked.CLUSTER, asked.THEMES_TABLE, asked.ANSWERS_TABLE, asked.TALKS_TABLE,
        asked.OUTCOMES_TABLE,
    ), NOTHING),
    Part(
        "difference", "Difference made", "How did support end, and what changed?",
        (*declared.ENDINGS_TABLES, *declared.WITHDRAWN),
        "Nothing can be shown here that protects every young person. The team sees what changed for each of them.",
    ),
    Part(
        "safeguarding", "Safeguarding", "Were there concerns about anybody's safety?", (),
        "Concerns are handled by those who answer for safeguarding. They are never counted here, however many there "
        "are. Ask them; they report to the safeguarding partners.",
    ),
    Part(
        "voice", "Voice", "What do young people say?", (),
        "Nobody's words are taken from records. What young people want the board to hear is given by them, read by two "
        "people, and brought to the meeting.",
    ),
    Part("actions", "Actions", "What follows?", (), "To be written down at the meeting: what, by whom, and by when."),
)  # fmt: skip


@dataclass(frozen=True)
class Function:
    """One of the three of a mental health support team: what it is, how much there was, and how that is counted."""

    number: int
    name: str
    said: str
    how: str


#: What stands for each.
FUNCTIONS = (
    (1, "Evidence-based help for young people, in person and online", "quarter"),
    (2, "Work with whole schools and colleges", together.QUARTER),
    (3, "Advice to schools, and links to specialist services", asked.QUARTER),
)


def functions_of(tables: Tables, whose: Whose) -> list[Function]:
    """All three of a team that has them: what is small and what is left out are told alike."""
    return [
        Function(number, name, _said(tables.get(key), key), words.counting(key))
        for number, name, key in FUNCTIONS
        if whose.has_functions
    ]


def _said(table: SafeTable | None, key: str) -> str:
    shown = table.shown("all") if table else None
    return words.not_shown(is_quarter=True) if shown is None else f"{shown} {words.counted(key).lower()}"


def parts_of(
    tables: Tables, earlier: Earlier = NEVER, whose: Whose = NOBODYS, *, is_quarter: bool = True
) -> list[Filled]:  # fmt: skip
    """All that teams of its kind can have, each with what was published for it, and what is not shown.

    Raises: NotProtected.
    """
    parts = (part for part in PARTS if not part.tables or not whose.cannot_have.issuperset(part.tables))
    return [Filled(part, tuple(tiles_of(part.tables, tables, earlier, whose, is_quarter=is_quarter))) for part in parts]


def tiles_of(
    keys: Iterable[str], tables: Tables, earlier: Earlier, whose: Whose, *, is_quarter: bool
) -> Iterator[Tile]:  # fmt: skip
    """These, in order. One of which all is hidden is told of as if it had been left out. Raises: NotProtected."""
    is_revised = any(table.edition > 1 for table in tables.values())
    titles = expected(
        is_quarter=is_quarter, has_functions=whose.has_functions, has_schools=whose.has_schools, has_months=is_revised,
        counts_endings=counts_endings(tables),
    )  # fmt: skip
    for key in keys:
        if key in whose.cannot_have:
            continue
        table = tables.get(key)
        if table and table.shows_something:
            yield tile_of(table, earlier, whose)
        elif key in titles:
            yield Tile(key, titles[key])


def tile_of(table: SafeTable, earlier: Earlier = NEVER, whose: Whose = NOBODYS) -> Tile:
    """Raises: NotProtected."""
    return Tile(table.key, table.title, lay_out(table, earlier, whose), drawn(table))
