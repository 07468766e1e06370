"""Twelve people in one workshop, each with a screen that is connected."""

import asyncio
from functools import partial
from typing import Any

import pytest
from django.db import connection

from school_link.actions import rating as ratings
from school_link.actions import workshop as workshops
from school_link.enums import Domain, WorkshopState
from school_link.models import AgreedRating
from tests.support.connected import Connected, connected
from tests.support.loops import run
from tests.support.workshop import a_workshop

pytestmark = pytest.mark.django_db(transaction=True)


def changes(screen: Connected) -> int:
    return sum(event["kind"] == "changed" for event in screen.events())


async def told(screens: list[Connected], count: int) -> None:
    """Until every screen has heard of so many changes."""
    for screen in screens:
        while changes(screen) < count:
            await screen.next("events")


def in_thread(do: Any) -> Any:
    def done() -> None:
        try:
            do()
        finally:
            connection.close()

    return asyncio.to_thread(done)


@pytest.mark.both_engines
def test_twelve_rate_at_once_see_the_reveal_and_agree() -> None:
    held = a_workshop(educators=6, health=6)

    async def work() -> None:
        async with connected(*held.everybody) as screens:
            for screen in screens:
                await screen.hello(held.workshop.conversation_id)
            await in_thread(held.begin)
            await told(screens, 1)
            everybody = enumerate(held.everybody)
            await asyncio.gather(*(in_thread(partial(held.rate, user, n % 4 + 1)) for n, user in everybody))
            await told(screens, 1 + 12 + 1)  # begun, twelve have rated, and the last showed it
            await in_thread(agree)
            await told(screens, 15)
            assert {changes(screen) for screen in screens} == {15}
            words = str([screen.frames for screen in screens])
            assert "canary" not in words

    def agree() -> None:
        ratings.agree(
            workshop=held.fresh(), domain=Domain.CLARITY, level=3, reasons="A canary of a reason", by=held.host
        )

    run(work())
    assert held.fresh().state == WorkshopState.REVEALED
    assert AgreedRating.objects.get().reasons == "A canary of a reason"


def test_somebody_said_not_to_have_come_still_follows_and_a_stranger_does_not() -> None:
    held = a_workshop(educators=1, health=1)
    other = a_workshop(educators=1, health=1)
    held.begin()
    workshops.attend(attendee=held.attendee(held.health[0]), came=False, by=held.host)

    async def work() -> None:
        async with connected(held.health[0], other.educators[0]) as (theirs, strangers):
            await theirs.hello(held.workshop.conversation_id)
            strangers.say("hello", version=1, talks=[{"conversation": held.workshop.conversation_id, "cursors": {}}])
            assert (await strangers.next("refused"))["code"] == "not-found"

    run(work())
