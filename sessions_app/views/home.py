"""The page after signing in."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock, first_page
from mhst.core.actors import Actor
from mhst.core.permissions import Permission as P
from sessions_app.queries import measure as measures
from sessions_app.queries.home import home_of


@dataclass(frozen=True)
class Card:
    """A way on from the first page: where to, and what for."""

    heading: str
    url_name: str
    text: str
    permission: P | None = None
    unless: P | None = None  # who may do this has a better way on

    @property
    def href(self) -> str:
        """Empty while that part of the product is not there."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


CARDS = (
    Card("The team's week", "timetable-team", "Who is where, day by day.", P.TIMETABLE_VIEW_TEAM),
    Card("Referrals", "referrals", "Who asked for support, and where it stands.", P.REFERRAL_VIEW),
    Card("Ask for support", "requests", "For a pupil, or for advice to yourself.", P.REQUEST_MAKE),
    Card("Caseloads", "caseload-team", "Who works with whom, and who waits for somebody.", P.REFERRAL_ALLOCATE),
    Card("Concerns", "concerns", "Safeguarding concerns, who answers them, and what was done.", P.CONCERN_VIEW),
    Card("Who looked", "people:pupils", "A young person's record ends with who has opened it, and when.", P.AUDIT_VIEW),
    Card("Questionnaires", "measures", "Answers to read, and what has not come back.", P.RECORD_READ),
    Card("Licensed questionnaires", "packs", "Which can be filled in on a screen, and by whose leave.", P.PACK_INSTALL),
    Card("Your requests", "school-requests", "What you asked the team for, and where it stands.", P.REQUEST_MAKE),
    Card("Ask how they are", "follow-ups", "Those whose support has ended, and when to ask.", P.REFERRAL_WORK),
    Card("Groups", "series-list", "Every group you may see, with its dates and places.", P.GROUP_READ),
    Card("Young people", "people:pupils", "Everybody at the team's schools, and their records.", P.YOUNG_PERSON_VIEW),
    Card("Pupils", "people:pupils", "Pupils who are seen, or may be.", P.PUPIL_ADD, P.YOUNG_PERSON_VIEW),
    Card("Schools", "schools", "Rooms, dates and the school day.", P.SCHOOL_VIEW),
    Card("Practitioners", "people:practitioners", "Working hours, skills and days away.", P.PRACTITIONER_EDIT),
    Card("Programmes", "programmes", "What the team offers.", P.PROGRAMME_VIEW),
    Card("Colleagues", "access:colleagues", "Who may do what, and until when.", P.MEMBERSHIP_VIEW),
    Card("Organisations", "organisations", "Who employs people, and who pays.", P.ORGANISATION_KEEP),
    Card("Teams", "teams", "Of what kind, led by whom, for which schools.", P.ORGANISATION_KEEP),
    Card("How the team is reached", "teams-own", "Its phone number and email address, for families.", P.TEAM_REACHED),
    Card("Who pays", "commissions", "For which team, and so reads which figures.", P.COMMISSION_KEEP),
    Card("The public site", "wagtailadmin_home", "Pages, articles and help-now information.", P.SITE_EDIT),
    Card("System", "admin:index", "Jobs that run in the background.", P.SYSTEM_ADMINISTER),
    Card("Your account", "access:account", "Password, second step and where you are signed in."),
)


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    found = home_of(request.user)
    recording.seen([each.school for each in found.schools], by=request.user, verb="timetable.school_week")
    minute = clock.minute_of(clock.now().astimezone(clock.LONDON).time())
    context = {
        "home": found,
        "to_read": measures.to_read_count(request.user),
        "marked": found.day.marked(minute) if found.day else [],
        "cards": [*first_page.of(request.user), *(card for card in CARDS if card.href and _may(request.user, card))],
    }
    return render(request, "sessions_app/home/home.html", context)


def _may(user: Actor, card: Card) -> bool:
    if card.unless and user.can(card.unless):
        return False
    return card.permission is None or user.can(card.permission)
