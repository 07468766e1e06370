"""What was asked and advised has had its time: two people have agreed, and its words go. And drafts nobody sent."""

from uuid import UUID

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from school_link.actions import news
from school_link.models import AddedAnswer, AdviceText, Consultation
from school_link.queries import after, library
from school_link.queries import kept as queries
from school_link.rules import kept as rules


@action
def forget(*, id: UUID, by: Actor) -> None:
    """What was asked, asked back, answered and advised, signed or not, and what was told beside what came of it, is
    gone for both sides. Who asked, advised and signed and when, what it was mostly about, and what the library shows of
    the advice stay. Raises: Refused."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("desk__team", "conversation")
    one: Consultation = rows.get(pk=id)
    by.require(Permission.CONVERSATION_ERASE, one.desk)
    rules.check_can_forget(one, after.naming_of(one) is not None)
    one.concern = one.tried = one.wanted = ""
    one.year_group, one.gender, one.forgotten_at = None, "", clock.now()
    one.save()
    _forget_beside(one)
    _forget_advice(one)


@action
def drop(*, consultation: Consultation, by: Actor) -> None:
    """A draft that nobody has changed for as long as drafts are kept is deleted, and who wrote it is told. Nothing,
    where somebody has gone on with it or it is gone meanwhile."""
    rows = Consultation.objects.select_for_update(of=("self",)).filter(pk=consultation.pk)
    if rows.first() is None:
        return
    one = queries.unsent().filter(pk=consultation.pk).select_related("desk__team", "written_by").first()
    if one is not None:
        news.tell_gone(consultation=one, user=one.written_by, by=by)
        one.delete()


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


def _forget_advice(one: Consultation) -> None:
    """In all its versions; and what was offered of it, as long as nobody has let that out."""
    for text in AdviceText.objects.filter(consultation=one):
        text.words = None
        text.save()
    excerpt = library.excerpt_of(one)
    if excerpt is not None and excerpt.read_by_id is None:
        excerpt.delete()
    elif excerpt is not None:
        excerpt.words = ""
        excerpt.save()
