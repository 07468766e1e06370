"""A parent or guardian answers without a link, because the school gave them a paper. Nobody is looked up here."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core.actors import Machine
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from mhst.people.wordings import CURRENT
from sessions_app.actions import unmatched_consent as actions
from sessions_app.forms.unmatched_consent import Paper
from sessions_app.queries.request import schools_in_public
from sessions_app.views import in_public

PUBLIC = Machine("public form")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """One page. What it says of a child is the same whether or not we know them."""
    form = Paper(posted(request), schools=schools_in_public())
    if request.method == "POST" and form.is_valid():
        try:
            said = form.answers()
            in_public.check_answers(request, said["school"].pk)
            actions.receive(**said, by=PUBLIC)
        except DomainError as refused:
            form.refuse(refused)
        else:
            return redirect("consent-paper-sent")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "wording": CURRENT}
    return render(request, "sessions_app/consent_paper/start.html", context, status=status)


@login_not_required
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """We have it. Says nothing of what was sent."""
    return render(request, "sessions_app/consent_paper/sent.html")
