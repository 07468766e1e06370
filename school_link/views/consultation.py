"""The consultations of one's school, and one of them as both sides see it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import act_or_ask, confirm_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from realtime.rules.retention import may_hold
from school_link.actions import consultation as actions
from school_link.actions import room as rooms_actions
from school_link.enums import OVER, Side
from school_link.forms import consultation as forms
from school_link.queries import advice, after, library, quiet
from school_link.queries import consultation as queries
from school_link.queries import desk as desks
from school_link.queries import kept as kept_queries
from school_link.queries import room as rooms
from school_link.rules import consultation as rules
from school_link.rules import kept
from school_link.rules import room as room_rules
from school_link.rules.advice import may_sign
from school_link.rules.after import is_known, is_untold
from school_link.rules.room import OPEN


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """One's school's, each with its clock; and those one is invited to."""
    invited = queries.invited(request.user)
    if not invited:
        request.user.require(Permission.CONSULTATION_WRITE)
    page = queries.of_school(request.user, request.GET.get("page", 1))
    to_tell = after.are_to_tell(page)
    rows = [(one, queries.clock_of(one), one.pk in to_tell) for one in page]
    context = {
        "page": page, "rows": rows, "invited": invited, "writes": request.user.can(Permission.CONSULTATION_WRITE),
    }  # fmt: skip
    return render(request, "school_link/consultation/index.html", context)


@require_GET
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Where it stands, what was asked, and what each may do about it."""
    one = queries.get_visible(id, request.user)
    if not one.is_sent and rules.may_write(one, request.user):
        return redirect("consultation-check" if one.state == "with_lead" else "consultation-write", one.pk)
    recording.seen(one, by=request.user, verb="consultation.open")
    is_in, signed = rooms.is_let_in(one, request.user), advice.advice_of(one)
    context = {
        "one": one, "clock": queries.clock_of(one), "side": rules.side_of(one, request.user),
        "questions": queries.questions_of(one), "people": rooms.people(one), "cover": desks.cover_of(one.desk),
        "is_open": one.state in OPEN, "is_in": is_in, "may_enter": room_rules.may_come_in(one, request.user, is_in),
        "is_holder": one.holder_id == request.user.pk, "school_side": Side.SCHOOL,
        "advice": signed, "naming": (naming := after.naming_of(one)),
        "wrong_namings": after.wrong_namings_of(one),
        "way_on": after.way_on(naming, request.user) if naming else "", "told": after.follow_up_of(one),
        "is_to_tell": after.is_to_tell(one), "may_name": is_known(one) and one.forgotten_at is None,
        "is_untold": is_untold(one), "ends_at": quiet.ends_at(one), "excerpt": library.excerpt_of(one),
        "may_stand_in": rules.may_stand_in(one, request.user), "is_over": one.state in OVER,
        "is_served": after.is_served(one), "writes": request.user.can(Permission.CONSULTATION_WRITE),
        "may_sign": may_sign(one, request.user, signed),
        "may_hold_asked": kept.may_hold(one, kept_queries.has_no_room(one), request.user),
        "may_hold": one.conversation is not None and may_hold(one.conversation, request.user),
    }  # fmt: skip
    return render(request, "school_link/consultation/show.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, id: UUID, question: UUID) -> HttpResponse:
    """The school answers what was asked back; of two who do, the second reads the first, and adds."""
    one = queries.get_visible(id, request.user)
    rules.check_asks(one, request.user)
    asked = queries.get_question(one, question)
    form = forms.AnswerBack(posted(request), initial={"seen": len(queries.answers_of(asked))})
    status = act_or_ask(request, form, lambda: actions.answer(question=asked, by=request.user, **form.cleaned_data))
    if status is None:
        messages.success(request, "Answered. The specialists read it here.")
        return redirect("consultation", one.pk)
    answers = queries.answers_of(queries.get_question(one, question))  # with those that came meanwhile
    if form.is_bound:
        form.put(seen=len(answers))
    context = {
        "one": one, "title": "Answer their question", "asked": asked, "answers": answers, "form": form,
        "back": reverse("consultation", args=[one.pk]),
    }  # fmt: skip
    return render(request, "school_link/consultation/form_page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def stand_in(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Another lead of the school, or another specialist of the desk, speaks for their side from now on."""
    one = queries.get_visible(id, request.user)
    side = rules.check_stands_in(one, request.user)
    return confirm_page(
        request,
        act=lambda: rooms_actions.stand_in(consultation=one, by=request.user),
        done="It is yours now. You speak and sign for your side.",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/consultation/stand_in.html",
        context={"one": one, "before": one.lead if side == Side.SCHOOL else one.holder},
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, id: UUID) -> HttpResponse:
    one = queries.get_visible(id, request.user)
    rules.check_asks(one, request.user)
    return confirm_page(
        request,
        act=lambda: actions.withdraw(consultation=one, by=request.user),
        done="Withdrawn. What was written stays with both sides.",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/consultation/withdraw.html",
        context={"one": one},
    )
