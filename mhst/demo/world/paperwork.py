"""Questionnaires that came back and some that are due, letters in every state, and consent that is still asked for."""

import datetime as dt
import json
from random import Random

from django.db.models import F

from mhst.core import clock
from mhst.core.crypto.tokens import hash_of
from mhst.demo.world.area import Area
from mhst.people.enums import ConsentAnswer, Relationship
from mhst.people.models import Practitioner
from mhst.people.wordings import CURRENT
from mhst.places.models import School
from sessions_app.enums import (
    HELD_STATES,
    IndirectKind,
    LetterKind,
    LetterState,
    LetterTo,
    Occasion,
    Rater,
    ReferralState,
)
from sessions_app.instruments import find, plan, scoring
from sessions_app.models import ConsentLink, IndirectActivity, Letter, Measure, Referral, ReferralMove, UnmatchedConsent
from sessions_app.queries.measures_due import with_parents

#: Filled in at the beginning and again later; in between some are due.
ASKED, FILLED = "yp-core", 24
#: One in so many was never asked for the starting picture.
FORGOTTEN = 9
PAIRED = 16  # of those that are over, how many have both ends to compare
AFTERWARDS = dt.timedelta(minutes=20)
LETTER = (
    "Dear {name}\n\nThank you for the time we had together. What you tried made a difference, and you can go on with"
    " it.\n\nIf you want to come back, ask at school.\n"
)
STEP_UP = "Dear colleague\n\nWe refer to you {name}, who needs more than we can offer.\n\nWhat we are asking you for:\n"
ASKED_FOR = "\n- An assessment of the worry that keeps them at home.\n- Advice for the school meanwhile.\n"
#: With whom somebody has talked before the first session.
TALKED_ABOUT = 4
TALK = "With the form tutor: where they can sit at lunch, and what to look out for until the first session."
STEPPED_UP_BECAUSE = "Worry keeps them at home, and what we do has not been enough."
_held_first = F("practitioner").asc(nulls_last=True)


def build(area: Area, today: dt.date, chance: Random) -> None:
    """Some of each, so that no list is empty and no page is long."""
    _measures(today, chance)
    _work_about_them(today)
    _letters(today)
    _consents(area, today)


def _measures(today: dt.date, chance: Random) -> None:
    rows = Referral.objects.filter(state=ReferralState.IN_INTERVENTION, first_contact_on__isnull=False).order_by("pk")
    made: list[Measure] = []
    for number, referral in enumerate(rows[:FILLED]):
        assert referral.first_contact_on is not None
        made.append(_filled(referral, Occasion.BASELINE, referral.first_contact_on, chance, highest=4))
        if number % 3:
            again = min(today - dt.timedelta(days=1), referral.first_contact_on + dt.timedelta(weeks=3))
            made.append(_filled(referral, Occasion.MIDDLE, again, chance, highest=2))
        else:
            due = today - dt.timedelta(days=number % 5)
            made.append(Measure(
                referral=referral, instrument=ASKED, rater=Rater.SELF, occasion=Occasion.MIDDLE, due_on=due,
                asked_at=clock.at_local(due - dt.timedelta(days=3), 600),
            ))  # fmt: skip
    Measure.objects.bulk_create([*made, *_both_ends(chance), *_starting_pictures(chance)])


def _both_ends(chance: Random) -> list[Measure]:
    """Of some that are over, the beginning and the end to compare."""
    made: list[Measure] = []
    over = Referral.objects.filter(state__in=["closed", "review"], baseline_on__isnull=False)
    for referral in over.order_by("-last_seen_on", "pk")[:PAIRED]:
        assert referral.baseline_on
        assert referral.last_seen_on
        if referral.baseline_on < referral.last_seen_on:
            made.append(_filled(referral, Occasion.BASELINE, referral.baseline_on, chance, highest=4))
            made.append(_filled(referral, Occasion.END, referral.last_seen_on, chance, highest=2))
    return made


def _starting_pictures(chance: Random) -> list[Measure]:
    """Scores copied from paper at the first contact, of all but some, whom nobody has asked."""
    rows = Referral.objects.filter(state__in=HELD_STATES, first_contact_on__isnull=False, first_contact_indirect=False)
    made: list[Measure] = []
    for number, referral in enumerate(rows.select_related("young_person", "programme").order_by("pk")):
        if number % FORGOTTEN and referral.young_person and referral.first_contact_on:
            age = referral.young_person.age_on(referral.received_on)
            for due in plan.at_start(age, with_parents=with_parents(referral)):
                made.append(_from_paper(referral, due, referral.first_contact_on, chance))
    return made


def _from_paper(referral: Referral, due: plan.Due, on: dt.date, chance: Random) -> Measure:
    scales = [scale for scale in find(due.instrument).scales if not scale.sum_of]
    scores = {scale.code: chance.randint(2, 8) for scale in scales}
    at = clock.at_local(on, 620)
    return Measure(
        referral=referral, instrument=due.instrument, rater=due.rater, occasion=Occasion.BASELINE, due_on=on,
        asked_at=at, how="scores", scores=json.dumps(scores), filled_in_at=at,
    )  # fmt: skip


