"""Coming in: what is possible now, who is new and under which nickname, and the way back with a phrase."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.core import clock, crypto, floods
from mhst.core.actors import Machine
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from realtime.actions import visitor as actions
from realtime.forms import visitor as forms
from realtime.queries import earlier
from realtime.queries import identity as identities
from realtime.queries import visit as visits
from realtime.queries import visitor as queries
from realtime.rules.visitor import is_for
from realtime.views.visit import coming_in
from realtime.wordings import CONFIDENTIALITY, NEWEST
from realtime.words import nickname

SIGN_UP = Machine("sign-up")
BOTH = require_http_methods(["GET", "POST"])
PHRASE = "phrase"  # in the session, sealed, until it is shown
ABOUT, SAID_AT = "about_you", "about_you_at"  # in the session, which is sealed as a whole, until they are in
TOO_MANY = gettext_lazy("There have been too many tries. Wait 15 minutes, then try again.")


@login_not_required
@never_cache
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Open or closed, and what is possible now."""
    visitor = queries.of(request.user)
    doors = queries.doors()
    context = {
        "doors": doors,
        "lets_in": any(door.opening.lets_in for door in doors),
        "visitor": visitor,
        "visit": visits.open_of(visitor) if visitor else None,
        **(coming_in(visitor) if visitor else {}),
        "opened": identities.told_to(request.user) if visitor else [],
        "has_earlier": visitor is not None and earlier.has_any(visitor.user),
        "talks": earlier.open_talks(visitor.user) if visitor else [],
    }
    return render(request, "realtime/talk/door.html", context)


@login_not_required
@never_cache
@BOTH
def about_you(request: HttpRequest) -> HttpResponse:
    """Whether we are there for somebody; then on to the nickname. No page that follows is the answer to what was sent,
    so that Back asks nobody to send it again."""
    if request.user.is_authenticated:
        return redirect("talk")
    form = forms.AboutYou(posted(request), areas=queries.areas())
    if request.method == "POST" and form.is_valid():
        if not _is_for_us(form.cleaned_data):
            return render(request, "realtime/talk/elsewhere.html")
        request.session[ABOUT], request.session[SAID_AT] = form.cleaned_data, clock.now().isoformat()
        return redirect("talk-nickname")
    return render(request, "realtime/talk/about_you.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@BOTH
def choose(request: HttpRequest) -> HttpResponse:
    """The nickname, the password, the agreement: then they are in."""
    if request.user.is_authenticated:
        return redirect("talk")
    about = _about(request)
    council = queries.council(about.pop("area", ""))
    if council is None:
        return redirect("talk-new")
    form = forms.Choose(posted(request))
    if not form.is_valid():
        return _choose(request, form)
    said = form.cleaned_data
    if floods.is_over_from(request, "talk-sign-up", most=120, seconds=60, together=5):
        form.add_error(None, _("Many people are coming in right now. Wait a minute, then try again."))
        return _choose(request, form)
    try:
        visitor, phrase = actions.come_in(
            nickname=said["nickname"], password=said["password"], council=council, **about, by=SIGN_UP
        )
    except DomainError as refused:
        form.refuse(refused)
        return _choose(request, form)
    for name in (ABOUT, SAID_AT):
        del request.session[name]
    return _in(request, visitor, phrase)


@login_not_required
@never_cache
@BOTH
def come_back(request: HttpRequest) -> HttpResponse:
    """With the six words, for whoever forgot their password. Tries are counted by nickname, as at the sign-in."""
    form = forms.Phrase(posted(request))
    if request.method == "POST" and form.is_valid():
        name, phrase = form.cleaned_data["nickname"], form.cleaned_data["phrase"]
        if floods.is_over(f"talk-phrase:{name.lower()}", most=5, seconds=15 * 60):
            form.add_error(None, TOO_MANY)
        elif (visitor := queries.by_phrase(name, phrase)) is None:
            form.add_error("phrase", _("That nickname and those words do not go together. Check both and try again."))
        else:
            fresh = actions.come_back(visitor=visitor, password=form.cleaned_data["password"], by=visitor.user)
            return _in(request, visitor, fresh)
    return render(request, "realtime/talk/come_back.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@BOTH
def phrase(request: SignedInRequest) -> HttpResponse:
    """The phrase, shown once; a POST makes another."""
    visitor = queries.of(request.user)
    if visitor is None:
        return redirect("talk")
    if request.method == "POST":
        _keep_for_showing(request, actions.renew_phrase(visitor=visitor, by=request.user))
        return redirect("talk-phrase")
    sealed = request.session.pop(PHRASE, None)
    shown = crypto.open_text(sealed, about=f"phrase {request.user.pk}") if sealed else ""
    context = {"phrase": shown, **coming_in(visitor)}
    return render(request, "realtime/talk/phrase.html", context)


def _is_for_us(said: dict[str, Any]) -> bool:
    council = queries.council(said["area"])
    if council is None:
        return False
    return is_for(queries.service_for(council), said["born_year"], said["born_month"], clock.today())


def _about(request: HttpRequest) -> dict[str, Any]:
    """What they have just said of themselves; nothing of what lies there for longer, perhaps of somebody else."""
    said_at = request.session.get(SAID_AT)
    if said_at is None or clock.now() - dt.datetime.fromisoformat(said_at) > sessions.YOUNG_PERSON_IDLE:
        return {}
    return dict(request.session[ABOUT])


def _choose(request: HttpRequest, form: forms.Choose) -> HttpResponse:
    context = {"form": form, "sentences": CONFIDENTIALITY[NEWEST], "suggestion": nickname()}
    return render(request, "realtime/talk/choose.html", context, status=422 if form.errors else 200)


def _in(request: HttpRequest, visitor: Any, phrase: str) -> HttpResponse:
    sessions.begin_for_young_person(request, visitor.user)
    _keep_for_showing(request, phrase)
    return redirect(reverse("talk-phrase"))


def _keep_for_showing(request: Any, phrase: str) -> None:
    request.session[PHRASE] = crypto.seal_text(phrase, about=f"phrase {request.user.pk}")
