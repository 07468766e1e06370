"""A way to get help, as plain data, and the ways that are shown when nothing else can be read.

The numbers here are what a new deployment starts with, what error pages fall back to and what the
static page lists. Every one of them is checked by a person before a release: docs/public-site.md.
"""

from dataclasses import dataclass

from django.core.cache import cache

from cms.enums import Urgency
from mhst.settings.environment import environment

CACHE_KEY = "cms.help_ways"


def forget() -> None:
    """Make the next page read the ways to get help anew. Called when one of them was written."""
    cache.delete(CACHE_KEY)


@dataclass(frozen=True)
class HelpWay:
    """What a page shows of one way to get help. Knows no database, so that it can be shown without one."""

    name: str
    what_for: str
    for_whom: str
    hours: str
    urgency: str = Urgency.TALK
    phone: str = ""
    phone_note: str = ""
    text_to: str = ""
    text_word: str = ""
    web: str = ""

    @property
    def tel(self) -> str:
        """The number as a telephone dials it."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")

    @property
    def is_emergency(self) -> bool:
        return self.urgency == Urgency.EMERGENCY

    @property
    def is_urgent(self) -> bool:
        return self.urgency == Urgency.URGENT


BUILT_IN: tuple[HelpWay, ...] = (
    HelpWay(
        name="Emergency services",
        what_for="Someone is badly hurt, or might be soon. You will not be wasting anyone's time.",
        for_whom="Everyone",
        hours="Day and night",
        urgency=Urgency.EMERGENCY,
        phone="999",
    ),
    HelpWay(
        name="NHS 111 for mental health",
        what_for="You need help with how you feel today, and it cannot wait.",
        for_whom="Everyone",
        hours="Day and night",
        urgency=Urgency.URGENT,
        phone="111",
        phone_note="then choose option 2",
    ),
    HelpWay(
        name="Shout",
        what_for="You would rather text than talk.",
        for_whom="Everyone",
        hours="Day and night",
        urgency=Urgency.URGENT,
        text_to="85258",
        text_word="SHOUT",
        web="https://giveusashout.org/",
    ),
    HelpWay(
        name="PAPYRUS HOPELINE247",
        what_for="You have thoughts of ending your life, or you are worried that someone else does.",
        for_whom="Anyone under 35, and anyone worried about them",
        hours="Day and night",
        urgency=Urgency.URGENT,
        phone="0800 068 4141",
        web="https://www.papyrus-uk.org/",
    ),
    HelpWay(
        name="Childline",
        what_for="You want to talk about anything at all. Calls do not show on the phone bill.",
        for_whom="Anyone under 19",
        hours="Day and night",
        phone="0800 1111",
        web="https://www.childline.org.uk/",
    ),
    HelpWay(
        name="Samaritans",
        what_for="You want someone to listen, whatever it is about.",
        for_whom="Everyone",
        hours="Day and night",
        phone="116 123",
        web="https://www.samaritans.org/",
    ),
    HelpWay(
        name="An adult you trust at school",
        what_for=(
            "Tell any teacher, or ask for the designated safeguarding lead. That is the person whose job "
            "is to keep pupils safe."
        ),
        for_whom="Everyone at school",
        hours="School hours",
    ),
    HelpWay(
        name="Our team",
        what_for="You have a question about support in school. We cannot help in an emergency.",
        for_whom="Young people, parents, guardians and schools",
        hours="Monday to Friday, 9am to 5pm",
        phone=environment.service_phone,
    ),
)
