"""Who may do what, as a list a manager could check. The place of the membership limits where."""

from dataclasses import dataclass

from mhst.access.enums import HeldAt, RoleName
from mhst.core.permissions import Permission as P


@dataclass(frozen=True)
class Role:
    """A sentence for people, where the role is held, what it may do and which roles it may give."""

    name: RoleName
    sentence: str
    held_at: frozenset[HeldAt]
    permissions: frozenset[P]
    gives: frozenset[RoleName]

    @property
    def in_words(self) -> str:
        """The role inside a sentence: "team manager", but "CAMHS specialist"."""
        label = str(self.name.label)
        return label if label[:2].isupper() else label[0].lower() + label[1:]

    @property
    def is_staff(self) -> bool:
        """Needs a second factor, and is signed out sooner."""
        return self.name is not RoleName.YOUNG_PERSON


def _role(
    name: RoleName, sentence: str, *permissions: P, at: tuple[HeldAt, ...], gives: tuple[RoleName, ...] = ()
) -> Role:
    return Role(name, sentence, frozenset(at), frozenset(permissions), frozenset(gives))


SCHOOL = (HeldAt.SCHOOL,)
TEAM = (HeldAt.TEAM,)
ORGANISATION = (HeldAt.ORGANISATION,)

SCHOOL_DAILY = (
    P.SCHOOL_VIEW, P.PUPIL_VIEW, P.PROGRAMME_VIEW, P.GROUP_VIEW, P.TIMETABLE_VIEW_SCHOOL, P.REQUEST_MAKE,
    P.CONCERN_RAISE, P.ABSENT_TELL, P.CONSULTATION_WRITE, P.CONTACT_VIEW,
)  # fmt: skip
SCHOOL_BOOKS = (
    *SCHOOL_DAILY, P.PUPIL_ADD, P.CONSENT_RECORD, P.GROUP_READ, P.GROUP_BOOK, P.GROUP_CANCEL, P.SESSION_MOVE,
    P.SESSION_CANCEL, P.ROOM_EDIT, P.CALENDAR_EDIT, P.REQUEST_FOLLOW, P.CONSULTATION_ASK, P.CONTACT_KEEP,
    P.LINK_VIEW, P.THREAD_WRITE,
)  # fmt: skip
TEAM_DAILY = (
    P.SCHOOL_VIEW, P.PROGRAMME_VIEW, P.GROUP_VIEW, P.GROUP_READ, P.SESSION_VIEW, P.TIMETABLE_VIEW_OWN, P.FEED_OWN,
    P.PRACTITIONER_VIEW, P.REFERRAL_VIEW, P.REQUEST_MAKE, P.REQUEST_FOLLOW, P.CONCERN_RAISE, P.CONTACT_VIEW,
)  # fmt: skip
TEAM_WORKS = (
    *TEAM_DAILY, P.PUPIL_VIEW, P.YOUNG_PERSON_VIEW, P.YOUNG_PERSON_EDIT, P.CONSENT_RECORD, P.GILLICK_ASSESS,
    P.GROUP_BOOK, P.GROUP_CANCEL, P.SESSION_MOVE, P.SESSION_CANCEL, P.ATTENDANCE_RECORD, P.REFERRAL_TRIAGE,
    P.REFERRAL_WORK, P.RECORD_READ, P.LETTER_WRITE, P.SUPERVISION_VIEW, P.ABSENT_TELL, P.LINK_VIEW,
    P.PRESCRIBING_REFER,
)  # fmt: skip

#: Whoever is told that a post has waited for too long can decide about it.
LEADS_CHATS = (P.CONVERSATION_SUPERVISE, P.CONVERSATION_MODERATE, P.IDENTITY_OPEN, P.PHRASE_EDIT)

#: Neighbouring services: to refer somebody to a partner, and to recognise who helps look after somebody.
TEAM_REFERS = (P.NEIGHBOUR_REFER, P.CARER_RECOGNISE)

#: At a school somebody is referred in the school's name; the team it works with sees it too.
SCHOOL_REFERS = (P.NEIGHBOUR_REFER,)

