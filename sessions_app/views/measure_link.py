"""A questionnaire on somebody's own phone: a link that opens once, names nobody and asks for no account."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mhst.core.actors import Machine
from mhst.core.errors import DomainError, NotFound, Refused
from mhst.core.forms.plain import posted
from sessions_app.actions import measure as actions
from sessions_app.forms.measure import AnswersForm, chosen_in
from sessions_app.instruments import find
from sessions_app.queries import measure as queries
from sessions_app.queries.measure import Sheet
from sessions_app.rules.measure import check_link_live, is_over

if TYPE_CHECKING:
    from sessions_app.models import Measure

PHONE = Machine("questionnaire link")
#: So many questions fit on a phone without losing one's place; each page is kept when one goes on.
QUESTIONS_A_PAGE = 5
PAGE = "sessions_app/measure_link"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, token: str) -> HttpResponse:
    """The pages of the questionnaire, one after the other, and what is said when it is over."""
    measure = None
    try:
        measure = queries.by_token(token)
        check_link_live(measure)
        sheet = queries.sheet_of(measure)
        if sheet is None:
            raise NotFound(queries.GONE)
    except DomainError as gone:
        return _over(request, gone, measure)
    return Visit(request, token, measure, sheet).answer()


class Visit:
    """One look at the link: a page of questions, or the last page with what is still open."""

    def __init__(self, request: HttpRequest, token: str, measure: "Measure", sheet: Sheet) -> None:
        self.request, self.measure, self.sheet = request, measure, sheet
        self.address = reverse("measure-link", args=[token])
        self.pages = [
            sheet.questions[first : first + QUESTIONS_A_PAGE]
            for first in range(0, len(sheet.questions), QUESTIONS_A_PAGE)
        ]

    def answer(self) -> HttpResponse:
        if self.request.method == "POST" and self.request.POST.get("do") == "send":
            return self._send()
        if self.request.method == "POST" and self.request.POST.get("do") == "decline":
            return self._unless_over(lambda: actions.decline_by_link(measure=self.measure, by=PHONE), self.address)
        asked = self.request.GET.get("page", "")
        if asked == "check":
            return self._check()
        known = {str(number): number for number in range(1, len(self.pages) + 1)}
        return self._questions(known.get(asked, 1))

    def _questions(self, number: int) -> HttpResponse:
        """One page of questions; what is answered is kept before the next one opens."""
        instrument, given = find(self.measure.instrument), self.measure.given_answers
        questions = self.pages[number - 1]
        initial = {f"q{question.number}": given.get(question.number) for question in questions}
        form = AnswersForm(
            posted(self.request), initial=initial, instrument=instrument, sheet=self.sheet, questions=questions
        )
        if self.request.method == "POST" and form.is_valid():
            follows = "check" if number == len(self.pages) else number + 1
            save = partial(actions.save_answers, measure=self.measure, answers=form.given, by=PHONE)
            return self._unless_over(save, f"{self.address}?page={follows}")
        return self._page("questions", {"form": form, "number": number}, 422 if form.errors else 200)

    def _check(self, problem: str = "") -> HttpResponse:
        """Before it is sent: which pages still have questions without an answer."""
        given = self.measure.given_answers
        left = [
            (number, count)
            for number, questions in enumerate(self.pages, start=1)
            if (count := sum(question.number not in given for question in questions))
        ]
        return self._page("check", {"left": left, "answered": len(given), "problem": problem}, 422 if problem else 200)

    def _send(self) -> HttpResponse:
        try:
            actions.send(measure=self.measure, by=PHONE)
        except Refused as refused:
            return _over(self.request, refused, self.measure) if is_over(refused) else self._check(refused.message)
        return redirect(self.address)

    def _unless_over(self, act: Callable[[], object], to: str) -> HttpResponse:
        """Another window may have been quicker by a moment."""
        try:
            act()
        except Refused as over:
            return _over(self.request, over, self.measure)
        return redirect(to)

    def _page(self, name: str, context: dict[str, Any], status: int) -> HttpResponse:
        told = {"sheet": self.sheet, "pages": len(self.pages), "address": self.address, **context}
        return render(self.request, f"{PAGE}/{name}.html", told, status=status)


def _over(request: HttpRequest, gone: DomainError, measure: "Measure | None") -> HttpResponse:
    """Used, declined, run out or never there: a kind page, and the ways to get help.

    Answers that came too late, from a second window perhaps, are shown once more to whoever gave them, and only there.
    """
    is_sent = gone.code == "filled-in"
    chosen = chosen_in(request.POST, measure)
    if is_sent and not chosen and request.POST.get("do") != "decline":
        return _quiet(render(request, f"{PAGE}/thanks.html"))
    status = 404 if isinstance(gone, NotFound) else 409 if is_sent else 410
    context = {"sentence": gone.message, "chosen": chosen, "is_sent": is_sent}
    return _quiet(render(request, f"{PAGE}/{'late' if is_sent else 'gone'}.html", context, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address must not travel on as the referrer of a link that somebody follows from here.

    Pages with a form keep the site's own policy, which tells our server only: with `no-referrer` a browser also
    sends its form from nowhere, and the form is refused.
    """
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
