"""Who may ask for support, and what a request needs before it can be sent."""

from django.utils.translation import gettext as _

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.people.rules.young_person import OLDEST
from mhst.places.models import School
from sessions_app.enums import ASK_PAGES, CHECK, Asker, AskPage
from sessions_app.models import RequestForSupport
from sessions_app.queries import referral as referrals

#: From this age they may ask for themselves.
OWN_REQUEST_FROM = 11


def check_can_ask(school: School, by: Actor) -> None:
    by.require(Permission.REQUEST_MAKE, school)
    check_served(school)


def check_served(school: School) -> None:
    """Raises: Refused when no mental health support team would receive it."""
    if referrals.team_for(school, clock.today()) is None:
        raise Refused(
            _("No mental health support team works with %(school)s at present. The school can say who helps instead.")
            % {"school": school},
            code="no-team",
            field="school",
        )


def check_unsent(draft: RequestForSupport) -> None:
    if draft.sent_at is not None:
        raise Refused(_("This has been sent already, so it does not change any more. Send another."), code="sent")


def check_pupil(draft: RequestForSupport, pupil: YoungPerson) -> None:
    if pupil.school_id != draft.school_id:
        raise Refused(f"{pupil.name} is not at {draft.school}. Choose somebody else.", code="pupil", field="pupil")


def check_who(draft: RequestForSupport) -> None:
    """Raises: Refused when the birth date cannot be that of somebody who is helped here, or who may ask alone."""
    if draft.birth_date is None:
        return
    age = clock.today().year - draft.birth_date.year
    before = (clock.today().month, clock.today().day) < (draft.birth_date.month, draft.birth_date.day)
    if not 0 <= age - before <= OLDEST:
        raise Refused(_("Check the year of the birth date."), code="birth-date", field="birth_date")
    if draft.asked_by == Asker.YOUNG_PERSON and age - before < OWN_REQUEST_FROM:
        raise Refused(
            _("You can ask by yourself from the age of %(age)s. Ask a grown-up you trust to fill this in with you.")
            % {"age": OWN_REQUEST_FROM},
            code="too-young",
            field="birth_date",
        )


def check_reachable(draft: RequestForSupport) -> None:
    """Raises: Refused when a parent or guardian has left no way to answer them."""
    if draft.asked_by == Asker.PARENT and not (draft.asker_phone or draft.asker_email):
        raise Refused(_("Give a phone number or an email address, so that we can answer."), code="no-contact",
                      field="asker_phone")  # fmt: skip


def check_complete(draft: RequestForSupport) -> None:
    """Whether it can be sent. Raises: Refused; what is missing is what `unfinished` lists."""
    check_unsent(draft)
    if unfinished(draft):
        raise Refused(_("Some answers are still missing. They are marked below."), code="unfinished", field="")
    check_who(draft)
    check_reachable(draft)


def unfinished(draft: RequestForSupport) -> list[AskPage]:
    """The pages on which something that is needed has no answer yet."""
    return [page for page in pages_of(draft) if any(getattr(draft, name) in (None, "") for name in page.needs)]


def pages_of(draft: RequestForSupport) -> list[AskPage]:
    """The pages of this request, in order. Somebody on record is not asked about again."""
    pages = ASK_PAGES[draft.asked_by, draft.is_enquiry]
    return [page for page in pages if not (page.slug == "name" and draft.young_person_id)]


def page_after(draft: RequestForSupport, slug: str) -> str:
    """Where to go on; from the last page to looking through it all."""
    slugs = [page.slug for page in pages_of(draft)]
    later = slugs[slugs.index(slug) + 1 :] if slug in slugs else []
    return later[0] if later else CHECK


def page_before(draft: RequestForSupport, slug: str) -> str:
    """Where one came from; nothing before the first."""
    slugs = [*(page.slug for page in pages_of(draft)), CHECK]
    return slugs[slugs.index(slug) - 1] if slugs.index(slug) else ""
