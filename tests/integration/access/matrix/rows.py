"""One row for each address of ours: what it takes to see the thing it is about, and to do what the page does.

    Row("room-edit", see=P.SCHOOL_VIEW, do=P.ROOM_EDIT, args=lambda here: [here.school.pk, here.room.pk])

`see` missing is 404, and `do` missing is 403 unless `refused` says otherwise. A row without `args` is about no one
place. Several permissions are alternatives. An address without a row fails the test; so does a row without one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.directory.documents.taxonomy import TAXONOMIES
from mhst.core.permissions import Permission as P
from realtime.queries import retention
from tests.integration.access.matrix.place import Here

GROUP_ROOMS = (
    *("group-rooms", "group-rooms-earlier", "group-room-new", "aside-take", "talk-rooms", "talk-room"),
    *("talk-room-come-in", "talk-room-part"),
    *("group-room", "group-room-change", "group-room-cancel", "group-room-open", "group-room-end", "group-room-held"),
    *("group-room-decide", "group-room-take-down", "group-room-freeze", "group-room-thaw", "group-room-slow"),
    *("group-room-remove", "group-room-aside", "group-room-posts", "talk-room-posts", "group-room-of"),
)

Needs = P | tuple[P, ...] | None


@dataclass(frozen=True)
class Row:
    name: str
    see: Needs = None
    do: Needs = None
    args: Callable[[Here], list[Any]] | None = None
    method: str = "get"
    ok: tuple[int, ...] = (200,)
    is_public: bool = False
    refused: tuple[int, ...] = (403,)
    is_everywhere: bool = False  # what it is about belongs to no one place
    #: A reason why this page is judged by tests of its own: what it shows depends on more than a role and a place.
    judged_in: str = ""


def school(here: Here) -> list[Any]:
    return [here.school.pk]


def pupil(here: Here) -> list[Any]:
    return [here.pupil.pk]


def colleague(here: Here) -> list[Any]:
    return [here.colleague.pk]


def linked(here: Here) -> list[Any]:
    return [here.link_referral.pk]


def practitioner(here: Here) -> list[Any]:
    return [here.practitioner.pk]


def room(here: Here) -> list[Any]:
    return [here.school.pk, here.room.pk]


def series(here: Here) -> list[Any]:
    return [here.series.pk]


def programme(here: Here) -> list[Any]:
    return [here.series.programme_id]


def retired(here: Here) -> list[Any]:
    return [here.retired.pk]


def session(here: Here) -> list[Any]:
    return [here.session.pk]


def referral(here: Here) -> list[Any]:
    return [here.referral.pk]


def letter(here: Here) -> list[Any]:
    return [here.letter.pk]


def begun(here: Here) -> list[Any]:
    return [here.written.session.pk]


def written(here: Here) -> list[Any]:
    return [here.written.session.pk, here.written.young_person.pk]


def signed(here: Here) -> list[Any]:
    return [here.signed.session.pk, here.signed.young_person.pk]


def council(here: Here) -> list[Any]:
    return [here.council.pk]


def measure(here: Here) -> list[Any]:
    return [here.measure.pk]


def concern(here: Here) -> list[Any]:
    return [here.concern.pk]


def cohort(here: Here) -> list[Any]:
    return [here.cohort.pk]


def workshop(here: Here) -> list[Any]:
    return [here.workshop.pk]


def term(here: Here) -> list[Any]:
    return [here.school.pk, here.term.pk]


def consultation(here: Here) -> list[Any]:
    return [here.consultation.pk]


BOTH_SIDES = (P.CONSULTATION_ASK, P.CONSULTATION_ADVISE)
IN_ROOM = "tests/integration/school_link/test_room_pages.py"
BOOK = "tests/integration/sessions_app/test_booking_pages.py"
ASKING = "tests/integration/sessions_app/test_request_pages.py"
ASKING_IN_PUBLIC = "tests/integration/sessions_app/test_ask_pages.py"
SCHOOL_VIEW = "tests/integration/sessions_app/test_school_view.py"
CLOSING = "tests/integration/sessions_app/test_closing_pages.py"
REFERRALS = "tests/integration/access/test_referrals.py"
FIGURES = "tests/integration/reporting/test_pages.py"
LINK = "tests/integration/school_link/test_workshop_pages.py"
LINK_THREADS = "tests/integration/school_link/test_thread_pages.py"
STAFF_SUPPORT = "tests/integration/community/test_staff_support_pages.py"
PRESCRIBING = "tests/integration/community/test_prescribing_pages.py"
LINK_CONTACTS = "tests/integration/school_link/test_contact_pages.py"
SUPERVISION = "tests/integration/sessions_app/test_supervision_pages.py"
CONCERNS = "tests/integration/sessions_app/test_concern_pages.py"
DIRECTORY = "tests/integration/cms/directory/test_pages.py"
CONSENT = "tests/integration/sessions_app/test_consent_pages.py"
LETTERS_GO = "tests/unit/sessions_app/actions/test_dispatch.py"
INDIRECT = "tests/integration/sessions_app/test_indirect_pages.py"
CONSENT_LINK = "tests/integration/sessions_app/test_consent_link.py"
OWN_WEEK = "tests/integration/sessions_app/test_timetable.py"
VIEW, EDIT = P.MEMBERSHIP_VIEW, P.MEMBERSHIP_EDIT
READS = (P.REFERRAL_TRIAGE, P.RECORD_READ_ALL)
SEEN = P.YOUNG_PERSON_VIEW
A_SCHOOL, A_CALENDAR, A_ROOM = P.SCHOOL_VIEW, P.CALENDAR_EDIT, P.ROOM_EDIT

KNOWS_PARTNERS = (P.NEIGHBOUR_REFER, P.NEIGHBOUR_VIEW, P.PARTNER_KEEP)
PARTNER_LINKS = "tests/integration/community/test_partner_links.py"
MEASURES = "tests/integration/sessions_app/test_measure_pages.py"
#: Works with people and reads the whole team's records: the roles that also allocate. Others have their caseload.
WORKS_ALL = P.REFERRAL_ALLOCATE

ROWS = (
    # everybody's
    *(Row(name, is_public=True) for name in ("health", "help_now", "search", "robots", "offline", "service_worker")),
    Row("picture", is_public=True, args=lambda here: ["no-such.png"], ok=(404,)),
    Row("favicon", is_public=True, ok=(302,)),
    *(Row(f"access:{name}", is_public=True, ok=(302,)) for name in ("editor_sign_in", "page_sign_in")),
    *(Row(f"access:{name}", ok=(302,)) for name in ("editor_account", "system_account")),
    # of whoever is signed in
    *(Row(f"access:{name}") for name in ("account", "second_step", "session")),
    *(Row(name) for name in ("home", "notices")),
    Row("notices-read", method="post", ok=(302,)),
    # colleagues
    Row("access:colleagues", do=VIEW),
    Row("access:invite", do=EDIT),
    Row("access:colleague", VIEW, args=colleague),
    *(Row(f"access:{name}", VIEW, EDIT, colleague) for name in ("invite_again", "start_again", "leave", "role_add")),
    *(
        Row(f"access:{name}", VIEW, EDIT, lambda here: [here.colleague.pk, here.role.pk])
        for name in ("role_change", "role_end")
    ),
    # organisations and teams
    *(
        Row(name, do=P.ORGANISATION_KEEP)
        for name in ("organisations", "organisation-add", "teams", "team-add")
    ),
    Row("organisation-change", P.ORGANISATION_KEEP, args=lambda here: [here.trust.pk], is_everywhere=True),
    *(
        Row(name, P.ORGANISATION_KEEP, args=lambda here: [here.team.pk], is_everywhere=True)
        for name in ("team", "team-change", "team-cluster-add")
    ),
    *(
        Row(name, P.ORGANISATION_KEEP, args=lambda here: [here.team.pk, here.cluster.pk], is_everywhere=True)
        for name in ("team-cluster", "team-cluster-remove")
    ),
    Row("teams-own", do=P.TEAM_REACHED, ok=(302,)),
    Row("team-reached", P.TEAM_REACHED, args=lambda here: [here.team.pk]),
    # schools
    Row("schools"),
    Row("school-find", do=P.SCHOOL_EDIT),
    Row("school-serve", do=P.SCHOOL_EDIT, judged_in="tests/integration/places/test_pages.py"),
    *(Row(name, A_SCHOOL, args=school) for name in ("school", "school-travel", "school-dates", "school-bells")),
    Row("school-edit", A_SCHOOL, P.SCHOOL_EDIT, school),
    *(Row(f"school-{name}", judged_in="tests/integration/places/test_pages.py") for name in ("stop", "cluster")),
    Row(
        "school-journey", A_SCHOOL, P.SCHOOL_EDIT, lambda here: [here.school.pk, here.next_school.pk],
        refused=(403, 404),  # the school at the other end may be nobody's here to see
    ),
    *(
        Row(name, A_SCHOOL, A_CALENDAR, school, ok=(200, 302))
        for name in (
            "school-dates-refresh", "school-dates-source", "term-add", "special-day-add", "school-bells-edit",
        )
    ),
    *(Row(name, A_SCHOOL, A_CALENDAR, term) for name in ("term", "term-remove")),
    *(
        Row(name, A_SCHOOL, A_CALENDAR, lambda here: [here.school.pk, here.special_day.pk])
        for name in ("special-day", "special-day-remove")
    ),
    Row("school-bells-remove", A_SCHOOL, A_CALENDAR, lambda here: [here.school.pk, here.bells.pk], ok=(200, 302, 403)),
    Row("councils"),
    Row("council-dates", A_SCHOOL, args=council),
    *(
        Row(f"council-{name}", A_SCHOOL, P.SYSTEM_ADMINISTER, council)
        for name in ("source", "term-add", "day-add")
    ),
    *(
        Row(f"council-{name}", A_SCHOOL, P.SYSTEM_ADMINISTER, lambda here: [here.council.pk, here.councils_term.pk])
        for name in ("term", "term-remove")
    ),
    *(
        Row(f"council-{name}", A_SCHOOL, P.SYSTEM_ADMINISTER, lambda here: [here.council.pk, here.councils_day.pk])
        for name in ("day", "day-remove")
    ),
    Row("room", A_SCHOOL, args=room),
    Row("room-add", A_SCHOOL, A_ROOM, school),
    *(Row(name, A_SCHOOL, A_ROOM, room) for name in ("room-edit", "room-hours", "room-block", "room-out-of-use")),
    Row("room-block-lift", A_SCHOOL, A_ROOM, lambda here: [here.school.pk, here.room.pk, here.block.pk]),
    Row("room-in-use", A_SCHOOL, A_ROOM, room, method="post", ok=(302,)),
    # people
    Row("people:pupils", do=P.PUPIL_VIEW),
    Row("people:pupil_add", do=P.PUPIL_ADD),
    Row("people:pupil", P.PUPIL_VIEW, args=pupil),
    Row("people:pupil_change", P.PUPIL_VIEW, (P.PUPIL_ADD, P.YOUNG_PERSON_EDIT), pupil),
    Row("people:consent_record", P.PUPIL_VIEW, P.CONSENT_RECORD, lambda here: [here.pupil.pk, "to_be_seen"]),
    Row("people:consent_withdraw", P.PUPIL_VIEW, P.CONSENT_RECORD, lambda here: [here.consent.pk]),
    Row("people:parent_add", P.PUPIL_VIEW, P.CONSENT_RECORD, pupil),
    Row("people:parent_change", P.PUPIL_VIEW, P.CONSENT_RECORD, lambda here: [here.parent.pk]),
    Row("people:parent_contact", P.PUPIL_VIEW, P.YOUNG_PERSON_EDIT, lambda here: [here.parent.pk]),
    Row("people:parent_remove", P.PUPIL_VIEW, P.CONSENT_RECORD, lambda here: [here.parent.pk], "post", (200, 302)),
    Row("people:young_person", SEEN, args=pupil),
    *(
        Row(f"people:{name}", SEEN, P.YOUNG_PERSON_EDIT, pupil)
        for name in ("young_person_describe", "young_person_move", "keep_apart")
    ),
    Row(
        "people:keep_apart_end", SEEN, P.YOUNG_PERSON_EDIT, lambda here: [here.apart.one_id, here.apart.pk], "post",
        (302,),
    ),
    Row("people:practitioners", do=P.PRACTITIONER_VIEW),
    Row("people:practitioner_add", do=P.PRACTITIONER_EDIT),
    Row("people:practitioner", P.PRACTITIONER_VIEW, args=practitioner),
    Row("people:practitioner_change", P.PRACTITIONER_VIEW, P.PRACTITIONER_EDIT, practitioner),
    Row(
        "people:week_add", P.PRACTITIONER_VIEW, P.PRACTITIONER_EDIT,
        lambda here: [here.practitioner.pk, here.week_part],
    ),
    Row("people:week_remove", judged_in="tests/integration/people/test_pages.py"),
    Row("people:absence_add", P.PRACTITIONER_VIEW, (P.ABSENCE_RECORD,), practitioner),
    Row("people:absence_cancel", judged_in="tests/integration/people/test_pages.py"),
    # programmes
    Row("programmes", do=P.PROGRAMME_VIEW),
    Row("programme-add", do=P.PROGRAMME_EDIT),
    Row("programme", P.PROGRAMME_VIEW, args=programme, is_everywhere=True),
    *(
        Row(name, P.PROGRAMME_VIEW, P.PROGRAMME_EDIT, programme, is_everywhere=True)
        for name in ("programme-change", "programme-retire")
    ),
    Row("programme-bring-back", P.PROGRAMME_VIEW, P.PROGRAMME_EDIT, retired, is_everywhere=True),
    # weeks
    *(Row(name, judged_in=OWN_WEEK) for name in ("timetable", "timetable-pdf", "feed", "feed-create", "feed-revoke")),
    Row("calendar", judged_in="tests/integration/sessions_app/test_feed.py"),
    Row("timetable-team", do=P.TIMETABLE_VIEW_TEAM, refused=(404,)),  # no team is theirs to see
    *(Row(name, P.PRACTITIONER_VIEW, args=practitioner) for name in (
        "timetable-practitioner", "timetable-practitioner-pdf",
    )),
    *(
        Row(name, A_SCHOOL, P.TIMETABLE_VIEW_SCHOOL, school)
        for name in ("timetable-school", "timetable-school-pdf", "timetable-slips")
    ),
    # asking for support
    *(Row(name, do=P.REQUEST_MAKE) for name in ("requests", "request-new")),
    *(Row(name, judged_in=ASKING) for name in ("request", "request-page", "request-check", "request-discard")),
    *(Row(name, is_public=True) for name in ("ask", "ask-go-on", "ask-sent")),
    Row("ask-code", ok=(302,), is_public=True),
    *(Row(name, judged_in=ASKING_IN_PUBLIC) for name in ("ask-page", "ask-link")),
    # referrals
    Row("referrals", do=P.REFERRAL_VIEW),
    *(Row(name, P.REFERRAL_VIEW, args=referral) for name in ("referral", "referral-history")),
    *(
        Row(f"referral-{name}", judged_in=REFERRALS)
        for name in (
            "request", "match", "join", "answer", "pause", "resume", "transfer", "close", "reopen",
            "what-for",
        )
    ),
    Row("referral-step-up", judged_in="tests/unit/sessions_app/actions/test_stepping_up.py"),
    Row("referral-become-request", judged_in="tests/integration/sessions_app/test_referral_pages.py"),
    # triage
    Row("triage", do=P.REFERRAL_TRIAGE),
    Row("referral-allocate", P.REFERRAL_VIEW, P.REFERRAL_ALLOCATE, lambda here: [here.waiting_referral.pk]),
    *(
        Row(name, judged_in="tests/integration/sessions_app/test_absent_pages.py")
        for name in ("session-absent", "session-absent-undo", "session-reuse")
    ),
    Row("referral-group", judged_in="tests/integration/sessions_app/test_course_pages.py"),
    Row("referral-book", judged_in="tests/integration/sessions_app/test_course_pages.py"),
    Row("referral-hand-over", P.REFERRAL_VIEW, P.REFERRAL_ALLOCATE, lambda here: [here.held_referral.pk]),
    Row("referral-told", judged_in="tests/integration/sessions_app/test_hand_over_pages.py"),
    Row("caseload-hand-over", P.PRACTITIONER_VIEW, P.REFERRAL_ALLOCATE, practitioner),
    Row("caseload-own", judged_in="tests/integration/sessions_app/test_allocation_pages.py"),
    Row("caseload-team", do=P.REFERRAL_ALLOCATE),
    Row("caseload", P.PRACTITIONER_VIEW, P.REFERRAL_ALLOCATE, practitioner),
    # goals and questionnaires
    Row("referral-measures", P.REFERRAL_VIEW, P.RECORD_READ_ALL, referral),
    *(Row(name, P.REFERRAL_VIEW, WORKS_ALL, referral) for name in ("measure-ask", "goal-add")),
    Row("measure-compare", P.REFERRAL_VIEW, WORKS_ALL, referral, "post", (302,)),
    Row("goal-drop", P.REFERRAL_VIEW, WORKS_ALL, lambda here: [here.referral.pk, here.goal.pk]),
    Row("measures", do=(P.RECORD_READ, P.RECORD_READ_ALL, P.PACK_INSTALL), ok=(200, 302)),
    Row("measure", P.REFERRAL_VIEW, P.RECORD_READ_ALL, measure),
    *(
        Row(name, P.REFERRAL_VIEW, WORKS_ALL, measure)
        for name in ("measure-together", "measure-scores", "measure-decline")
    ),
    Row("measure-make-link", P.REFERRAL_VIEW, WORKS_ALL, measure, "post"),
    Row("measure-read", judged_in=MEASURES),
    Row("measure-link", judged_in="tests/integration/sessions_app/test_measure_link.py"),
    *(Row(name, do=P.PACK_INSTALL) for name in ("packs", "pack-install")),
    Row("pack-withdraw", judged_in=MEASURES),  # a pack is the whole service's, and at no one place
    Row("referral-decide", P.REFERRAL_VIEW, P.REFERRAL_TRIAGE, referral),
    Row("referral-decide-outcome", P.REFERRAL_VIEW, P.REFERRAL_TRIAGE, lambda here: [here.referral.pk, "not_accepted"]),
    Row("referral-close-letters", judged_in=CLOSING),
    Row("school-requests", do=P.REQUEST_MAKE),
    *(Row(f"school-{name}", judged_in=SCHOOL_VIEW) for name in ("request", "letter")),
    Row("followed-up", judged_in=CLOSING),
    Row("follow-ups", do=P.REFERRAL_WORK),
    # letters, of a referral that is still in triage; the others in their own tests
    Row("referral-letters", P.REFERRAL_VIEW, READS, referral),
    Row("referral-indirect", P.REFERRAL_VIEW, READS, referral),
    Row("referral-indirect-withdraw", judged_in=INDIRECT),
    *(Row(name, P.REFERRAL_VIEW, READS, letter) for name in ("letter", "letter-pdf")),
    *(
        Row(name, P.REFERRAL_VIEW, P.LETTER_WRITE, letter, method="post", ok=(302,))
        for name in ("letter-issue", "letter-discard", "letter-send")
    ),
    Row("letter-went", P.REFERRAL_VIEW, P.LETTER_WRITE, letter, "post", (422,)),
    Row("letters-to-send", do=P.LETTER_WRITE),
    *(Row(name, judged_in=LETTERS_GO) for name in ("letter-stop", "letter-link", "letter-link-pdf")),
    # consent
    Row("referral-consent", P.REFERRAL_VIEW, P.PUPIL_VIEW, referral),
    Row(
        "referral-consent-ask", P.REFERRAL_VIEW, P.CONSENT_RECORD,
        lambda here: [here.referral.pk, here.parent.pk], "post",
    ),
    Row(
        "referral-consent-stop", P.REFERRAL_VIEW, P.CONSENT_RECORD,
        lambda here: [here.referral.pk, here.consent_link.pk], "post", (302,),
    ),
    Row("referral-consent-parent", P.REFERRAL_VIEW, P.CONSENT_RECORD, referral),
    Row("referral-consent-go-on", judged_in=CONSENT),
    *(Row(name, is_public=True) for name in ("consent-paper", "consent-paper-sent")),
    *(Row(name, do=P.REFERRAL_VIEW) for name in ("unmatched-consents", "unmatched-consents-aside")),
    *(
        Row(name, P.REFERRAL_VIEW, P.CONSENT_RECORD, lambda here: [here.unmatched.pk])
        for name in ("unmatched-consent", "unmatched-consent-set-aside")
    ),
    Row(
        "unmatched-consent-match", P.REFERRAL_VIEW, P.CONSENT_RECORD,
        lambda here: [here.unmatched.pk, here.pupil.pk],
    ),
    *(Row(name, judged_in=CONSENT_LINK) for name in (
        "consent-link", "consent-link-answer", "consent-link-not-me", "consent-link-done",
    )),
    # referrals to partners: one's own and the team's; the list of partners is everybody's who refers
    Row("neighbours", do=(P.NEIGHBOUR_REFER, P.NEIGHBOUR_VIEW)),
    Row("neighbour-new", do=P.NEIGHBOUR_REFER),
    *(
        Row(name, P.NEIGHBOUR_VIEW, args=lambda here: [here.neighbour.pk])
        for name in ("neighbour", "neighbour-withdraw", "neighbour-plan", "neighbour-follow-up")
    ),
    Row("neighbour-send-again", P.NEIGHBOUR_VIEW, None, lambda here: [here.neighbour.pk], "post"),
    *(
        Row(f"wagtailsnippets_cms_helproute:{view}", judged_in="tests/integration/cms/test_editing.py")
        for view in ("reorder", "add", "edit", "delete")
    ),
    *(
        Row(f"wagtailsnippets_directory_{model}:{view}", judged_in=DIRECTORY)
        for model in ("service", "provider") for view in ("add", "edit")
    ),
    *(
        Row(f"wagtailsnippets_realtime_dangerphrase:{view}", judged_in="tests/integration/realtime/test_flag_pages.py")
        for view in ("add", "edit")
    ),
    Row("neighbour-take-over", judged_in="tests/integration/community/test_neighbour_pages.py"),
    Row("partners", do=KNOWS_PARTNERS),
    Row("partner-add", do=P.PARTNER_KEEP),
    *(
        Row(name, KNOWS_PARTNERS, P.PARTNER_KEEP, lambda here: [here.neighbour.partner_id], is_everywhere=True)
        for name in ("partner-change", "partner-end")
    ),
    Row(
        "partner-bring-back", KNOWS_PARTNERS, P.PARTNER_KEEP, lambda here: [here.neighbour.partner_id], "post", (302,),
        is_everywhere=True,
    ),
    *(Row(name, judged_in=PARTNER_LINKS) for name in ("partner-answer", "partner-attendance")),
    Row("partner-inbox", do=P.PARTNER_ANSWER),
    Row("partner-inbox-referral", P.PARTNER_ANSWER, args=lambda here: [here.neighbour.pk]),
    # who helps look after someone: the champion's list, and the team's own pages
    Row("carers", do=P.CARER_SUPPORT),
    Row("carer-recognise", SEEN, P.CARER_RECOGNISE, pupil, ok=(302,)),
    Row("carer-recognise-parent", SEEN, P.CARER_RECOGNISE, lambda here: [here.parent.pk]),
    Row("carer", (P.CARER_RECOGNISE, P.CARER_SUPPORT), args=lambda here: [here.recognition.pk]),
    Row("carer-who-knows", (P.CARER_RECOGNISE, P.CARER_SUPPORT), P.CARER_RECOGNISE, lambda here: [here.recognition.pk]),
    Row("carer-end", (P.CARER_RECOGNISE, P.CARER_SUPPORT), P.CARER_RECOGNISE, lambda here: [here.recognition.pk]),
    # what is written about sessions: those who hold one are judged in the tests of its pages
    Row("write-up"),
    *(Row(name, P.SESSION_VIEW, P.RECORD_READ_ALL, written) for name in ("session-record", "session-record-standing")),
    Row("session-records", P.SESSION_VIEW, WORKS_ALL, begun, ok=(200, 302)),
    Row("session-record-add", P.SESSION_VIEW, WORKS_ALL, signed),
    Row("session-attendance", P.SESSION_VIEW, WORKS_ALL, written),
    Row("session-record-save", P.SESSION_VIEW, WORKS_ALL, written, "post", (422,)),
    *(
        Row(name, P.REFERRAL_VIEW, P.RECORD_READ_ALL, referral)
        for name in ("referral-sessions", "referral-plan", "referral-review")
    ),
    Row("referral-go-on", P.REFERRAL_VIEW, WORKS_ALL, referral, "post", (302,)),
    # groups and sessions
    Row("series-list", do=P.GROUP_READ),
    Row("series", P.GROUP_READ, args=series),
    Row("series-cancel", P.GROUP_READ, P.GROUP_CANCEL, series),
    Row("series-pause", P.GROUP_READ, P.SESSION_MOVE, series),
    Row("series-resume", P.GROUP_READ, P.SESSION_MOVE, lambda here: [here.paused.pk]),
    Row("series-add-pupil", P.GROUP_READ, P.GROUP_BOOK, series),
    Row("series-release", P.GROUP_READ, P.GROUP_BOOK, lambda here: [here.series.pk, here.pupil.pk], ok=(200, 302)),
    Row("session", P.GROUP_VIEW, args=session),
    *(
        Row(name, P.GROUP_VIEW, P.SESSION_MOVE, session)
        for name in ("session-move", "session-move-rest", "session-skip")
    ),
    Row("session-cancel", P.GROUP_VIEW, P.SESSION_CANCEL, session),
    Row("session-apply-rule", P.GROUP_VIEW, P.SESSION_MOVE, session, "post", (302,)),
    Row("session-revive", P.GROUP_VIEW, P.SESSION_MOVE, lambda here: [here.skipped.pk], "post", (200, 302, 409)),
    *(
        Row(name, judged_in="tests/unit/sessions_app/actions/test_duty.py")
        for name in ("concern-duty", "concern-duty-times", "concern-duty-remove")
    ),
    # live conversations: whoever takes part in one, and nobody else
    *(
        Row(name, judged_in="tests/integration/realtime/test_pages.py")
        for name in (
            "conversation", "conversation-all", "conversation-deeds", "conversation-leave", "conversation-moment",
            "conversation-withdraw", "exit",
        )
    ),
    # words that are marked in them, and group rooms: each page by each role there
    *(
        Row(name, judged_in="tests/integration/realtime/test_flag_pages.py")
        for name in ("flags", "flag", "conversation-flags", "phrase-try")
    ),
    *(
        Row(name, judged_in="tests/integration/realtime/test_group_room_pages.py")
        for name in GROUP_ROOMS
    ),
    Row("retention", do=P.CONVERSATION_ERASE),
    Row("retention-days", do=P.CONVERSATION_ERASE, args=lambda here: [retention.classes()[0].pk], is_everywhere=True),
    Row("retention-find", do=P.CONVERSATION_ERASE),
    *(
        Row(name, judged_in="tests/integration/realtime/test_retention_pages.py")
        for name in ("retention-lift", "conversation-hold")
    ),
    Row("retention-hold", judged_in="tests/integration/school_link/test_asked_kept.py"),
    # coming to talk: for young people, whose own pages are judged there
    *(Row(name, is_public=True) for name in ("talk", "talk-back")),
    Row("talk-new", is_public=True, ok=(200, 302)),
    Row("talk-nickname", is_public=True, ok=(302,)),
    *(Row(name, ok=(302,)) for name in ("talk-phrase", "talk-begin", "talk-waiting", "talk-message", "talk-book")),
    Row("talk-earlier", ok=(302,)),
    *(Row(name, method="post", ok=(302,)) for name in ("talk-leave", "talk-booking-cancel")),
    # who waits, and messages that wait
    Row("counselling-queue", do=P.CONVERSATION_SUPERVISE),
    Row("counselling-move-up", P.CONVERSATION_SUPERVISE, args=lambda here: [here.visit.pk]),
    Row("first-words", do=P.CONVERSATION_SUPERVISE),
    *(
        Row(name, judged_in="tests/integration/realtime/test_first_words_pages.py")
        for name in ("first-words-one", "first-words-danger", "first-words-write")
    ),
    Row("closing-words", judged_in="tests/integration/realtime/test_closing_words_pages.py"),
    Row("counselling-letters", do=P.CONVERSATION_COUNSEL),
    Row("counselling-answer", P.CONVERSATION_COUNSEL, None, lambda here: [here.left_message.pk], "post", (302,)),
    # online counselling: opening hours and rota
    Row("counselling-services", do=P.COUNSELLING_KEEP, ok=(200, 302)),
    Row("counselling-about", P.COUNSELLING_KEEP, args=lambda here: [here.service.team_id]),
    *(
        Row(name, P.COUNSELLING_KEEP, args=lambda here: [here.service.pk])
        for name in ("counselling-hours", "counselling-special-add", "counselling-shift-add")
    ),
    Row("counselling-weekly", P.COUNSELLING_KEEP, args=lambda here: [here.service.pk, 0]),
    *(
        Row(name, P.COUNSELLING_KEEP, args=lambda here: [here.service.pk, here.closed_on.pk])
        for name in ("counselling-special", "counselling-special-remove")
    ),
    *(
        Row(name, P.COUNSELLING_KEEP, args=lambda here: [here.service.pk, here.shift.pk])
        for name in ("counselling-shift", "counselling-shift-remove")
    ),
    *(
        Row(f"conversation-{name}", judged_in="tests/integration/realtime/test_ending_pages.py")
        for name in ("ending", "propose", "goal", "next", "end", "stop", "note", "feedback", "download", "delete")
    ),
    *(
        Row(name, judged_in="tests/integration/realtime/test_desk_pages.py")
        for name in (
            "conversation-hand-over", "conversation-danger", "counselling-next", "counselling-begin",
            "counselling-before", "counselling-join", "counselling-booking-cancel",
            "counselling-escalation", "counselling-escalation-close", "counselling-escalation-on-it",
            "counselling-escalation-write", "counselling-booking-move",
        )
    ),
    # what young people said after chats
    Row("after-chats", do=(P.CONVERSATION_SUPERVISE, P.CONVERSATION_ERASE)),
    *(
        Row(name, judged_in="tests/integration/realtime/test_after_pages.py")
        for name in ("after-cut-short", "after-deletion")
    ),
    # who they are: opened by two
    Row("identities", do=P.IDENTITY_OPEN),
    *(
        Row(name, judged_in="tests/integration/realtime/test_identity_pages.py")
        for name in ("conversation-identity", "identity", "identity-agree", "identity-decline", "identity-read")
    ),
    Row("counselling-desk", do=P.CONVERSATION_COUNSEL),
    Row("counselling-desk-waiting", do=P.CONVERSATION_COUNSEL),
    Row("counselling-board", do=P.CONVERSATION_SUPERVISE),
    Row("counselling-board-now", do=P.CONVERSATION_SUPERVISE),
    Row("counselling-phrases", P.COUNSELLING_KEEP, args=lambda here: [here.service.pk]),
    Row("board", do=P.BOARD_VIEW),
    # consultations: one that waits, and one that the school's leads have before them
    Row("consultations", do=P.CONSULTATION_WRITE),
    Row("consultation-new", do=P.CONSULTATION_WRITE),
    *(
        Row(f"consultation-{name}", P.CONSULTATION_ASK, args=lambda here: [here.with_lead.pk])
        for name in ("write", "check", "discard", "standing")
    ),
    Row("consultation-save", P.CONSULTATION_ASK, None, lambda here: [here.with_lead.pk], "post", (422,)),
    Row("consultation", BOTH_SIDES, args=consultation),
    Row("consultation-withdraw", BOTH_SIDES, P.CONSULTATION_ASK, consultation),
    Row("consultation-stand-in", judged_in=IN_ROOM),
    Row(
        "consultation-answer", BOTH_SIDES, P.CONSULTATION_ASK, lambda here: [here.consultation.pk, here.question.pk]
    ),
    Row("consultation-desk", do=P.CONSULTATION_ADVISE),
    Row("consultation-desk-waiting", do=P.CONSULTATION_ADVISE),
    Row("consultation-desk-over", do=P.CONSULTATION_ADVISE),
    Row("consultation-take", BOTH_SIDES, P.CONSULTATION_ADVISE, consultation, "post", (302,)),
    Row("consultation-ask-back", BOTH_SIDES, P.CONSULTATION_ADVISE, consultation),
    Row("consultation-rotas", do=P.CONSULTATION_KEEP, ok=(200, 302)),
    Row("consultation-desk-about", P.CONSULTATION_KEEP, args=lambda here: [here.team.pk]),
    *(
        Row(name, P.CONSULTATION_KEEP, args=lambda here: [here.duty.desk_id])
        for name in ("consultation-rota", "consultation-duty-add")
    ),
    Row("consultation-duty-remove", P.CONSULTATION_KEEP, args=lambda here: [here.duty.desk_id, here.duty.pk]),
    Row("consultation-advice", BOTH_SIDES, args=consultation),
    Row("consultation-part-versions", BOTH_SIDES, args=lambda here: [here.consultation.pk, "try"]),
    Row("consultation-library", do=(P.CONSULTATION_WRITE, P.CONSULTATION_ADVISE)),
    *(
        Row(f"consultation-{name}", judged_in="tests/integration/school_link/test_library_pages.py")
        for name in ("library-read", "offer", "take-out")
    ),
    *(
        Row(f"consultation-{name}", judged_in="tests/integration/school_link/test_after_pages.py")
        for name in ("name", "what-happened", "ask-for-support", "wrong-person")
    ),
    Row("consultations-of", SEEN, args=pupil),
    *(
        Row(f"consultation-{name}", judged_in="tests/integration/school_link/test_advice_pages.py")
        for name in ("sign", "pdf", "part", "part-take-up", "part-let-go")
    ),
    *(
        Row(f"consultation-{name}", judged_in=IN_ROOM)
        for name in ("pass-on", "coming", "room", "room-people", "room-invite", "room-out")
    ),
    # published figures
    Row("figures", do=P.FIGURES_VIEW, ok=(200, 302)),  # the newest quarter, if any
    Row("figures-quarter", P.FIGURES_VIEW, args=lambda here: [here.publication.pk]),
    Row(
        "figures-without-capitals", P.FIGURES_VIEW, args=lambda here: [f"{here.publication.pk}/".upper()], ok=(302,)
    ),
    Row("figures-log", P.FIGURES_VIEW, P.FIGURES_PUBLISH, lambda here: [here.publication.pk]),
    Row("figures-revise", P.FIGURES_VIEW, P.FIGURES_PUBLISH, lambda here: [here.publication.pk]),
    Row("figures-told", do=P.FIGURES_VIEW, method="post", ok=(302,)),
    *(
        Row(name, P.FIGURES_VIEW, args=lambda here: [here.publication.pk], judged_in=FIGURES)
        for name in ("figures-table", "figures-file", "figures-report")
    ),
    # who pays for them
    Row("commissions", do=P.COMMISSION_KEEP),
    Row("commission-add", do=P.COMMISSION_KEEP),
    Row("commission-change", P.COMMISSION_KEEP, args=lambda here: [here.commission.pk], is_everywhere=True),
    # supervision
    Row("supervision", do=(P.SUPERVISION_VIEW, P.SUPERVISION_GIVE)),
    Row("supervision-practitioner", P.SUPERVISION_GIVE, args=practitioner),
    Row("supervision-record", P.SUPERVISION_GIVE, args=lambda here: [here.supervision.pk]),
    Row("supervision-sign", P.SUPERVISION_GIVE, None, lambda here: [here.supervision.pk], "post", (302,)),
    *(
        Row(name, judged_in=SUPERVISION)
        for name in ("supervision-begin", "referral-supervision", "referral-supervision-done")
    ),
    # concerns: whoever raised one sees their own, which is judged there
    Row("concerns", do=(P.CONCERN_VIEW, P.CONCERN_RAISE)),
    Row("concern-new", do=P.CONCERN_RAISE),
    Row("concern-send", is_public=True, ok=(302,)),
    Row("concern-discard", judged_in=CONCERNS),
    *(Row(name, P.CONCERN_VIEW, args=concern) for name in ("concern", "concern-add")),
    Row("concern-close", P.CONCERN_VIEW, P.CONCERN_CLOSE, concern),
    Row(
        "concern-acknowledge", P.CONCERN_VIEW, P.CONCERN_CLOSE, lambda here: [here.step.concern_id, here.step.pk],
        "post", (302,),
    ),
    Row("booking-start", judged_in=BOOK),
    *(
        Row(f"booking-{name}", judged_in=BOOK)
        for name in ("draft", "programme", "pupils", "times", "check", "choose", "discard")
    ),
    # messages
    Row("contact", SEEN, args=pupil),
    Row("contact-add", SEEN, P.YOUNG_PERSON_EDIT, pupil),
    *(
        Row(name, SEEN, P.YOUNG_PERSON_EDIT, lambda here: [here.pupil.pk, here.way.pk])
        for name in ("contact-change", "contact-end")
    ),
    Row("messages", do=P.MESSAGE_MEND),
    *(
        Row(name, P.MESSAGE_MEND, args=lambda here: [here.failed.pk], method="post", ok=(302,))
        for name in ("message-retry", "message-give-up")
    ),
    # School Link: contacts
    Row("link-contacts", do=P.CONTACT_VIEW),
    Row("link-contact-add-schools", P.CONTACT_VIEW, P.CONTACT_KEEP, school),
    Row("link-contact-add-teams", P.CONTACT_VIEW, judged_in=LINK_CONTACTS),  # a school's teams are not its to keep
    *(
        Row(f"link-contact-{name}", P.CONTACT_VIEW, P.CONTACT_KEEP, lambda here: [here.contact.pk])
        for name in ("change", "end")
    ),
    Row("link-contact-verify", P.CONTACT_VIEW, P.CONTACT_KEEP, lambda here: [here.contact.pk], "post", (302,)),
    # School Link: the link programme
    Row("link-programme", do=P.LINK_VIEW),
    Row("link-cohort-new", P.LINK_HOST, args=lambda here: [here.team.pk]),
    Row("link-cohort", P.LINK_VIEW, args=cohort),
    *(Row(name, P.LINK_VIEW, P.LINK_HOST, cohort) for name in ("link-cohort-change", "link-workshop-new")),
    Row("link-school", P.LINK_VIEW, args=lambda here: [here.cohort.pk, here.school.pk]),
    *(Row(name, P.LINK_VIEW, args=workshop) for name in ("link-workshop", "link-workshop-now")),
    Row("link-workshop-of", P.LINK_VIEW, args=lambda here: [here.workshop.conversation_id], ok=(302,)),
    *(
        Row(name, P.LINK_VIEW, P.LINK_HOST, workshop)
        for name in ("link-workshop-change", "link-workshop-invite", "link-point-add")
    ),
    Row("link-workshop-begin", P.LINK_VIEW, P.LINK_HOST, workshop, "post", (302,)),
    Row("link-workshop-agree", P.LINK_VIEW, P.LINK_HOST, lambda here: [here.workshop.pk, "clarity"]),
    Row("link-point-review", P.LINK_VIEW, P.LINK_HOST, lambda here: [here.point.pk]),
    *(
        Row(f"link-{name}", P.LINK_VIEW, judged_in=LINK)
        for name in ("workshop-reveal", "workshop-close", "workshop-attend", "cohort-pdf", "school-pdf")
    ),
    # social prescribing
    Row("prescribing", do=P.PRESCRIBING_WORK),
    Row("prescribing-refer", P.YOUNG_PERSON_VIEW, P.PRESCRIBING_REFER, pupil),
    Row("prescribing-show", P.PRESCRIBING_WORK, args=linked),
    Row("prescribing-take", P.PRESCRIBING_WORK, args=linked, method="post", ok=(302,)),
    *(  # of a colleague's caseload nobody sees or does anything
        Row(f"prescribing-{page}", P.PRESCRIBING_WORK, args=linked, ok=(403,))
        for page in ("try", "next", "matters", "step", "introduce", "wellbeing", "close")
    ),
    *(
        Row(f"prescribing-{page}", judged_in=PRESCRIBING)
        for page in ("state", "plan", "step-move", "what-came", "review")
    ),
    # staff support: nobody else is told that there is such a thing
    *(
        Row(f"staff-support{name}", is_public=True, ok=ok, method=method)
        for name, ok, method in (
            ("", (200,), "get"), ("-back", (200,), "get"), ("-ask", (302,), "get"), ("-ask-for-team", (302,), "get"),
            ("-leave", (302,), "post"),
            *((f"-{page}", (302,), "get") for page in ("mine", "none-suits", "write", "delete")),
            *((f"-team-{page}", (302,), "get") for page in ("mine", "delete")),
        )
    ),
    Row("staff-support-choose", is_public=True, ok=(302,), args=lambda here: [here.staff_request.pk], method="post"),
    *(Row(f"staff-support-{page}", do=P.STAFF_SUPPORT_GIVE, refused=(404,)) for page in ("desk", "employer")),
    Row("staff-support-show", P.STAFF_SUPPORT_GIVE, args=lambda here: [here.staff_request.pk]),
    *(  # not before one has said that one does not know them
        Row(f"staff-support-{page}", P.STAFF_SUPPORT_GIVE, args=lambda here: [here.staff_request.pk], ok=(404,))
        for page in ("give-back", "assess", "offer", "signpost", "answer", "close")
    ),
    Row("staff-support-take", P.STAFF_SUPPORT_GIVE, None, lambda here: [here.staff_request.pk], "post", (404,)),
    Row("staff-support-withdraw", judged_in=STAFF_SUPPORT),
    *(
        Row(f"staff-support-team{page}", P.STAFF_SUPPORT_GIVE, args=lambda here: [here.staff_team.pk], ok=ok)
        for page, ok in (("", (200,)), ("-hold", (404,)), ("-give-back", (404,)))
    ),
    Row("staff-support-team-take", P.STAFF_SUPPORT_GIVE, None, lambda here: [here.staff_team.pk], "post", (404,)),
    Row("staff-support-team-close", judged_in=STAFF_SUPPORT),
    # School Link: between organisations
    Row("link-threads", do=P.THREAD_WRITE),
    Row("link-thread-new", judged_in=LINK_THREADS),
    *(Row(name, P.THREAD_WRITE, args=lambda here: [here.thread.pk]) for name in ("link-thread", "link-thread-see-to")),
    Row("link-thread-close", P.THREAD_WRITE, args=lambda here: [here.thread.pk], method="post", ok=(302,)),
    Row("link-thread-open", judged_in=LINK_THREADS),
    # the directory of services
    *(Row(name, is_public=True) for name in (
        "directory", "directory-csv", "directory-open-referral", "directory-open-referral-services",
        "directory-suggest", "directory-open-referral-taxonomies", "directory-open-referral-terms",
    )),
    Row("directory-chosen-sheet", is_public=True, ok=(400,)),
    *(
        Row(name, is_public=True, args=lambda here: [here.entry.pk])
        for name in ("directory-service", "directory-sheet")
    ),
    Row("directory-open-referral-nothing", is_public=True, args=lambda here: ["nope"], ok=(404,)),
    Row("directory-open-referral-service", is_public=True, args=lambda here: [here.entry.external_id]),
    Row("directory-open-referral-taxonomy", is_public=True, args=lambda here: [TAXONOMIES[0].id]),
    Row("directory-open-referral-term", is_public=True, args=lambda here: [TAXONOMIES[0].term("statutory")["id"]]),
    *(Row(name, judged_in=DIRECTORY) for name in (
        "directory-partner", "directory-partner-entry", "directory-partner-confirm", "directory-partner-take-back",
    )),
    Row("directory-keep", do=P.DIRECTORY_KEEP, is_everywhere=True),
    Row("directory-provider", do=P.DIRECTORY_KEEP, args=lambda here: [here.entry.provider_id], is_everywhere=True),
    Row(
        "directory-link-make", do=P.DIRECTORY_KEEP, args=lambda here: [here.entry.provider_id], method="post",
        is_everywhere=True,
    ),
    *(
        Row(
            name, do=P.DIRECTORY_KEEP, args=lambda here: [here.entry.provider_id], method="post", ok=(302,),
            is_everywhere=True,
        )
        for name in ("directory-link-send", "directory-link-stop")
    ),
    Row("directory-suggestion", do=P.DIRECTORY_KEEP, args=lambda here: [here.suggested.pk], is_everywhere=True),
    *(
        Row(name, do=P.DIRECTORY_KEEP, args=lambda here: [here.proposal.pk], is_everywhere=True)
        for name in ("directory-proposal", "directory-send-back")
    ),
    # posts by young people
    *(Row(name, is_public=True) for name in ("posts", "posts-write", "posts-yours")),
    Row("posts-withdraw", judged_in="tests/integration/cms/posts/test_pages.py"),
    Row("posts-post", is_public=True, args=lambda here: [here.public_post.pk]),
    Row("posts-moderate", do=P.CONVERSATION_MODERATE, is_everywhere=True),
    *(
        Row(name, do=P.CONVERSATION_MODERATE, args=lambda here: [here.post_concern.post_id], is_everywhere=True)
        for name in ("posts-moderate-post", "posts-concern-new")
    ),
    Row("posts-concerns", do=P.CONVERSATION_SUPERVISE, is_everywhere=True),
    Row(
        "posts-concern", do=P.CONVERSATION_SUPERVISE, args=lambda here: [here.post_concern.pk], is_everywhere=True
    ),
)  # fmt: skip
