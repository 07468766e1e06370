from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.actors import Actor
from sessions_app.queries import review as reviews
from sessions_app.queries import session as sessions
from sessions_app.queries.session_page import SessionPage, session_page
from sessions_app.rules.absent import may_tell, may_undo
from sessions_app.rules.referral_moves import check_can_transfer
from sessions_app.rules.referral_parts import allows
from sessions_app.rules.session_buttons import buttons_for


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One session. It names young people, so the look is kept."""
    session = sessions.get_visible(id, request.user)
    page = session_page(request.user, session)
    recording.seen(session, by=request.user, verb="session.detail")
    return render(
        request,
        "sessions_app/session/detail.html",
        {
            "page": page,
            "buttons": buttons_for(session, request.user),
            "may_tell_absent": may_tell(session, request.user),
            "reviews": reviews.due_at(session, request.user),
            "may_pass_on": _may_pass_on(page, request.user),
            "may_undo_absent": may_undo(session, request.user),
        },
    )


def _may_pass_on(page: SessionPage, viewer: Actor) -> bool:
    """Whether they give the young person of a course to the team that follows at the school."""
    referral = page.follows.referral if page.follows else None
    return referral is not None and allows(check_can_transfer, referral, viewer)
