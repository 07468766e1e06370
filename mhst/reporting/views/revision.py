"""Having a published quarter worked out again, for those who publish: asked for here, done by the worker, told here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import act_or_ask
from mhst.core.forms import PlainForm, posted
from mhst.reporting.actions import revision as actions
from mhst.reporting.queries import publication as publications
from mhst.reporting.queries import revision as queries
from mhst.reporting.rules import publication as rules


@require_http_methods(["GET", "POST"])
def revise(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What it means, how far it is, and what came of it. Of an edition that is the newest no more: of the newest."""
    found = publications.get_visible(id, request.user)
    rules.check_can_publish(found.team, request.user)
    rules.check_is_published(found.team, found.period)
    newest = publications.latest_edition(found.team, found.period)
    if request.method == "GET" and newest.pk != found.pk:
        return redirect("figures-revise", newest.pk)
    form = PlainForm(posted(request))
    status = act_or_ask(request, form, lambda: actions.ask(publication=found, by=request.user))
    if status is None:
        return redirect("figures-revise", found.pk)
    context = {
        "publication": newest, "form": form, "asked": queries.last_asked(newest),
        "came_late": queries.came_late(newest),
    }  # fmt: skip
    return render(request, "reporting/figures/revise.html", context, status=status)
