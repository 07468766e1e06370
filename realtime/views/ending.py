"""Coming to an end: proposed, written down by both, ended, and what the young person says and takes along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.actions import conversation as conversations
from realtime.actions import ending as actions
from realtime.actions import visit as visits
from realtime.forms import ending as forms
from realtime.forms.free_time import as_value
from realtime.queries import afterwards
from realtime.queries import booking as bookings
from realtime.queries import conversation as talks
from realtime.queries import desk as desks
from realtime.queries import ending as queries
from realtime.queries import flag as flags
from realtime.queries import participant as people
from realtime.queries import slot as slots
from realtime.queries.participant import Who
from realtime.rules import ending as rules
from realtime.rules.kind import KINDS, LETTERS
from realtime.rules.participant import check_is_open, check_may_lead, check_may_stop
from realtime.views.conversation import arrived, back_to, base_for

BOTH = require_http_methods(["GET", "POST"])
NOT_YET = "You do not have to answer anything."
SAID_BEFORE = "This is what you told us. You can change it; what you leave empty stays as you told us."


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What both keep. Somebody who writes while the other did sees both, and loses nothing."""
    who, shown = _arrived(request, id)
    form = _summary(shown, posted(request))

    def write(said: dict[str, Any]) -> None:
        form.put(version=shown.version)  # pressed again, they have seen what stands there now
        actions.write_summary(conversation=id, words=said["summary"], version=said["version"], by=request.user)

    return form_page(
        request,
        form=form,
        act=write,
        done="Saved. Both of you see it.",
        to=reverse("conversation-ending", args=[id]),
        template="realtime/ending/show.html",
        context=_both_keep(who, shown),
    )


