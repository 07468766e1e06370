"""The whole world, in one transaction: there either is one or there is none."""

import datetime as dt
from collections.abc import Callable
from random import Random

from mhst.audit import recording
from mhst.core.actors import Machine
from mhst.demo import second_factor
from mhst.demo.world import (
    area,
    born,
    came,
    casework,
    chats,
    consultations,
    directory,
    evening,
    figures,
    ids,
    link,
    messages,
    neighbours,
    paperwork,
    posts,
    prescribing,
    pupils,
    records,
    runs,
    staff,
    staff_support,
    stopped,
    went,
    what_came,
)
from sessions_app.actions import programme
from sessions_app.models import Message, Notice, Programme

SEED = 2026


def build(today: dt.date, say: Callable[[str], None], *, seed: int = SEED) -> None:
    """Make the demo world as of `today`. The same seed and day make the same people, places and bookings."""
    by, chance = Machine("demo"), Random(seed)
    with ids.drawn_from(Random(seed)), born.remembered(), recording.acting(by=by, verb="demo.build"):
        say("Towns, schools, rooms and dates")
        made = area.build(today, chance, by)
        programme.add_starting_catalogue(by=by)
        say("People who work here")
        workers = staff.build(made, today)
        say("Young people")
        young = pupils.build(made, today, chance)
        runs.build(
            made, workers, young, list(Programme.objects.order_by("name")), today, chance, by,
            lambda done, of: say(f"Eighteen months of sessions: {done * 100 // of} %"),
        )  # fmt: skip
        came.build(today, chance)
        say("Requests and referrals")
        casework.build(made, workers, young, list(Programme.objects.order_by("name")), today, chance)
        records.build(made, workers, today, chance)
        paperwork.build(made, today, Random(seed))
        say("Partners, and who was referred to them")
        neighbours.build(made, workers, today)
        Notice.objects.filter(series__first_on__lt=today).delete()
        stopped.build(made, today)
        Message.objects.all().delete()  # nobody invented gets mail
        messages.build(today, Random(seed))
        went.build(today)
        say("An evening of online counselling")
        evening.build(made.council, made.counselling.pk, Random(seed))
        say("Consultations with specialists")
        consultations.build(made, workers, today, Random(seed))
        say("Schools and specialists")
        link.build(made, workers, today, Random(seed), by)
        say("A directory of services")
        directory.build(today, by)
        prescribing.build(made, today)
        staff_support.build(made, today)
        posts.build(by)
        say("Figures of the last quarters")
        figures.build(made, workers, today, by)
        neighbours.tie(made)
        neighbours.recognise_a_parent()
        what_came.build(made, workers, today)
        evening.come_besides(chats.build(made, today), made.council, Random(seed))
        second_factor.enrol_all()
