"""Who counts as here, and how far they have read. Nothing that an audit would keep."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from mhst.audit.recording import action
from mhst.core.actors import Actor
from realtime.enums import Audience
from realtime.models import Lease, Stream
from realtime.queries.participant import Who


@action
def renew(*, participants: Iterable[UUID], until: dt.datetime, by: Actor) -> None:
    """These are here until then, unless they are heard of again."""
    rows = [Lease(participant_id=id, here_until=until) for id in sorted(set(participants))]
    Lease.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["here_until"], unique_fields=["participant"], batch_size=500
    )


@action
def read_all(*, who: Who, by: Actor) -> None:
    """Who helps has the whole chat before them."""
    if who.helps_id == who.id:
        head = Stream.objects.values_list("head", flat=True).get(
            conversation=who.conversation_id, audience=Audience.OPEN
        )
        read(participant=who.id, seq=head, by=by)


@action
def read(*, participant: UUID, seq: int, by: Actor) -> None:
    """They have read the open stream up to here; never less than before."""
    Lease.objects.get_or_create(participant_id=participant)
    Lease.objects.filter(participant=participant).update(read_seq=Greatest(F("read_seq"), seq))
