"""What was asked has had its time: two people have agreed, and its words go."""

from uuid import UUID

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from school_link.models import AddedAnswer, Consultation
from school_link.queries import after
from school_link.rules import kept as rules


@action
def forget(*, id: UUID, by: Actor) -> None:
    """What was asked, asked back and answered, and what was told beside what came of it, is gone for both sides. Who
    asked and when, what it was mostly about and the advice stay. Raises: Refused."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("desk__team", "conversation")
    one: Consultation = rows.get(pk=id)
    by.require(Permission.CONVERSATION_ERASE, one.desk)
    rules.check_can_forget(one, after.naming_of(one) is not None)
    one.concern = one.tried = one.wanted = ""
    one.year_group, one.gender, one.forgotten_at = None, "", clock.now()
    one.save()
    _forget_beside(one)


def _forget_beside(one: Consultation) -> None:
    for question in one.questions.all():
        question.words, question.answer = "", None
        question.save()
    for added in AddedAnswer.objects.filter(question__consultation=one):
        added.words = ""
        added.save()
    for wrong in one.wrong_namings.all():
        wrong.because = ""
        wrong.save()
    told = after.follow_up_of(one)
    if told is not None:
        told.words = None
        told.save()