def _work_about_them(today: dt.date) -> None:
    """For some who wait, somebody has talked with the school: the first contact of the four weeks."""
    colleague = Practitioner.objects.select_related("user").order_by("pk")[0]
    waits = Referral.objects.filter(state__in=[ReferralState.WAITING, ReferralState.ALLOCATED], first_contact_on=None)
    for referral in waits.select_related("practitioner__user").order_by("pk")[:TALKED_ABOUT]:
        done_on = min(today, referral.received_on + dt.timedelta(days=4))
        IndirectActivity.objects.create(
            referral=referral, kind=IndirectKind.SCHOOL, done_on=done_on, minutes=25, what=TALK,
            written_by=(referral.practitioner or colleague).user,
        )  # fmt: skip
        referral.first_contact_on, referral.first_contact_indirect = done_on, True
        referral.save()


def _filled(referral: Referral, occasion: Occasion, on: dt.date, chance: Random, *, highest: int) -> Measure:
    instrument = find(ASKED)
    answers = {number: chance.randint(0, highest) for number in range(1, instrument.item_count + 1)}
    at = clock.at_local(on, 615)
    return Measure(
        referral=referral, instrument=ASKED, rater=Rater.SELF, occasion=occasion, due_on=on, asked_at=at, how="scores",
        answers=json.dumps(answers), scores=json.dumps(scoring.score(instrument, answers)), filled_in_at=at,
    )  # fmt: skip


def _letters(today: dt.date) -> None:
    closed = Referral.objects.filter(state=ReferralState.CLOSED, practitioner__isnull=False, young_person__isnull=False)
    _step_one_up(today)
    stepped = Referral.objects.filter(state=ReferralState.STEPPED_UP, young_person__isnull=False)
    found = [
        _letter(one, LetterKind.CLOSING, LetterTo.YOUNG_PERSON, LETTER, today, days=2 * n, is_issued=n > 1)
        for n, one in enumerate(closed.select_related("young_person", "practitioner").order_by("-closed_on", "pk")[:6])
    ] + [
        _letter(one, LetterKind.STEP_UP, LetterTo.SPECIALIST, STEP_UP, today, days=4 + n, is_issued=n != 1)
        for n, one in enumerate(stepped.select_related("young_person", "practitioner").order_by(_held_first, "pk")[:3])
    ]
    Letter.objects.bulk_create(found)


def _step_one_up(today: dt.date) -> None:
    """One for whom a review led to specialist help: whoever worked with them wrote the letter."""
    referral = Referral.objects.filter(state=ReferralState.REVIEW, practitioner__isnull=False).order_by("pk").first()
    if referral is None:
        return
    at = min(clock.now(), max(clock.at_local(today - dt.timedelta(days=6), 900), referral.state_since + AFTERWARDS))
    referral.state, referral.state_since, referral.version = ReferralState.STEPPED_UP, at, referral.version + 1
    referral.save()
    last = referral.moves.order_by("-number").first()
    ReferralMove.objects.create(
        referral=referral, from_state=ReferralState.REVIEW, to_state=ReferralState.STEPPED_UP, at=at,
        number=max(referral.version, last.number + 1 if last else 0), why=STEPPED_UP_BECAUSE,
    )  # fmt: skip


def _letter(referral: Referral, kind: str, to: str, body: str, today: dt.date, *, days: int, is_issued: bool) -> Letter:
    at = clock.at_local(today - dt.timedelta(days=days + 1), 960)
    person, author = referral.young_person, referral.practitioner.user if referral.practitioner else None
    return Letter(
        referral=referral, kind=kind, to=to, body=body.format(name=person) + (ASKED_FOR if is_issued and kind == LetterKind.STEP_UP else ""), written_by=author, created_at=at,
        addressee="Fernshire Specialist CAMHS" if to == LetterTo.SPECIALIST else str(person),
        state=LetterState.ISSUED if is_issued else LetterState.DRAFT, previewed_at=at if is_issued else None,
        issued_at=at if is_issued else None, issued_by=author if is_issued else None,
    )  # fmt: skip


def _consents(area: Area, today: dt.date) -> None:
    """Links that wait, one of which ran out; and two answers by paper that nobody has matched."""
    waits = Referral.objects.filter(state=ReferralState.AWAITING_CONSENT, young_person__isnull=False).order_by("pk")
    links = []
    for number, referral in enumerate(waits.select_related("young_person")[:4]):
        parent = referral.young_person and referral.young_person.parents_and_guardians.first()
        if parent:
            made = clock.at_local(today - dt.timedelta(days=20 if number == 0 else number), 660)
            links.append(ConsentLink(
                referral=referral, parent=parent, token_hash=hash_of(f"demo-{number}"), created_at=made,
                expires_at=made + dt.timedelta(days=14),
            ))  # fmt: skip
    ConsentLink.objects.bulk_create(links)
    known = waits.exclude(consent_links__isnull=False).select_related("young_person__school").last()
    _without_a_link(area.schools[0], "Zadie", "Quill", dt.date(today.year - 13, 5, 14), today - dt.timedelta(days=1))
    if known and (person := known.young_person):
        _without_a_link(
            person.school, person.given_name, person.family_name, person.birth_date, today - dt.timedelta(days=2)
        )


def _without_a_link(school: School, given: str, family: str, born: dt.date, on: dt.date) -> None:
    """By the school's own page: of somebody nobody knows, and of somebody whose referral waits for it."""
    UnmatchedConsent.objects.create(
        school=school, given_name=given, family_name=family, birth_date=born, parent_name=f"Jo {family}",
        relationship=Relationship.MOTHER, has_parental_responsibility=True, contact="07700 900123",
        answer=ConsentAnswer.GIVEN, school_answer=ConsentAnswer.GIVEN, wording_version=CURRENT.version,
        arrived_at=clock.at_local(on, 1200),
    )  # fmt: skip