#: What a team manager hands out: their own team, and people at the schools it serves.
SCHOOL_ROLES = (RoleName.SCHOOL_STAFF, RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.DESIGNATED_SAFEGUARDING_LEAD)
TEAM_ROLES = (
    RoleName.PRACTITIONER, RoleName.SUPERVISOR, RoleName.ADMINISTRATOR, RoleName.SAFEGUARDING_LEAD,
    RoleName.TEAM_MANAGER,
)  # fmt: skip

ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role(RoleName.YOUNG_PERSON, "Uses the service. Sees only what is theirs.", at=(HeldAt.NOWHERE,)),
        _role(
            RoleName.SCHOOL_STAFF,
            "Sees who of their school is seen, when and by whom. Reads no notes and books nothing.",
            *SCHOOL_DAILY,
            *SCHOOL_REFERS,
            at=SCHOOL,
        ),
        _role(
            RoleName.SENIOR_MENTAL_HEALTH_LEAD,
            "Leads mental health at a school: adds pupils, books groups, lends rooms, keeps the school's dates, asks "
            "specialists for advice.",
            *SCHOOL_BOOKS,
            *SCHOOL_REFERS,
            at=SCHOOL,
        ),
        _role(
            RoleName.DESIGNATED_SAFEGUARDING_LEAD,
            "Leads safeguarding at a school: sees who is seen and when; is told of concerns and answers them; asks "
            "specialists for advice.",
            *SCHOOL_DAILY,
            P.CONCERN_VIEW, P.CONCERN_CLOSE, P.CONSULTATION_ASK, P.LINK_VIEW, P.THREAD_WRITE,
            *SCHOOL_REFERS,
            at=SCHOOL,
        ),
        _role(
            RoleName.PRACTITIONER,
            "Works with young people at the team's schools: books, holds and moves sessions.",
            *TEAM_WORKS,
            *TEAM_REFERS,
            at=TEAM,
        ),
        _role(
            RoleName.SUPERVISOR,
            "Supervises practitioners: as a practitioner, and sees the whole team's timetable.",
            *TEAM_WORKS,
            P.TIMETABLE_VIEW_TEAM, P.ABSENCE_RECORD, P.REFERRAL_ALLOCATE, P.RECORD_READ_ALL, P.SUPERVISION_GIVE,
            P.CONCERN_VIEW, *LEADS_CHATS, P.COUNSELLING_KEEP, P.CONSULTATION_KEEP, P.LINK_HOST,
            *TEAM_REFERS, P.NEIGHBOUR_VIEW,
            at=TEAM,
        ),
        _role(
            RoleName.TEAM_MANAGER,
            "Runs the team: sees all its work, edits practitioners, schools and programmes, gives people roles, and "
            "reads public pages before they go out.",
            *TEAM_WORKS,
            P.TEAM_REACHED,
            P.PUPIL_ADD, P.TIMETABLE_VIEW_TEAM, P.TIMETABLE_VIEW_SCHOOL, P.PRACTITIONER_EDIT, P.PROGRAMME_EDIT,
            P.SCHOOL_EDIT, P.CALENDAR_EDIT, P.ROOM_EDIT, P.MEMBERSHIP_VIEW, P.MEMBERSHIP_EDIT, P.GRANT_GIVE,
            P.AUDIT_VIEW, P.ABSENCE_RECORD, P.SITE_EDIT, P.SITE_PUBLISH, P.REFERRAL_ALLOCATE, P.RECORD_READ_ALL,
            P.SUPERVISION_GIVE, P.CONCERN_VIEW, P.CONCERN_CLOSE, P.PACK_INSTALL, P.MESSAGE_MEND,
            P.FIGURES_VIEW, P.FIGURES_PUBLISH, *LEADS_CHATS, P.CONVERSATION_ERASE, P.COUNSELLING_KEEP, P.BOARD_VIEW,
            P.CONSULTATION_KEEP, P.CONTACT_KEEP, P.LINK_HOST,
            P.DIRECTORY_KEEP, *TEAM_REFERS, P.NEIGHBOUR_VIEW, P.PARTNER_KEEP,
            at=TEAM,
            gives=(*TEAM_ROLES, *SCHOOL_ROLES),
        ),
        _role(
            RoleName.ADMINISTRATOR,
            "Keeps the diary: books and moves for everybody in the team; sees names, reads no notes.",
            *TEAM_DAILY,
            P.PUPIL_VIEW, P.PUPIL_ADD, P.CONSENT_RECORD, P.GROUP_BOOK, P.GROUP_CANCEL, P.SESSION_MOVE,
            P.SESSION_CANCEL, P.TIMETABLE_VIEW_TEAM, P.TIMETABLE_VIEW_SCHOOL, P.ROOM_EDIT, P.CALENDAR_EDIT,
            P.ABSENCE_RECORD, P.ABSENT_TELL, P.MESSAGE_MEND, P.CONTACT_KEEP,
            at=TEAM,
        ),
        _role(
            RoleName.COUNSELLOR, "Talks with young people online.", P.CONVERSATION_COUNSEL, P.NEIGHBOUR_REFER, at=TEAM
        ),
        _role(RoleName.MODERATOR, "Reads every post before others do.", P.CONVERSATION_MODERATE, at=TEAM),
        _role(
            RoleName.SAFEGUARDING_LEAD,
            "Answers for safeguarding across the team and may see who looked at what.",
            *TEAM_DAILY,
            P.PUPIL_VIEW, P.YOUNG_PERSON_VIEW, P.TIMETABLE_VIEW_TEAM, P.AUDIT_VIEW, P.RECORD_READ_ALL,
            P.CONCERN_VIEW, P.CONCERN_CLOSE, *LEADS_CHATS, P.CONVERSATION_ERASE,
            P.NEIGHBOUR_VIEW,
            at=(HeldAt.TEAM, HeldAt.ORGANISATION),
        ),
        _role(
            RoleName.CAMHS_SPECIALIST,
            "Advises schools: answers at the team's desk by a rota, in the rooms of consultations they are part of.",
            P.CONSULTATION_ADVISE, P.CONSULTATION_KEEP, P.CONTACT_VIEW, P.CONTACT_KEEP, P.LINK_VIEW, P.LINK_HOST,
            P.THREAD_WRITE,
            P.NEIGHBOUR_REFER,
            at=TEAM,
        ),
        _role(RoleName.COMMISSIONER, "Reads published figures, never a person.", P.FIGURES_VIEW, at=ORGANISATION),
        _role(
            RoleName.CONTENT_EDITOR,
            "Writes the public pages, which a second person lets out, and keeps the directory; knows no person.",
            P.SITE_EDIT,
            P.DIRECTORY_KEEP,
            at=ORGANISATION,
        ),
        _role(
            RoleName.LINK_WORKER,
            "Social prescribing: works with young people who are referred to them; sees nothing else of their records.",
            P.PRESCRIBING_WORK,
            at=TEAM,
        ),
        _role(
            RoleName.CARERS_CHAMPION,
            "Helps colleagues recognise unpaid carers: sees those of their teams who agreed to it.",
            P.CARER_SUPPORT,
            at=(*TEAM, *ORGANISATION),
        ),
        _role(
            RoleName.PARTNER_WORKER, "Answers referrals to a voluntary-sector partner.", P.PARTNER_ANSWER,
            at=ORGANISATION,
        ),
        _role(
            RoleName.STAFF_SUPPORT_PRACTITIONER,
            "Supports those who work in schools and teams, in a partition of its own; sees nothing of young people.",
            P.STAFF_SUPPORT_GIVE,
            at=TEAM,
        ),
        _role(
            RoleName.SYSTEM_ADMINISTRATOR,
            "Keeps the system running: organisations, teams and schools, roles, settings, and who pays for which team. "
            "Opens no young person's record, and reads no figures.",
            P.SYSTEM_ADMINISTER, P.SCHOOL_VIEW, P.SCHOOL_EDIT, P.CALENDAR_EDIT, P.ROOM_EDIT, P.MEMBERSHIP_VIEW,
            P.MEMBERSHIP_EDIT, P.PROGRAMME_VIEW, P.PROGRAMME_EDIT, P.SITE_EDIT, P.SITE_PUBLISH, P.PRACTITIONER_VIEW,
            P.PACK_INSTALL, P.MESSAGE_MEND,
            P.DIRECTORY_KEEP, P.COMMISSION_KEEP, P.ORGANISATION_KEEP,
            at=(HeldAt.EVERYWHERE,),
            gives=tuple(name for name in RoleName if name is not RoleName.YOUNG_PERSON),
        ),
    )
}  # fmt: skip


def roles_with(permission: P) -> list[Role]:
    """The roles that allow this, in the order of the list above."""
    return [role for role in ROLES.values() if permission in role.permissions]
