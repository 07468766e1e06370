"""How one count of people is shown: hidden when small, otherwise to the nearest five or ten."""

from dataclasses import dataclass

#: Nothing below this is ever shown and nothing is ever shown more finely, whatever a deployment would like.
FLOOR = 5
#: Shares and means stand on at least so many people.
LEAST_FOR_SHARES = 10


@dataclass(frozen=True)
class Rule:
    """Counts under `hidden_below` are hidden, none at all among them; the others go to the nearest `nearest`.

    Raises: ValueError for anything laxer than the floor.
    """

    hidden_below: int
    nearest: int

    def __post_init__(self) -> None:
        if self.hidden_below < FLOOR or self.nearest < FLOOR:
            raise ValueError(f"Counts are hidden below {FLOOR} and rounded to the nearest {FLOOR}, or more strictly.")

    def shown(self, people: int) -> int | None:
        """What is published of this many people; None is hidden."""
        if people < self.hidden_below:
            return None
        return max(self.nearest, (people + self.nearest // 2) // self.nearest * self.nearest)

    def span(self, shown: int | None) -> tuple[int, int]:
        """The least and the most people who would be shown so: what a reader who knows the rule can tell."""
        if shown is None:
            return 0, self.hidden_below - 1
        least = shown - self.nearest // 2
        return max(least, self.hidden_below), least + self.nearest - 1

    @property
    def in_words(self) -> str:
        return f"fewer than {self.hidden_below}, or none, is not shown; the rest is to the nearest {self.nearest}"


#: An area or a cluster of schools.
AREA = Rule(5, 5)
#: Anything by school.
SCHOOL = Rule(10, 10)


def share(part: int | None, whole: int | None) -> float | None:
    """Per cent to one decimal, of figures that were rounded already; None where either is hidden or too small, as it
    is where what is shown as ten may be eight people of whom a share would be told."""
    if part is None or whole is None or AREA.span(whole)[0] < LEAST_FOR_SHARES or part < LEAST_FOR_SHARES:
        return None
    return min(100.0, round(100 * part / whole, 1))
