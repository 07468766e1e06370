"""After the advice: who it was about, if that may be said; and what happened."""

from typing import Any

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.people.models import YoungPerson
from mhst.settings.environment import environment
from school_link.actions import news, room
from school_link.enums import ASKED_AFTER, ASKED_AGAIN_AFTER, ConsultationState, Side
from school_link.models import Consultation, FollowUp, Naming, WrongNaming
from school_link.queries import advice, speaker
from school_link.queries import after as queries
from school_link.rules import after as rules
from school_link.rules import kept as kept_rules
from sessions_app.actions import message as letters
from sessions_app.actions import request as requests
from sessions_app.actions import wrong_person
from sessions_app.enums import Channel, MessageWords

NAMED_WRONGLY = "it named the wrong young person."


@action
def name(*, consultation: Consultation, pupil: YoungPerson, because: str, words: str, by: User) -> Naming:
    """Say who it was about, with the agreement or the danger that allows it: it joins the young person's record. Where
    a support team works with the school, what was written goes on into a request for support, which is looked over
    and sent as any other. Raises: Refused, Conflict."""
    one = _locked(consultation)
    rules.check_can_name(one, by, queries.naming_of(one) is not None)
    kept_rules.check_is_not_forgotten(one)
    rules.check_pupil(one, pupil, by)
    rules.check_reason(words)
    naming = Naming(consultation=one, young_person=pupil, because=because, words=words.strip(), named_by=by)
    if queries.is_served(one):
        _begin_request(naming, by)
    naming.save()
    return naming


@action
def take_back_name(*, consultation: Consultation, seen: str, because: str, by: User) -> WrongNaming:
    """It was the wrong person. It leaves their record, where only the audit trail stays; what was asked for them is
    withdrawn, or its team told; and it can be said again who it is. Raises: Refused, Conflict."""
    one = _locked(consultation)
    naming = queries.naming_of(one)
    rules.check_can_take_back(one, by, naming, seen)
    rules.check_why_wrong(because)
    assert naming is not None
    requests_of = queries.requests_of(naming)
    wrong = WrongNaming.objects.create(consultation=one, named_by=naming.named_by, because=because.strip(), said_by=by)
    naming.delete()
    for request in requests_of:
        wrong_person.take_back(request=request, why=f"{by.name} of {one.school}: {NAMED_WRONGLY}", by=by)
    owners = [request.owner for request in requests_of]
    leads = speaker.who_could_speak(one, Side.SCHOOL)
    news.tell(consultation=one, users={wrong.named_by, one.lead, one.holder, *owners, *leads}, by=by)
    return wrong


@action
def ask_for_support(*, consultation: Consultation, by: User) -> Naming:
    """Begin the request where there was no team before, or the one that was begun is thrown away, or is another lead's
    and not sent; done again it leads to the same. Raises: Refused."""
    one = _locked(consultation)
    naming = queries.naming_of(one)
    rules.check_can_ask_for_support(one, by, naming is not None)
    assert naming is not None
    if naming.request_id is None or queries.is_somebody_elses_draft(naming, by):
        if naming.request is not None:
            naming.earlier.add(naming.request)
        _begin_request(naming, by)
        naming.save()
        one.gone_on_at = clock.now()
        one.save()
    return naming


@action
def tell_what_happened(*, consultation: Consultation, outcome: str, words: str, seen: str = "", by: User) -> FollowUp:
    """The school says what came of it, and whoever answered is told. Before it could be seen, it is asked again; after
    that the room is over. `seen` is the version of what was told before, as whoever tells has read it. Sent twice, it
    is told once. Raises: Refused, Conflict."""
    one = _locked(consultation)
    before = queries.follow_up_of(one)
    if before is not None and (before.told_by, before.outcome, before.words or "") == (by, outcome, words.strip()):
        return before
    rules.check_can_tell(one, by)
    rules.check_outcome(one, outcome)
    rules.check_told_seen(before, seen)
    told = before or FollowUp(consultation=one)
    told.outcome, told.words, told.told_by, told.told_at = outcome, words.strip() or None, by, clock.now()
    told.save()
    if rules.is_last_word(one, outcome):
        one.state, one.over_at = ConsultationState.CLOSED, one.over_at or clock.now()
        one.save()
        room.shut(one)
    news.tell(consultation=one, users=[one.holder], by=by)
    return told


@action
def ask_what_happened(*, by: Actor) -> None:
    """Write to who asked, four weeks after the agreement and again after six; and two weeks after they said that it was
    too early. Where they have left, to the other leads of their school."""
    for since, until in ((ASKED_AFTER, ASKED_AGAIN_AFTER), (ASKED_AGAIN_AFTER, None)):
        for one in queries.to_ask(since, until):
            _ask(one, str(since.days), by)
    for one in queries.to_ask_again():
        _ask(one, f"{one.follow_up.told_at:%Y-%m-%d}", by)


def _ask(one: Any, occasion: str, by: Actor) -> None:
    for user in speaker.speaking(one, Side.SCHOOL):
        for_whom = "" if user.pk == one.lead_id else f":{user.pk}"
        letters.write(
            key=f"what-happened:{one.pk}:{occasion}{for_whom}", channel=Channel.EMAIL, address=user.email,
            words=MessageWords.FOLLOW_UP, details={"link": _link(one)}, team=one.desk.team, by=by,
        )  # fmt: skip


def _begin_request(naming: Naming, by: User) -> None:
    """Raises: Refused."""
    one = naming.consultation
    draft = requests.start(school=one.school, is_enquiry=False, by=by)
    requests.choose_pupil(draft=draft, pupil=naming.young_person, by=by)
    requests.save_page(draft=draft, slug="worry", answers=_told(one), by=by)
    naming.request_id = draft.pk


def _told(one: Consultation) -> dict[str, str]:
    """What had been written, in the fields of a request for support."""
    parts = [f"{part.kind.label}: {part.words}" for part in advice.advice_of(one).parts if part.words]
    asked = [one.concern, *(["Advice of a consultation with specialists:", *parts] if parts else [])]
    return {"worry": "\n\n".join(asked), "tried": one.tried, "hopes": one.wanted}


def _link(one: Consultation) -> str:
    return environment.base_url.rstrip("/") + reverse("consultation-what-happened", args=[one.pk])


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",))
    found: Consultation = rows.select_related("school", "desk__team", "conversation").get(pk=consultation.pk)
    return found
