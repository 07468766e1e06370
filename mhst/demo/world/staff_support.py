"""Support for staff: who waits, whom Tessa supports and how far each is, and two teams."""

import datetime as dt
from typing import Any

from mhst.access.models import User
from mhst.community.staff_support.actions import request as actions
from mhst.community.staff_support.actions import team as team_actions
from mhst.community.staff_support.actions import worker as worker_actions
from mhst.community.staff_support.enums import ClosedBecause, OfferKind, SessionKind, TeamSize
from mhst.community.staff_support.models import Request, TeamSupport
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.demo.world import beside
from mhst.demo.world.area import Area
from mhst.places.enums import TeamKind
from mhst.places.models import Team

SOMEBODY = Machine("staff support")
#: name, words, wishes, from outside only, how many days ago
ASKED = (
    ("Bernadette", "I have been signed off once and came back too early. Sundays are the worst.", "", False, 1),
    ("Col", "Two of us have left and I do their work as well. I snapped at a child and cannot forget it.",
     "Not somebody from my own trust.", True, 2),
    ("Zuleika", "My mother died in September. I manage the day and then sit in the car.", "A woman, if you can.", False, 4),
    ("Howard", "There was a complaint about me. It was not upheld, and I still do not sleep.", "", False, 9),
    ("Maeve", "I think I need something else than this job, and I am ashamed to say it.", "Evenings.", False, 16),
    ("Ivo", "It was the move and the baby together. It is better now.", "", False, 60),
)  # fmt: skip


def build(area: Area, today: dt.date) -> None:
    """What Tessa finds on her desk."""
    team, tessa, rosa = beside.team(
        area, "Fernshire Staff Support", TeamKind.STAFF_SUPPORT, "tessa.moreau", ("Rosa", "Quill")
    )
    worker_actions.say_employer(employer=area.trust, by=tessa)
    worker_actions.say_employer(employer=area.charity, by=rosa)
    workplaces = [f"school:{school.pk}" for school in area.schools]
    workplaces[1] = f"organisation:{area.trust.pk}"
    asked = [_asked(team, workplaces[number], *line) for number, line in enumerate(ASKED)]
    new, heard, chosen, finished = asked[2:]
    for request in (new, heard, chosen, finished):
        actions.say_whether_known(request=request, knows=False, by=tessa)
        actions.take(request=request, by=tessa)
    _offer(heard, today, tessa)
    _talked(chosen, today, tessa)
    actions.close(
        request=finished, because=ClosedBecause.HELPED, words="It was good to talk with you. Ask again any time.",
        by=tessa,
    )  # fmt: skip
    _teams(team, today, tessa)


def _asked(team: Team, works_at: str, name: str, words: str, wishes: str, wants_outsider: bool, days: int) -> Request:
    request, _ = actions.ask(
        team=team, name=name, works_at=works_at, reach="My own phone, 07700 900 417, after 5", words=words,
        wishes=wishes, wants_outsider=wants_outsider, by=SOMEBODY,
    )  # fmt: skip
    return _since(request, days)


def _since(row: Any, days: int) -> Any:
    type(row).objects.filter(pk=row.pk).update(created_at=clock.now() - dt.timedelta(days=days, hours=2))
    row.refresh_from_db()
    return row


def _offer(request: Request, today: dt.date, by: User) -> None:
    for days, minute in ((2, 990), (3, 1050)):
        starts_at = clock.at_local(today + dt.timedelta(days=days), minute)
        actions.offer(
            request=request, kind=OfferKind.TIME, words="By phone, for half an hour", starts_at=starts_at, by=by
        )
    actions.offer(
        request=request, kind=OfferKind.SIGNPOST, words="Your union has a helpline for this; they know the procedure.",
        by=by,
    )  # fmt: skip


def _talked(request: Request, today: dt.date, by: User) -> None:
    starts_at = clock.at_local(today + dt.timedelta(days=1), 1080)
    offer = actions.offer(
        request=request, kind=OfferKind.TIME, words="By video, the link is in your messages", starts_at=starts_at, by=by
    )
    actions.choose(request=request, offer=offer.pk, by=SOMEBODY)
    actions.assess(
        request=request, heard="Twelve years in the same post; tired, not hopeless. Has told her sister.",
        plan="She writes down what a good week would hold. We look at it on the next call; if it gets worse before, she "
        "rings her sister, and knows the numbers.",
        went_through_help=True, by=by,
    )  # fmt: skip
    actions.write(request=request, words="I wrote the list. It is longer than I thought.", by=SOMEBODY)


def _teams(team: Team, today: dt.date, by: User) -> None:
    _for_team(team, "Year 6 team at a primary school", "A parent died, whom all of them knew.", TeamSize.UP_TO_10, 2)
    taken = _for_team(
        team, "Front office of a high school", "Somebody was threatened at the door.", TeamSize.UP_TO_30, 20
    )
    team_actions.say_whether_known(support=taken, knows=False, by=by)
    team_actions.take(support=taken, by=by)
    for kind, days, attended in ((SessionKind.DEBRIEF, 14, 11), (SessionKind.LEADER, 6, 2)):
        team_actions.hold(support=taken, held_on=today - dt.timedelta(days=days), kind=kind, attended=attended, by=by)


def _for_team(team: Team, where: str, what_happened: str, size: TeamSize, days: int) -> TeamSupport:
    support, _ = team_actions.ask(
        team=team, name="Whoever leads it", where=where, reach="07700 900 418", size=size,
        what_happened=what_happened, hopes="Somebody who listens to all of us, once.", by=SOMEBODY,
    )  # fmt: skip
    found: TeamSupport = _since(support, days)
    return found
