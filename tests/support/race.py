"""What each of several processes does in a race, and how they are run. All want the same people and rooms."""

import datetime as dt
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID

import time_machine
from django.db import connection, connections

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.enums import ConsentAnswer, ConsentKind
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room
from sessions_app.actions import consent_link, draft, hand_over, occupancy, place, series
from sessions_app.models import BookingDraft, ConsentLink, Programme, Referral, Series, SupportSession, Waiting
from sessions_app.planner.offer import Offer, Slot
from sessions_app.queries.hand_over import Passed
from tests.factories.people import PractitionerFactory
from tests.factories.places import RoomFactory
from tests.factories.world import World, world

FIRST = dt.date(2026, 9, 16)


def crowded_world() -> World:
    """Six practitioners and eight rooms, and a programme that one person holds."""
    there = world(pupils=1)
    with recording.acting(by=SYSTEM, verb="test"):
        there.programme.facilitators = 1
        there.programme.save()
    PractitionerFactory.create_batch(4, team=there.team, at=list(there.schools))
    for school in there.schools:
        RoomFactory.create_batch(3, school=school)
    return there


def bookings(seed: int, attempts: int) -> dict:
    """Try to book single sessions at random times, with a random practitioner, in a random room."""
    random.seed(seed)
    programme = Programme.objects.get()
    rooms = list(Room.objects.select_related("school"))
    people = list(Practitioner.objects.select_related("team", "user"))
    found: Counter[str] = Counter()
    slowest: list[float] = []
    for _ in range(attempts):
        room, person = random.choice(rooms), random.choice(people)
        date = FIRST + dt.timedelta(days=random.choice([0, 1, 2, 5, 6, 7, 8, 9]))
        start = random.randrange(540, 900, 5)
        slot = Slot(date, 1, start, start + programme.session_minutes)
        begun = time.perf_counter()
        try:
            series.book(
                school=room.school, team=person.team, programme=programme, room=room, practitioners=[person],
                offer=Offer((slot,), room.pk, (person.pk,), person.team_id), year_groups=[8], pupils=[], by=SYSTEM,
            )  # fmt: skip
            found["booked"] += 1
        except Conflict as conflict:
            found[conflict.code] += 1
        except Exception as error:  # what the race must never bring about
            found[f"{type(error).__name__}: {error}"] += 1
        slowest.append(time.perf_counter() - begun)
    slowest.sort()
    return {"found": found, "p50_ms": slowest[len(slowest) // 2] * 1000, "p99_ms": slowest[-len(slowest) // 100] * 1000}


def claims(sessions: list[UUID], people: list[UUID]) -> dict:
    """Hold each person's time in each session, without a lock and without a look: the constraint alone decides."""
    found: Counter[str] = Counter()
    wanted = [(session, person) for session in SupportSession.objects.filter(pk__in=sessions) for person in people]
    for session, person in wanted:
        try:
            occupancy.occupy_person(person, [session])
            found["held"] += 1
        except Conflict as conflict:
            found[conflict.code] += 1
        except Exception as error:  # what the race must never bring about
            found[f"{type(error).__name__}: {error}"] += 1
    return {"found": found}


def hand_overs(from_: UUID, to: UUID) -> dict:
    """Hand a whole caseload over to one person, while others hand it over to others."""
    people = Practitioner.objects.select_related("user", "team").in_bulk([from_, to])
    referrals = list(Referral.objects.held_by(people[from_]).select_related("team", "young_person"))
    try:
        passed = [Passed(referral, people[to], "Likes to draw.") for referral in referrals]
        hand_over.hand_over(practitioner=people[from_], young_people=passed, by=SYSTEM)
        found = "handed over"
    except (Conflict, Refused) as answer:
        found = answer.code
    except Exception as error:  # what the race must never bring about
        found = f"{type(error).__name__}: {error}"
    return {"found": Counter([found])}


def places(series_id: UUID, young_people: list[UUID]) -> dict:
    """Ask for a place for each young person in turn."""
    run = Series.objects.get(pk=series_id)
    found: Counter[str] = Counter()
    for person in young_people:
        try:
            answer = place.take(series=run, young_person=YoungPerson.objects.get(pk=person), by=SYSTEM)
            found["waiting" if isinstance(answer, Waiting) else "seated"] += 1
        except Exception as error:  # what the race must never bring about
            found[f"{type(error).__name__}: {error}"] += 1
    return {"found": found}


def confirmations(draft_id: UUID) -> dict:
    """Confirm a draft, on the Monday on which it was filled in."""
    with time_machine.travel("2026-09-14 08:00+01:00"):
        unsure = BookingDraft.objects.select_related("owner", "school", "programme").get(pk=draft_id)
        try:
            found = str(draft.confirm(draft=unsure, by=unsure.owner).pk)
        except Exception as error:  # what the race must never bring about
            found = f"{type(error).__name__}: {error}"
    return {"found": found}


def consent_answers(link_id: UUID, said: str) -> dict:
    """Answer by one link, as from a phone on which it has been open for a while."""
    link = ConsentLink.objects.get(pk=link_id)
    try:
        consent_link.answer(link=link, answers={ConsentKind.TO_BE_SEEN: ConsentAnswer(said)}, by=SYSTEM)
    except Conflict as conflict:
        return {"found": conflict.code}
    except Exception as error:  # what the race must never bring about
        return {"found": f"{type(error).__name__}: {error}"}
    return {"found": "answered"}


def run(runner: Callable[..., dict], each: list[tuple]) -> list[dict]:
    """Run `runner(*arguments)` in a process of its own for each tuple of arguments, all at once.

    They are forked from a process that never opened the database. A fork of this one would bring along every
    connection that any thread of it has open, with the locks SQLite believes that it holds.
    """
    connection.close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.race_process"])
    where = str(connection.settings_dict["NAME"])
    with context.Pool(len(each), initializer=_begin, initargs=(where,)) as pool:
        return pool.starmap(runner, each, chunksize=1)


def _begin(database: str) -> None:
    """Work on the database of the test."""
    connections.settings["default"]["NAME"] = database
    connections["default"].settings_dict["NAME"] = database
