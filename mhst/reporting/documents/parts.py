"""The ten parts of a quarter as boards read it, on the page and in the report. Where nothing is known, it says so."""

from collections.abc import Mapping
from dataclasses import dataclass

from mhst.core.disclosure import SafeTable
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.reporting import words
from mhst.reporting.documents.laid_out import LaidOut, lay_out
from mhst.reporting.documents.picture import Picture, drawn

#: Of the quarter before, and of the same quarter a year before.
Earlier = tuple[Mapping[str, SafeTable], Mapping[str, SafeTable]]
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
    laid_out: LaidOut
    picture: Picture | None


@dataclass(frozen=True)
class Filled:
    part: Part
    tiles: tuple[Tile, ...]

    @property
    def summary(self) -> str:
        """The line behind which it waits."""
        return f"{self.part.title}: {self.part.asks}"


TOO_FEW = "Nothing can be shown here: too few young people came for figures that protect them."
PARTS = (
    Part("headline", "Headline", "How many young people were helped?", ("quarter",), TOO_FEW),
    Part(
        "access", "Access", "From where did they come, and how long had they waited?",
        ("month", "cluster", "school", "school_by_month", "wait", "wait_by_reason"), TOO_FEW,
    ),
    Part("who", "Who", "Who were they?", ("gender", "age", "ethnicity", "month_by_gender"), TOO_FEW),
    Part("when", "When", "At what time of the week did they come?",
         ("time", "week", "gender_by_time", "month_by_time"), TOO_FEW),
    Part(
        "what_for", "What for", "What did they come for?", ("reason",), TOO_FEW,
    ),
    Part("how_used", "How it was used", "By which sort of help were they reached, and what was done with schools?", (
        "help", together.QUARTER, together.MONTH, together.CLUSTER, together.SIZES_TABLE,
        asked.QUARTER, asked.MONTH, asked.CLUSTER, asked.THEMES_TABLE, asked.ANSWERS_TABLE, asked.TALKS_TABLE,
        asked.OUTCOMES_TABLE,
    ), TOO_FEW),
    Part(
        "difference", "Difference made", "What changed for them?", ("ended", "change"),
        "Too few were asked at the beginning and at the end of their support for figures that protect them. The team "
        "sees what changed for each young person.",
    ),
    Part(
        "safeguarding", "Safeguarding", "Were there concerns about anybody's safety?", (),
        "Concerns are handled by those who answer for safeguarding and are too few to be counted here without telling "
        "of somebody. Ask them; they report to the safeguarding partners.",
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
    """One of the three of a mental health support team: what it is, and how much of it there was."""

    number: int
    name: str
    figure: str
    counted: str


#: What stands for each.
FUNCTIONS = (
    (1, "Evidence-based help for young people, in person and online", "quarter"),
    (2, "Work with whole schools and colleges", together.QUARTER),
    (3, "Advice to schools, and links to specialist services", asked.QUARTER),
)


def functions_of(tables: Mapping[str, SafeTable]) -> list[Function]:
    """Those of which something was published, where it is more than the first."""
    found = [
        Function(number, name, words.figure(tables[key].shown("all")), words.counted(key).lower())
        for number, name, key in FUNCTIONS
        if key in tables
    ]
    return found if len(found) > 1 else []


def parts_of(tables: Mapping[str, SafeTable], earlier: Earlier = NEVER) -> list[Filled]:
    """All ten, each with what was published for it. Raises: NotProtected."""
    return [
        Filled(part, tuple(tile_of(tables[key], earlier) for key in part.tables if key in tables)) for part in PARTS
    ]


def tile_of(table: SafeTable, earlier: Earlier = NEVER) -> Tile:
    """Raises: NotProtected."""
    laid_out = lay_out(table, tuple(tables.get(table.key) for tables in earlier))
    return Tile(laid_out, drawn(table))
