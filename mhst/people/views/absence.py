from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from mhst.access.requests import SignedInRequest
from mhst.core import clock
from mhst.people.actions import absence as actions
from mhst.people.forms import practitioner as forms
from mhst.people.queries import practitioner as queries
from mhst.people.rules.practitioner import check_may_tell
from mhst.people.views.saving import ask, done, saved, sent


def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Somebody is away. Why is not asked."""
    practitioner = queries.get_visible(id, request.user)
    check_may_tell(practitioner, by=request.user)
    today = clock.today()
    form = forms.AddAbsence(sent(request), initial={"starts_on": today, "ends_on": today})
    if saved(request, form, actions.add, practitioner=practitioner):
        return done(request, "The absence is written down.", "people:practitioner", practitioner.pk)
    return ask(request, "people/absence/add.html", form, practitioner=practitioner)


@require_POST
def cancel(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They are there after all."""
    absence = queries.get_absence(id, request.user)
    actions.cancel(absence=absence, by=request.user)
    return done(request, "The absence is taken back.", "people:practitioner", absence.practitioner_id)
