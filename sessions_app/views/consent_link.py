"""A parent or guardian answers on their phone.

Pages with a form keep the site's referrer policy, which tells our own server only: with `no-referrer` a browser hides
where a form was sent from, and Django refuses the form.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mhst.core.actors import Machine
from mhst.core.errors import Conflict, DomainError
from mhst.core.forms import posted
from mhst.people.wordings import CURRENT
from sessions_app.actions import consent_link as actions
from sessions_app.forms import consent_link as forms
from sessions_app.queries import consent_link as queries
from sessions_app.views.phone_link import PhoneLink, not_the_birth_date

if TYPE_CHECKING:
    from sessions_app.models import ConsentLink

PHONE = Machine("consent link")
LINK = PhoneLink("consent-link", "sessions_app/consent_link", queries.by_token, lambda link: link.referral.team)


@require_http_methods(["GET", "POST"])
@LINK.opened
def start(request: HttpRequest, link: "ConsentLink", token: str) -> HttpResponse:
    """Who asks, without a name; and the birth date, so that the next page may have one."""
    if LINK.is_confirmed(request, link):
        return redirect("consent-link-answer", token)
    form = forms.BirthDate(posted(request))
    if request.method == "POST" and form.is_valid():
        if actions.confirm(link=link, birth_date=form.cleaned_data["birth_date"], by=PHONE):
            return LINK.keep(redirect("consent-link-answer", token), token, link)
        link = queries.by_token(token)
        if not link.is_live:
            return LINK.closed(request, link.standing, link=link)
        form.add_error("birth_date", not_the_birth_date(link))
    return _page(request, "start", link, token, form=form)


@require_http_methods(["GET", "POST"])
@LINK.opened
def answer(request: HttpRequest, link: "ConsentLink", token: str) -> HttpResponse:
    """What it is about, and one question for each kind of consent."""
    if not LINK.is_confirmed(request, link):
        return redirect("consent-link", token)
    person = link.parent.young_person
    form = forms.Answers(posted(request), name=person.preferred_name or person.given_name)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(link=link, answers=form.answers(), by=PHONE)
        except Conflict:
            raise
        except DomainError as refused:
            form.refuse(refused)
        else:
            return LINK.keep(redirect("consent-link-done", token), token, link, *form.answers().values())
    return _page(request, "answer", link, token, form=form, wording=CURRENT, person=person)


@require_http_methods(["GET", "POST"])
@LINK.opened
def not_me(request: HttpRequest, link: "ConsentLink", token: str) -> HttpResponse:
    """Somebody else decides. Asks first, for the link ends with it."""
    if request.method == "POST":
        actions.hand_back(link=link, by=PHONE)
        return render(request, "sessions_app/consent_link/handed_back.html", LINK.whom_to_ring(link))
    return _page(request, "not_me", link, token)


@login_not_required
@never_cache
@require_GET
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Thanks, what was answered, and what happens next; only on the phone on which it was answered."""
    link, said = queries.by_token(token), LINK.kept(request)
    if said[0] != str(link.pk) or len(said) != 1 + len(forms.ASKED):
        return redirect("consent-link", token)
    person = link.parent.young_person
    name = person.preferred_name or person.given_name
    answers = [
        (question.format(name=name), dict(forms.YES_NO)[given])  # type: ignore[index]
        for question, given in zip(forms.ASKED.values(), said[1:], strict=True)
    ]
    context = {"name": name, "answers": answers, "agreed": said[1] == forms.YES_NO[0][0]}
    context |= LINK.whom_to_ring(link)
    return render(request, "sessions_app/consent_link/done.html", context)


def _page(request: HttpRequest, template: str, link: "ConsentLink", token: str, **told: Any) -> HttpResponse:
    form = told.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    context = {"link": link, "token": token, **LINK.whom_to_ring(link), **told}
    return render(request, f"sessions_app/consent_link/{template}.html", context, status=status)
