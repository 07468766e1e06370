"""Rating alone, and agreeing together."""

from collections.abc import Mapping

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from realtime.actions import conversation as conversations
from school_link.actions import workshop as workshops
from school_link.enums import Domain, WorkshopState
from school_link.models import AgreedRating, Attendee, Rating, Workshop
from school_link.rules import workshop as rules


@action
def rate(*, workshop: Workshop, ratings: Mapping[Domain, tuple[int, str]], by: User) -> None:
    """One's own level and words for every domain; again until all is shown. The last to rate shows it.

    Raises: Refused.
    """
    held = workshops.locked(workshop.pk)
    rules.check_is(held, WorkshopState.RATING)
    me = Attendee.objects.filter(workshop=held, user=by).first()
    rules.check_may_come(me)
    assert me is not None
    for domain, (level, comment) in ratings.items():
        rules.check_level(level, held.cohort.highest)
        _keep(Rating.objects.filter(attendee=me, domain=domain).first() or Rating(attendee=me, domain=domain), level,
              comment)  # fmt: skip
    me.rated_at, me.came = clock.now(), True
    me.save()
    conversations.tell_changed(conversation=held.conversation_id, by=by)
    workshops.reveal_when_all_have(workshop=held, by=by)


@action
def agree(*, workshop: Workshop, domain: Domain, level: int, reasons: str, by: Actor) -> None:
    """What all agree on about one domain; changed as long as the workshop goes on. Raises: Refused."""
    rules.check_can_host(workshop.cohort, by)
    held = workshops.locked(workshop.pk)
    rules.check_is(held, WorkshopState.REVEALED)
    rules.check_level(level, held.cohort.highest)
    agreed = AgreedRating.objects.filter(workshop=held, domain=domain).first() or AgreedRating(
        workshop=held, domain=domain
    )
    agreed.level, agreed.reasons, agreed.written_by = level, reasons, by if isinstance(by, User) else None
    agreed.save()
    conversations.tell_changed(conversation=held.conversation_id, by=by)


def _keep(rating: Rating, level: int, comment: str) -> None:
    rating.level, rating.comment = level, comment
    rating.save()
