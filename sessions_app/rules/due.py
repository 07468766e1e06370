"""What is due for somebody on a caseload, in sentences. Facts and dates only: nothing here weighs a person."""

import datetime as dt
from collections.abc import Iterator

from mhst.core import clock
from sessions_app.enums import HELD_STATES, ReferralState
from sessions_app.queries.caseload import Case
from sessions_app.rules.clock import clock_of

#: Whoever was not seen for longer is looked at in supervision. A custom, no national rule.
SEEN_WITHIN = dt.timedelta(weeks=3)
#: The clock is mentioned when so many days are left.
CLOCK_NEAR = 7


def due(case: Case, blocked: str = "", ends: str = "") -> list[str]:
    """What somebody should do soon, the most pressing first; nothing when nothing is due.

    `blocked` is why they may not be seen today, where consent is missing that they had; `ends`, until when they may.
    """
    stands = case.referral.state in HELD_STATES
    return [*([said for said in (blocked, ends) if said and stands]), *_due(case)]


def _due(case: Case) -> Iterator[str]:
    referral = case.referral
    if referral.state == ReferralState.AWAITING_CONSENT:
        yield "Consent is missing."
    if not case.is_told:
        yield "They have not been told yet who comes next."
    if referral.state in HELD_STATES:
        yield from _clock(case)
        yield from _seen(case)
    if referral.is_review_due:
        yield f"Review due on {referral.review_due_on:%-d %B}."
    if case.measures_due:
        yield f"{case.measures_due} measure{'s are' if case.measures_due > 1 else ' is'} due."
    if case.measures_missed:
        measures = f"{case.measures_missed} measure{'s were' if case.measures_missed > 1 else ' was'}"
        yield f"{measures} due by the plan and {'are' if case.measures_missed > 1 else 'is'} missing."
    if referral.state in HELD_STATES and case.next_session is None:
        yield "No session is booked."


def _clock(case: Case) -> Iterator[str]:
    found = clock_of(case.referral)
    if found.is_running and found.is_counted and found.days_left <= CLOCK_NEAR:
        missing = ", ".join(light.name.lower() for light in found.lights if not light.is_on)
        yield f"Four weeks {'were up' if found.is_late else 'are up'} on {found.due_on:%-d %B}; missing: {missing}."


def _seen(case: Case) -> Iterator[str]:
    last = case.referral.last_seen_on
    if last is None:
        yield "Not seen yet."
    elif clock.today() - last > SEEN_WITHIN:
        yield f"Not seen for {(clock.today() - last).days // 7} weeks."
