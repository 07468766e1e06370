"""How each side sees each domain, where they differ, and how that changed. Only of what may be shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.places.models import School
from school_link.catalogue import ASKED, Asked
from school_link.enums import SHOWN_IN, Domain, Sector
from school_link.models import AgreedRating, Cohort, Rating, Workshop

#: Away from the workshop a side is told from so many on.
SEVERAL = 3


@dataclass(frozen=True)
class Remark:
    """What one person said of a domain."""

    name: str
    place: str
    sector: str
    level: int
    comment: str


@dataclass(frozen=True)
class Seen:
    """One domain: what each side said, and what was agreed."""

    asked: Asked
    education: tuple[int, ...]
    health: tuple[int, ...]
    agreed: AgreedRating | None
    remarks: tuple[Remark, ...] = ()

    @property
    def mean_education(self) -> float | None:
        return _mean(self.education)

    @property
    def mean_health(self) -> float | None:
        return _mean(self.health)

    @property
    def gap(self) -> float | None:
        """How much higher education sees it than health; less than nothing where health sees it higher."""
        if not self.education or not self.health:
            return None
        return round(sum(self.education) / len(self.education) - sum(self.health) / len(self.health), 1)

    @property
    def gap_in_words(self) -> str:
        if self.gap is None:
            return "Only one side can be shown" if self.education or self.health else "Neither side can be shown"
        if self.gap == 0:
            return "The same"
        return f"{'Education' if self.gap > 0 else 'Health'} sees it {abs(self.gap):g} higher"


@dataclass(frozen=True)
class Change:
    """One domain over all occasions: the agreed levels in their order, nothing where none was agreed."""

    asked: Asked
    levels: tuple[int | None, ...]

    @property
    def in_words(self) -> str:
        known = [level for level in self.levels if level is not None]
        if len(known) < 2:
            return "Not to be said yet"
        by = known[-1] - known[0]
        return "The same" if by == 0 else f"{'Up' if by > 0 else 'Down'} {abs(by)}"


def seen(workshop: Workshop, school: School | None = None, least: int = 1) -> list[Seen]:
    """Of a workshop whose ratings are shown; of one school: its own people, beside all of health. Two queries.
    A side of which fewer than `least` rated says nothing: its level would be somebody's own. Nor does a school where
    fewer than `least` of other schools rated: theirs would be what is left of the area's.

    Raises: LookupError before they are shown, so that no page can show them by mistake.
    """
    if not workshop.is_shown:
        raise LookupError("these ratings are not shown yet")
    rows = Rating.objects.filter(attendee__workshop=workshop).select_related(
        "attendee__user", "attendee__school", "attendee__team"
    )
    ratings = _of_school(list(rows), school, least) if school else list(rows)
    agreed = {one.domain: one for one in AgreedRating.objects.filter(workshop=workshop)}
    by_domain: dict[str, list[Rating]] = defaultdict(list)
    for one in ratings:
        by_domain[one.domain].append(one)
    return [_seen(asked, _several(by_domain[asked.domain], least), agreed.get(asked.domain)) for asked in ASKED]


def _of_school(ratings: list[Rating], school: School, least: int) -> list[Rating]:
    elsewhere = {one.attendee_id for one in ratings if one.attendee.school_id not in {None, school.pk}}
    told = {None, school.pk} if not elsewhere or len(elsewhere) >= least else {None}
    return [one for one in ratings if one.attendee.school_id in told]


def _several(ratings: list[Rating], least: int) -> list[Rating]:
    sides = Counter(one.attendee.sector for one in ratings)
    return [one for one in ratings if sides[one.attendee.sector] >= least]


def own(workshop: Workshop, viewer: User) -> dict[str, Rating]:
    """What the viewer has said so far, by domain."""
    return {one.domain: one for one in Rating.objects.filter(attendee__workshop=workshop, attendee__user=viewer)}


def latest_shown(cohort: Cohort) -> Workshop | None:
    """The last occasion whose ratings are shown."""
    return cohort.workshops.filter(state__in=SHOWN_IN).order_by("-number").first()


def shown_of(cohort: Cohort) -> list[Workshop]:
    """Every occasion whose ratings are shown, in order."""
    return list(cohort.workshops.filter(state__in=SHOWN_IN).order_by("number"))


def changes(occasions: Iterable[Workshop]) -> list[Change]:
    """The agreed level of each domain from occasion to occasion. One query."""
    occasions = list(occasions)
    found: dict[tuple[str, UUID], int] = {
        (domain, workshop): level
        for domain, workshop, level in AgreedRating.objects.filter(workshop__in=occasions).values_list(
            "domain", "workshop", "level"
        )
    }
    return [Change(asked, tuple(found.get((asked.domain, one.pk)) for one in occasions)) for asked in ASKED]


def domain_named(name: str) -> Domain:
    """As an address names it. Raises: NotFound."""
    if name not in Domain.values:
        raise NotFound
    return Domain(name)


def agreed_of(workshop: Workshop, domain: Domain) -> AgreedRating | None:
    return AgreedRating.objects.filter(workshop=workshop, domain=domain).first()


def _seen(asked: Asked, ratings: list[Rating], agreed: AgreedRating | None) -> Seen:
    levels: dict[str, list[int]] = defaultdict(list)
    for one in ratings:
        levels[one.attendee.sector].append(one.level)
    remarks = tuple(
        Remark(one.attendee.user.name, str(one.attendee.place), one.attendee.get_sector_display(), one.level, said)
        for one in ratings
        if (said := one.comment)
    )
    return Seen(asked, tuple(sorted(levels[Sector.EDUCATION])), tuple(sorted(levels[Sector.HEALTH])), agreed, remarks)


def _mean(levels: tuple[int, ...]) -> Any:
    return round(sum(levels) / len(levels), 1) if levels else None
