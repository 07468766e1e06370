from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from mhst.access.requests import SignedInRequest
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.actions import consent as actions
from mhst.people.enums import ConsentKind
from mhst.people.forms import consent as forms
from mhst.people.queries import consent as queries
from mhst.people.queries import pupil as pupils
from mhst.people.queries import young_person as young_people
from mhst.people.views.going_back import way_back
from mhst.people.views.saving import ask, done, saved, sent
from mhst.people.wordings import CURRENT, QUESTIONS


def record(request: SignedInRequest, id: UUID, kind: str) -> HttpResponse:
    """Write down what somebody answered."""
    person = young_people.get_visible(id, request.user)
    if kind not in queries.kinds_for(request.user, person):
        raise NotFound()
    request.user.require(Permission.CONSENT_RECORD, person)
    asked, back = ConsentKind(kind), way_back(request, reverse("people:pupil", args=[person.pk]))
    form = forms.Record(
        sent(request), viewer=request.user, person=person, kind=asked, initial={"decided_on": clock.today()}
    )
    if saved(request, form, actions.record, young_person=person):
        return done(request, f"{asked.label}: the answer is written down.", back)
    return ask(
        request,
        "people/consent/record.html",
        form,
        id=person.pk,
        name=person.name,
        kind=asked,
        question=QUESTIONS[asked],
        wording=CURRENT,
        back=back,
    )


def withdraw(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Take an answer back. It stays to be read."""
    decision = queries.get_visible(id, request.user)
    request.user.require(Permission.CONSENT_RECORD, decision.young_person)
    back = way_back(request, reverse("people:pupil", args=[decision.young_person_id]))
    form = forms.Withdraw(sent(request))
    if saved(request, form, actions.withdraw, decision=decision):
        return done(request, "The answer is taken back.", back)
    return ask(
        request,
        "people/consent/withdraw.html",
        form,
        id=decision.young_person_id,
        name=decision.young_person.name,
        kind=ConsentKind(decision.kind),
        answer=pupils.answer_of(decision),
        back=back,
    )
