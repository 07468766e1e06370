"""The national four-week clock: when it starts, what stops it, and what is missing to stop it.

The rules are those of NHS England's mental health monthly statistics (four-week waits of children).
It starts on the day a request is received. It stops on the day by which there are all three: a first contact, a
baseline measure, and a plan or a coded intervention. Nothing else stops it, and holidays do not hold it. The first
contact is having been seen, in person, by phone or by video, or work about them without them there; what counts as
one is read by `queries.progress.first_contact_of`.
"""

import datetime as dt
from dataclasses import dataclass

from mhst.core import clock
from sessions_app.enums import ReferralState
from sessions_app.models import Referral

FOUR_WEEKS = dt.timedelta(weeks=4)
ADULT = 18

CONTACT = (
    "See them, or talk with them by phone or video; or write down work about them without them there, such as a talk"
    " with their school. A chat, text or e-mail does not count."
)
INDIRECT = "Work about them, without them there"
BASELINE = "Score a first measure together with them."
PLAN = "Agree a plan, or hold a session that counts as an intervention."


@dataclass(frozen=True)
class Light:
    """One of the three: the day it came on and, where it says more, by what; or what would turn it on."""

    name: str
    on: dt.date | None
    missing: str
    how: str = ""

    @property
    def is_on(self) -> bool:
        return self.on is not None


@dataclass(frozen=True)
class FourWeekClock:
    started_on: dt.date
    due_on: dt.date
    lights: tuple[Light, Light, Light]
    stopped_on: dt.date | None
    ended_on: dt.date | None
    days: int
    is_counted: bool

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None and self.ended_on is None

    @property
    def is_late(self) -> bool:
        """Four weeks went by before all three were there."""
        return self.days >= FOUR_WEEKS.days

    @property
    def days_left(self) -> int:
        """Until the last day on which stopping it is in time; less than nothing when that is over."""
        return FOUR_WEEKS.days - 1 - self.days

    @property
    def missing(self) -> list[str]:
        """What to do to stop it; nothing once it has stopped or ended."""
        return [light.missing for light in self.lights if not light.is_on] if self.is_running else []


def clock_of(referral: Referral) -> FourWeekClock:
    stopped, ended = referral.clock_stopped_on, ended_on(referral)
    return FourWeekClock(
        started_on=referral.received_on,
        due_on=referral.received_on + FOUR_WEEKS - dt.timedelta(days=1),
        lights=lights_of(referral),
        stopped_on=stopped,
        ended_on=None if stopped else ended,
        days=((stopped or ended or clock.today()) - referral.received_on).days,
        is_counted=is_counted(referral),
    )


def lights_of(referral: Referral) -> tuple[Light, Light, Light]:
    return (
        Light("First contact", referral.first_contact_on, CONTACT, INDIRECT if referral.first_contact_indirect else ""),
        Light("Baseline measure", referral.baseline_on, BASELINE),
        Light("Plan or intervention", referral.plan_on, PLAN),
    )


def ended_on(referral: Referral) -> dt.date | None:
    """The day on which waiting ended without help from here: closed, advised, not accepted or stepped up."""
    if referral.closed_on:
        return referral.closed_on
    if referral.state in {ReferralState.ADVICE_ONLY, ReferralState.NOT_ACCEPTED, ReferralState.STEPPED_UP}:
        return referral.state_since.astimezone(clock.LONDON).date()
    return None


def is_counted(referral: Referral) -> bool:
    """Whether the nation counts this wait: a referral, of somebody who was not yet 18 when it was received."""
    if referral.state == ReferralState.ENQUIRY or referral.young_person is None:
        return False
    return referral.young_person.age_on(referral.received_on) < ADULT