@require_POST
def propose(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.propose(conversation=id, by=request.user)
    return redirect("conversation-ending", id)


@require_POST
def goal(request: SignedInRequest, id: UUID) -> HttpResponse:
    form = forms.Goal(request.POST)
    if not form.is_valid():
        who, shown = _arrived(request, id)
        context = _both_keep(who, shown) | {"form": _summary(shown), "goal_form": form}
        return render(request, "realtime/ending/show.html", context, status=422)
    actions.set_goal(conversation=id, words=form.cleaned_data["goal"], by=request.user)
    messages.success(request, "Saved.")
    return redirect("conversation-ending", id)


@BOTH
def next_step(request: SignedInRequest, id: UUID) -> HttpResponse:
    who, shown = _arrived(request, id)
    parties = bookings.parties(id)
    times = slots.of_counsellor(parties) if parties else []
    initial = {"step": shown.next_step, "at": as_value(shown.next_at) if shown.next_at else ""}
    return form_page(
        request,
        form=forms.Next(posted(request), times=times, initial=initial),
        act=lambda said: actions.agree_next(conversation=id, by=request.user, **{"at": None, **said}),
        done="Saved. Both of you see it.",
        to=reverse("conversation-ending", args=[id]),
        template="realtime/ending/next.html",
        context={"title": "What comes next", "base": base_for(who), "parties": parties, "has_times": bool(times)},
    )


@BOTH
def end(request: SignedInRequest, id: UUID) -> HttpResponse:
    """By who helps, or whoever supervises, also from the board; from then on all can read and nobody writes. A room of
    several ends where it is led."""
    talk = desks.to_lead(request.user, id)
    if not KINDS[talk.kind].is_between_two:
        raise NotFound
    check_is_open(talk)
    check_may_lead(talk, talk.helps, request.user)
    visit = desks.visit_of(id)
    mine = talk.helps is not None and talk.helps.user_id == request.user.pk

    written, nickname = queries.written_by_them(id), people.names_in(id)
    form = (forms.End if visit is not None else forms.EndMessages)(posted(request), initial={"seen": written})

    def do(said: dict[str, Any]) -> None:
        seen = said.pop("seen")
        form.put(seen=written)  # pressed again, they know
        rules.check_has_seen(written, seen, nickname)
        if visit is not None:
            visits.close(visit=visit, by=request.user, **said)
        else:
            conversations.end(conversation=talk, by=request.user)

    return form_page(
        request,
        form=form,
        act=do,
        done="The chat has ended. Write down what whoever helps next time should know." if mine else "It has ended.",
        to=reverse("conversation-note", args=[id]) if mine else reverse(_after_all(request, talk.kind)),
        template="realtime/ending/end.html",
        context={
            "id": id,
            "ending": queries.shown(arrived(request, id)) if mine else None,
            "mine": mine,
            "nickname": nickname,
            "is_letters": talk.kind == LETTERS.name,
            "marked": len(flags.open_in([id]).get(id, [])),
        },
    )


@BOTH
def stop(request: SignedInRequest, id: UUID) -> HttpResponse:
    """By whom it is for, whenever they want; pressed twice it is once."""
    who = arrived(request, id)
    check_may_stop(who, request.user)
    if not who.is_open:
        return back_to(id)
    if request.method != "POST":
        context = {"id": id, "helps": queries.who_helps(who)}
        return render(request, "realtime/ending/stop.html", context)
    return stopped(request, id)


def stopped(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They have said that they want to: on to what they may say of it, and to what is possible next."""
    if visits.stop(conversation=id, by=request.user):
        messages.success(request, "You have stopped. Thank you for coming. You can come back whenever you want.")
        return back_to(id)
    messages.info(
        request,
        "You have stopped, and can close this page. Somebody of our team still makes sure that you are safe, and may "
        "write to you: you find it under your earlier chats.",
    )
    return redirect("talk")


@BOTH
def note(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    rules.check_can_note(who, request.user)
    return form_page(
        request,
        form=forms.Note(posted(request), initial={"words": queries.note_of(who)}),
        act=lambda said: actions.note(conversation=id, by=request.user, **said),
        done="Saved.",
        to=reverse("counselling-desk"),
        template="realtime/ending/form_page.html",
        context={"title": "Your note", "base": base_for(who)},
    )


@BOTH
def feedback(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    rules.check_is_theirs(who, request.user)
    known = queries.how_it_was(who)

    def do(said: dict[str, Any]) -> None:
        scores = {name: said[name] for name in forms.ASKED}
        actions.say_how_it_was(
            conversation=id, was_cut_short=said["was_cut_short"], scores=scores, words=said["words"], by=request.user
        )

    return form_page(
        request,
        form=forms.HowItWas(posted(request), said=known),
        act=do,
        done="Thank you for telling us.",
        to=f"{reverse('conversation', args=[id])}#newest",
        template="realtime/ending/form_page.html",
        context={"title": "How was it?", "base": base_for(who), "what": SAID_BEFORE if known else NOT_YET},
    )


@require_GET
def download(request: SignedInRequest, id: UUID) -> HttpResponse:
    """All they have said, and what was said to them, as plain text. Named after nothing that tells what it is."""
    who = arrived(request, id)
    rules.check_is_theirs(who, request.user)
    context = {
        "before": queries.said_before(who), "said": talks.everything(who), "ending": queries.shown(who),
        "is_booked": bookings.stands(id), "how_it_was": forms.as_told(queries.how_it_was(who)),
    }  # fmt: skip
    response = render(request, "realtime/ending/download.txt", context, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="notes.txt"'
    return response


@BOTH
def delete(request: SignedInRequest, id: UUID) -> HttpResponse:
    who = arrived(request, id)
    rules.check_is_theirs(who, request.user)
    return confirm_page(
        request,
        act=lambda: actions.ask_to_delete(conversation=id, by=request.user),
        done="We have your wish. Somebody of our team looks at it.",
        to=f"{reverse('conversation', args=[id])}#newest",
        template="realtime/ending/delete.html",
        context={"asked_at": queries.asked_to_delete_at(id), "answer": afterwards.answer_about(id)},
    )


def _after_all(request: SignedInRequest, kind: str) -> str:
    """Where whoever ended it goes on, who has no note to write."""
    answers = kind == LETTERS.name and request.user.can(Permission.CONVERSATION_COUNSEL)
    return "counselling-letters" if answers else "counselling-board"


def _arrived(request: SignedInRequest, id: UUID) -> tuple[Who, queries.Shown]:
    """Raises: NotFound while nobody has proposed an end."""
    who = arrived(request, id)
    shown = queries.shown(who)
    if shown is None:
        raise NotFound
    return who, shown


def _summary(shown: queries.Shown, data: Any = None) -> forms.Summary:
    return forms.Summary(data, initial={"summary": shown.summary, "version": shown.version})


def _both_keep(who: Who, shown: queries.Shown) -> dict[str, Any]:
    return {
        "who": who, "ending": shown, "base": base_for(who), "leads": who.helps_id == who.id,
        "is_booked": bookings.stands(who.conversation_id), "goal_form": forms.Goal(initial={"goal": shown.goal}),
    }  # fmt: skip
