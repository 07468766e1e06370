"""The desk of specialists: what waits, in which order, and who takes it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from school_link.actions import consultation as actions
from school_link.actions import room
from school_link.forms import consultation as forms
from school_link.forms.desk import Over
from school_link.queries import consultation as queries
from school_link.queries import desk as desks
from school_link.queries import over as ended
from school_link.rules import consultation as rules

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """What waits for one's team, what one answers, and what colleagues do."""
    request.user.require(Permission.CONSULTATION_ADVISE)
    return render(request, "school_link/desk/show.html", _context(request))


@no_activity
@require_GET
def waiting(request: SignedInRequest) -> HttpResponse:
    """The same for a page that asks again and again."""
    request.user.require(Permission.CONSULTATION_ADVISE)
    return render(request, "school_link/desk/waiting.html", _context(request))


@require_GET
def over(request: SignedInRequest) -> HttpResponse:
    """What was answered, or is over, and what came of it. The way it is narrowed lives in the address."""
    request.user.require(Permission.CONSULTATION_ADVISE)
    form = Over(request.GET)
    page = ended.over(request.user, request.GET.get("page", 1), **form.wanted())
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "school_link/desk/over.html", {"page": page, "form": form, "query": query.urlencode()})


@require_POST
def take(request: SignedInRequest, id: UUID) -> HttpResponse:
    one = room.take(consultation=queries.get_visible(id, request.user), by=request.user)
    messages.success(request, "You answer this one now. The school sees your name.")
    return redirect("consultation", one.pk)


@BOTH
def pass_on(request: SignedInRequest, id: UUID) -> HttpResponse:
    """To a colleague, or back to everybody at the desk."""
    one = queries.get_visible(id, request.user)
    rules.check_holds(one, request.user)
    colleagues = [each for each in desks.specialists(one.desk.team) if each != request.user]
    return form_page(
        request,
        form=forms.PassOn(posted(request), colleagues=colleagues),
        act=lambda said: room.pass_on(consultation=one, to=said["to"], by=request.user),
        done="Passed on. The school sees who answers now; the clock goes on.",
        to=reverse("consultation-desk"),
        template="school_link/consultation/form_page.html",
        context={"one": one, "title": "Pass it on"},
    )


@BOTH
def ask_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Ask the school something first."""
    one = queries.get_visible(id, request.user)
    rules.check_asks_back(one, request.user)
    return form_page(
        request,
        form=forms.AskBack(posted(request)),
        act=lambda said: actions.ask_back(consultation=one, words=said["words"], by=request.user),
        done="Asked. The school reads it on its page.",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/consultation/form_page.html",
        context={"one": one, "title": "Ask the school first"},
    )


@require_POST
def coming(request: SignedInRequest, id: UUID) -> HttpResponse:
    """In the room in five minutes: whoever waits there sees it."""
    one = queries.get_visible(id, request.user)
    actions.is_coming(consultation=one, by=request.user)
    messages.success(request, "The school sees that you will be there in 5 minutes.")
    return redirect("consultation", one.pk)


def _context(request: SignedInRequest) -> dict[str, object]:
    found = [
        {
            "desk": desk, "on_duty": desks.on_duty_now(desk), "cover": desks.cover_of(desk),
            "waiting": [(one, queries.clock_of(one)) for one in queries.at_desk(desk)],
            "others": queries.of_colleagues(desk, request.user),
        }
        for desk in desks.desks(request.user)
    ]  # fmt: skip
    return {"desks": found, "mine": [(one, queries.clock_of(one)) for one in queries.held_by(request.user)]}
