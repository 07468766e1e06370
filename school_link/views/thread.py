"""The frank channel between a school and a specialist team, about no child."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import thread as actions
from school_link.forms import thread as forms
from school_link.queries import thread as queries
from school_link.queries.consultation import names_at

BOTH = require_http_methods(["GET", "POST"])
FORM = "form_page.html"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What waits, and with whom one may begin something."""
    request.user.require(Permission.THREAD_WRITE)
    context = {
        "page": queries.listed(request.user, request.GET.get("page", "1")),
        "pairs": queries.pairs(request.user),
    }
    return render(request, "school_link/thread/index.html", context)


@BOTH
def new(request: SignedInRequest, school: UUID, team: UUID) -> HttpResponse:
    pair = queries.get_pair(request.user, school, team)
    return form_page(
        request,
        form=forms.Begin(posted(request), names=names_at(pair.school)),
        act=lambda said: actions.begin(school=pair.school, team=pair.team, by=request.user, **said),
        done="Sent. Both sides see it from now on.",
        to=reverse("link-threads"),
        template=FORM,
        context={"caption": f"{pair.school} and {pair.team}", "title": "Write to the other side"},
    )


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All of it, the same for both sides; answered from here."""
    thread = queries.get_visible(id, request.user)
    form = forms.Write(posted(request), names=names_at(thread.school) if request.method == "POST" else ())
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(thread=thread, words=form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Sent.")
            return redirect("link-thread", id)
    recording.seen(thread, by=request.user, verb="thread.show")
    context = {"thread": thread, "posts": queries.posts_of(thread), "form": form}
    return render(request, "school_link/thread/show.html", context, status=422 if form.errors else 200)


@BOTH
def see_to(request: SignedInRequest, id: UUID) -> HttpResponse:
    thread = queries.get_visible(id, request.user)
    now = {"owner": str(thread.owner_id or ""), "answer_by": thread.answer_by}
    return form_page(
        request,
        form=forms.SeeTo(posted(request), people=queries.who_could_own(thread), initial=now),
        act=lambda said: actions.see_to(thread=thread, by=request.user, **said),
        done="Saved. Both sides see it.",
        to=reverse("link-thread", args=[id]),
        template=FORM,
        context={"caption": thread.subject, "title": "Who sees to it"},
    )


@require_POST
def step(request: SignedInRequest, id: UUID, step: str) -> HttpResponse:
    """Closed, or opened again."""
    thread = queries.get_visible(id, request.user)
    do = actions.close if step == "close" else actions.open_again
    do(thread=thread, by=request.user)
    return redirect("link-thread", id)
