"""What a questionnaire is: who fills it in, its scales, how it is scored, what its scores mean, who owns its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sessions_app.instruments import snomed

SELF, PARENT, TEACHER, PRACTITIONER = "self", "parent", "teacher", "practitioner"


class WrongInstrument(Exception):
    """A questionnaire is described in a way that cannot be: found when the programme starts, not when a child waits."""


@dataclass(frozen=True)
class Threshold:
    """How far two scores must lie apart to be unlikely to differ by chance alone, and who says so."""

    points: float
    source: str
    in_t: bool = False


@dataclass(frozen=True)
class Band:
    """Scores from here on are called so, up to the next band."""

    starts: float
    words: str


@dataclass(frozen=True)
class Scale:
    """One score. Its own `items`, or the sum of other scales, or neither: then it is only ever copied from paper.

    `may_miss` answers may be left out; the rest then stand for them. `metric` turns a raw sum into the scale that
    is used, from the lowest sum on. `highest_by` says for which rater's form the highest score is another.
    `is_whole`: there is nothing between two whole scores.
    """

    code: str
    name: str
    highest: float
    lowest: float = 0
    items: tuple[int, ...] = ()
    reversed: frozenset[int] = frozenset()
    may_miss: int = 0
    decimals: int = 0
    sum_of: tuple[str, ...] = ()
    metric: tuple[float, ...] = ()
    higher_is_better: bool = False
    snomed: Mapping[str, str] = field(default_factory=dict)
    reliable: Mapping[str, Threshold] = field(default_factory=dict)
    bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    highest_by: Mapping[str, float] = field(default_factory=dict)
    is_whole: bool = False

    def __post_init__(self) -> None:
        for code in self.snomed.values():
            if not snomed.is_right(code):
                raise WrongInstrument(f"{self.name}: {code!r} is no SNOMED code; has a spreadsheet shortened it?")
        if self.highest <= self.lowest:
            raise WrongInstrument(f"{self.name}: its highest score must be above its lowest.")

    def band(self, rater: str, score: float) -> str:
        """What this score is called, or nothing where nobody has named it."""
        named = [band.words for band in self.bands.get(rater, ()) if score >= band.starts]
        return named[-1] if named else ""

    def highest_for(self, rater: str) -> float:
        return self.highest_by.get(rater, self.highest)

    def holds(self, score: float, rater: str = "") -> bool:
        return self.lowest <= score <= self.highest_for(rater) and (not self.is_whole or score == int(score))


@dataclass(frozen=True)
class Licence:
    """Whose words the questions are, what they allow, and the line that whoever fills it in must see."""

    holder: str
    terms: str
    notice: str = ""


@dataclass(frozen=True)
class Wording:
    """The words of a questionnaire: ours, or a licensed pack's. `answers` go from the lowest value to the highest."""

    introduction: str
    questions: tuple[str, ...]
    answers: tuple[str, ...] = ()
    notice: str = ""


@dataclass(frozen=True)
class Instrument:
    """One questionnaire. `ages` says by rater for whom it is; items are numbered from 1.

    `read_today` are items whose answer, if it is not the lowest, somebody reads the same day. An answer at or below
    `talk_at` is something to talk about next time. Neither is a score of anybody.
    """

    code: str
    name: str
    about: str
    ages: Mapping[str, tuple[int, int]]
    scales: tuple[Scale, ...]
    licence: Licence
    item_count: int = 0
    item_lowest: int = 0
    item_highest: int = 0
    item_step: float = 1
    read_today: frozenset[int] = frozenset()
    talk_at: int | None = None
    wording: Mapping[str, Wording] = field(default_factory=dict)
    of_goals: bool = False
    of_experience: bool = False
    has_norms: bool = False
    scoring_source: str = ""

    def __post_init__(self) -> None:
        numbers = {number for scale in self.scales for number in scale.items}
        if not numbers <= set(range(1, self.item_count + 1)):
            raise WrongInstrument(f"{self.name}: a scale adds up an item that does not exist.")
        codes = [scale.code for scale in self.scales]
        if len(codes) != len(set(codes)) or any(set(scale.sum_of) - set(codes) for scale in self.scales):
            raise WrongInstrument(f"{self.name}: every scale has a code of its own, and sums name scales there are.")

    @property
    def raters(self) -> tuple[str, ...]:
        return tuple(self.ages)

    @property
    def can_have_pack(self) -> bool:
        """Whether words can be put in: it has items, and they are neither ours nor the young person's own."""
        return self.item_count > 0 and not self.wording and not self.of_goals

    @property
    def answers(self) -> int:
        """How many answers there are to choose from; none when a number is given instead."""
        return 0 if self.item_step != 1 else self.item_highest - self.item_lowest + 1

    def scale(self, code: str) -> Scale:
        return next(scale for scale in self.scales if scale.code == code)

    def fits(self, rater: str, age: int) -> bool:
        youngest, oldest = self.ages.get(rater, (1, 0))
        return youngest <= age <= oldest
