"""Who may ask for a questionnaire, fill it in and read it, and what must be there first."""

import datetime as dt

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import CONSENTED_STATES, Rater, ReferralState
from sessions_app.instruments import Instrument
from sessions_app.models import ContactPreference, Measure, Referral
from sessions_app.queries import contact
from sessions_app.queries import measure as queries
from sessions_app.rules.referral import check_can_read, check_can_work

#: Only these have a phone of their own to fill it in on; a teacher's or practitioner's scores are entered here.
HAVE_LINKS = frozenset({Rater.SELF, Rater.PARENT})
#: Where there is consent and somebody to measure with; after the end there may be a follow-up.
MEASURED = CONSENTED_STATES | {ReferralState.TRIAGE, ReferralState.PAUSED, ReferralState.CLOSED}


def check_can_ask(referral: Referral, instrument: Instrument, rater: str, by: Actor) -> None:
    """Raises: Refused, saying what does not fit."""
    check_can_work(referral, by)
    if referral.young_person is None or referral.state not in MEASURED:
        raise Refused(
            "Questionnaires can be asked once it is known who this is about and they are seen here.", code="state"
        )
    age = referral.young_person.age_on(clock.today())
    if not instrument.fits(rater, age):
        youngest, oldest = instrument.ages.get(rater, (0, 0))
        if not oldest:
            raise Refused(f"{instrument.name} is not filled in by {Rater(rater).label.lower()}.", field="rater")
        raise Refused(
            f"{instrument.name}, filled in by {Rater(rater).label.lower()}, is for ages {youngest} to {oldest};"
            f" they are {age}.",
            field="instrument",
        )
    if instrument.of_goals and not queries.goals_of(referral):
        raise Refused("There are no goals yet. Write down a goal with them first.", field="instrument")


def check_none_open(referral: Referral, instrument: Instrument, rater: str) -> None:
    """Raises: Refused when the same is already waiting to be filled in."""
    waiting = referral.measures.filter(
        instrument=instrument.code, rater=rater, filled_in_at__isnull=True, declined_at__isnull=True
    )
    if waiting.exists():
        raise Refused(
            f"{instrument.name} is already waiting to be filled in.", code="already-asked", field="instrument"
        )


def check_can_fill_in(measure: Measure, by: Actor) -> None:
    """On the practitioner's own screen: read out, copied from paper, or declined. Raises: Refused."""
    check_can_work(measure.referral, by)
    check_open(measure)


def check_can_link(measure: Measure, by: Actor) -> None:
    """Raises: Refused when there is nothing to fill in on a phone, or nobody to do it there."""
    check_can_fill_in(measure, by)
    if measure.rater not in HAVE_LINKS:
        raise Refused("Only young people and parents or guardians are given a link. Enter the scores here.")
    if queries.sheet_of(measure) is None:
        raise Refused("Its words are not installed here. Use the paper form and enter the scores.", code="no-words")


def check_way(measure: Measure, way: ContactPreference) -> None:
    """Raises: Refused when nobody agreed to this way for whoever fills it in, or no longer does."""
    if way not in contact.ways_to(measure.referral, measure.rater):
        raise Refused("They have not agreed to be written to like this. Give them the link when you meet.", code="way")


def check_open(measure: Measure) -> None:
    if measure.filled_in_at:
        raise Refused(
            "This has already been filled in, perhaps in another window, and that is what counts. If what you have here"
            " should count too, ask for the questionnaire once more and enter it there.",
            code="filled-in",
        )
    if measure.declined_at:
        raise Refused("They chose not to fill this in. Ask again if they have changed their mind.", code="declined")


def is_over(refused: Refused) -> bool:
    """Whether this was refused because there is nothing left to fill in, whatever is answered."""
    return refused.code in {"filled-in", "declined", "expired"}


def check_link_live(measure: Measure) -> None:
    """Raises: Refused when the link was used or has run out."""
    check_open(measure)
    if not measure.has_live_link or measure.referral.state not in MEASURED:
        raise Refused("This link has run out. Ask the person who gave it to you for a new one.", code="expired")


def check_filled_in_on(day: dt.date, referral: Referral) -> None:
    """Raises: Refused when the day is to come, or before anybody asked for help."""
    if day > clock.today():
        raise Refused("It cannot have been filled in on a day that is still to come.", field="on")
    if day < referral.received_on:
        raise Refused(f"It must have been filled in since the request of {referral.received_on:%-d %B %Y}.", field="on")


def check_can_mark_read(measure: Measure, by: Actor) -> None:
    check_can_read(measure.referral, by)
    if not measure.to_read or measure.read_at:
        raise Refused("Nothing here waits to be read.", code="nothing")
