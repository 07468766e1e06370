"""A questionnaire on somebody's own phone: a link that opens once, names nobody and asks for no account."""

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
from sessions_app.forms.measure import AnswersForm
from sessions_app.instruments import find
from sessions_app.queries import measure as queries
from sessions_app.queries.measure import Sheet
from sessions_app.rules.measure import check_link_live

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
        return _over(request, gone, is_filled_in=bool(measure and measure.filled_in_at))
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
            actions.decline_by_link(measure=self.measure, by=PHONE)
            return redirect(self.address)
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
            actions.save_answers(measure=self.measure, answers=form.given, by=PHONE)
            is_last = number == len(self.pages)
            return redirect(f"{self.address}?page={'check' if is_last else number + 1}")
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
            return self._check(refused.message)
        return redirect(self.address)

    def _page(self, name: str, context: dict[str, Any], status: int) -> HttpResponse:
        told = {"sheet": self.sheet, "pages": len(self.pages), "address": self.address, **context}
        return render(self.request, f"{PAGE}/{name}.html", told, status=status)


def _over(request: HttpRequest, gone: DomainError, *, is_filled_in: bool) -> HttpResponse:
    """Used, declined, run out or never there: a kind page, and the ways to get help."""
    if is_filled_in:
        return _quiet(render(request, f"{PAGE}/thanks.html"))
    status = 404 if isinstance(gone, NotFound) else 410
    return _quiet(render(request, f"{PAGE}/gone.html", {"sentence": gone.message}, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address must not travel on as the referrer of a link that somebody follows from here.

    Pages with a form keep the site's own policy, which tells our server only: with `no-referrer` a browser also
    sends its form from nowhere, and the form is refused.
    """
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
