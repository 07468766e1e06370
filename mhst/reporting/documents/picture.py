"""Pictures of published tables, drawn on the server: bars, and the hours of the week. Never without their table.

Nothing is said by colour alone: every bar and field has its figure in it, and what is hidden is hatched.
"""

from dataclasses import dataclass, replace
from textwrap import wrap

from mhst.core.disclosure import SafeTable
from mhst.core.disclosure import declared_consultations as asked
from mhst.core.disclosure import declared_whole_school as together
from mhst.core.disclosure.dimensions import DAYS, HOURS
from mhst.reporting import words
from mhst.reporting.documents.laid_out import NOBODYS, LaidOut, Whose, lay_out

#: As narrow as a part that is opened on a phone, so that words keep a size there that can be read, and nothing of it
#: has to be looked for at the side.
WIDE = 300
LINE, GAP = 20, 28
#: What is longer goes on below, so that nothing is cut off at the right.
WORDS, ROW = 33, 19
#: Of the week: a line for each day, and a column for each part of it, under a heading of two lines.
FIELD, HIGH, LEFT, TOP = 86, 44, 42, 48
#: So many letters have room in a field, or over it.
SHORT = 8
#: What a file says below itself: between its lines, and how much of a picture's width a letter takes.
BELOW, LETTER = 16, 7
#: From few to many, light to dark, so that it prints in grey.
SHADES = ("#e8f1fa", "#a9cbe8", "#5a97cf", "#005eb8")
#: Told in numbers alone: a picture of one bar says nothing.
WITHOUT_PICTURE = {"quarter", "month", asked.QUARTER, asked.MONTH, together.QUARTER, together.MONTH}
#: With more bars than these a picture is no longer looked at as one.
MOST_BARS = 10


@dataclass(frozen=True)
class Box:
    """A bar, or one part of a day of the week: where, how large, what it says and in which shade."""

    label: str
    text: str
    x: int
    y: int
    width: int
    height: int
    shade: str
    is_hidden: bool
    words: tuple[str, ...] = ()  # line by line, over a bar or in a field

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Each with its height, the last one just over the bar."""
        above = len(self.words) - 1
        return [(self.y - 6 - (above - number) * ROW, line) for number, line in enumerate(self.words)]

    @property
    def ink(self) -> str:
        return "#ffffff" if self.shade == SHADES[-1] else "#212b32"

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def inside(self) -> list[tuple[int, str]]:
        """Each line with its height, in the middle of a field."""
        first = self.y + self.height // 2 + 5 - (len(self.words) - 1) * ROW // 2
        return [(first + number * ROW, line) for number, line in enumerate(self.words)]


@dataclass(frozen=True)
class Picture:
    """`is_week` is a field of days by parts of the day; otherwise bars, one under the other."""

    key: str
    title: str
    boxes: tuple[Box, ...]
    height: int
    is_week: bool
    description: str
    team: str = ""  # where it is taken away, and nothing else beside it says so
    below: tuple[str, ...] = ()  # and what is seen there, line by line

    width = WIDE

    @property
    def tall(self) -> int:
        """With what it says below itself."""
        return self.height + BELOW * len(self.below) + (8 if self.below else 0)

    @property
    def lines(self) -> list[tuple[int, str]]:
        """What is seen below it, each line with its height."""
        return [(self.height + BELOW * (number + 1), line) for number, line in enumerate(self.below)]

    @property
    def days(self) -> list[tuple[str, int]]:
        return [(day[:3].capitalize(), TOP + number * HIGH + HIGH // 2 + 5) for number, day in enumerate(DAYS)]

    @property
    def hours(self) -> list[tuple[str, int, int]]:
        """Line by line, over their columns."""
        lines = (wrap(words.PARTS[hour], SHORT) for hour in HOURS)
        return [
            (line, LEFT + column * FIELD + FIELD // 2, TOP - 30 + number * ROW)
            for column, both in enumerate(lines)
            for number, line in enumerate(both)
        ]


def drawn(table: SafeTable) -> Picture | None:
    """What stands beside the numbers, where a picture says more than they do. Raises: NotProtected."""
    found = picture(table)
    return found if table.key not in WITHOUT_PICTURE and (found.is_week or len(found.boxes) <= MOST_BARS) else None


def picture(table: SafeTable, whose: Whose = NOBODYS) -> Picture:
    """Of any table; with a team, as a file that says whose it is, what it counts and how that is protected.

    Raises: NotProtected.
    """
    laid_out = lay_out(table, whose=whose)
    is_week = table.key == "week"
    boxes = _fields(table) if is_week else _bars(laid_out)
    height = TOP + HIGH * len(DAYS) if is_week else max((box.y + LINE for box in boxes), default=0) + 12
    told = f"{'; '.join(f'{row.label}: {row.figure}' for row in laid_out.rows)}."
    drawn = Picture(table.key, f"{table.title}, {table.period}", boxes, height, is_week, told)
    return _to_take_away(drawn, laid_out) if whose.team else drawn


def _to_take_away(drawn: Picture, laid_out: LaidOut) -> Picture:
    """All of it to be read aloud; to be seen, in short: what, whose, of how many, how counted and how protected."""
    of_how_many = f"{laid_out.about}. Edition {laid_out.table.edition}."
    short = (drawn.title, laid_out.whose.team, of_how_many, laid_out.in_a_word, laid_out.protected)
    below = tuple(line for said in short for line in wrap(said, drawn.width // LETTER))
    description = " ".join([drawn.description, of_how_many, *laid_out.notes])
    return replace(drawn, team=laid_out.whose.team, description=description, below=below)


def _bars(laid_out: LaidOut) -> tuple[Box, ...]:
    most = max((row.shown or 0 for row in laid_out.rows), default=0) or 1
    boxes, y = [], GAP - 4
    for row in laid_out.rows:
        words = tuple(wrap(f"{row.label}: {row.figure}", WORDS))
        y += ROW * (len(words) - 1)
        width = LINE if row.shown is None else (WIDE - 20) * row.shown // most
        boxes.append(Box(row.label, row.figure, 0, y, width, LINE, SHADES[-1], row.shown is None, words))
        y += LINE + GAP
    return tuple(boxes)


def _fields(table: SafeTable) -> tuple[Box, ...]:
    most = max((figure.shown or 0 for figure in table.figures), default=0) or 1
    boxes = []
    for row, day in enumerate(DAYS):
        for column, hour in enumerate(HOURS):
            shown = table.shown(f"{day}_{hour}")
            shade = SHADES[min(len(SHADES) - 1, (shown or 0) * len(SHADES) // most)]
            place = (LEFT + column * FIELD, TOP + row * HIGH, FIELD - 3, HIGH - 3)
            label = words.value(f"{day}_{hour}")
            figure = words.figure(shown)
            boxes.append(Box(label, figure, *place, shade, shown is None, tuple(wrap(figure, SHORT))))
    return tuple(boxes)
