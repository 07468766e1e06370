"""The vocabulary of what can be allowed. Who holds what is in `mhst.access.roles`."""

from enum import StrEnum


class Permission(StrEnum):
    """NOUN_VERB. Each is granted by roles within their scope, or by a dated grant on one thing."""

    # places
    ORGANISATION_KEEP = "organisation.keep"  # organisations, their teams and the clusters of these
    TEAM_REACHED = "team.reached"  # how one's own team is reached: its phone number and email address
    SCHOOL_VIEW = "school.view"
    SCHOOL_EDIT = "school.edit"
    CALENDAR_EDIT = "calendar.edit"
    ROOM_EDIT = "room.edit"
    # access
    MEMBERSHIP_VIEW = "membership.view"
    MEMBERSHIP_EDIT = "membership.edit"
    GRANT_GIVE = "grant.give"
    AUDIT_VIEW = "audit.view"
    # people
    YOUNG_PERSON_VIEW = "young_person.view"
    YOUNG_PERSON_EDIT = "young_person.edit"
    PUPIL_VIEW = "pupil.view"  # the school's view of the same person: name, year, when seen; nothing clinical
    PUPIL_ADD = "pupil.add"
    CONSENT_RECORD = "consent.record"
    GILLICK_ASSESS = "gillick.assess"
    PRACTITIONER_VIEW = "practitioner.view"
    PRACTITIONER_EDIT = "practitioner.edit"
    ABSENCE_RECORD = "absence.record"  # for others; everybody records their own
    # sessions
    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_EDIT = "programme.edit"
    GROUP_BOOK = "group.book"
    GROUP_VIEW = "group.view"  # that a session takes place, when and where
    GROUP_READ = "group.read"  # what a group is for, with its places: more than reception needs to know
    GROUP_CANCEL = "group.cancel"
    SESSION_VIEW = "session.view"
    SESSION_MOVE = "session.move"
    SESSION_CANCEL = "session.cancel"
    ATTENDANCE_RECORD = "attendance.record"
    TIMETABLE_VIEW_OWN = "timetable.view_own"
    TIMETABLE_VIEW_TEAM = "timetable.view_team"
    TIMETABLE_VIEW_SCHOOL = "timetable.view_school"
    FEED_OWN = "feed.own"
    ABSENT_TELL = "absent.tell"  # that a pupil is not in school today
    # casework
    REQUEST_MAKE = "request.make"  # ask for support for somebody
    REQUEST_FOLLOW = "request.follow"  # where a school's request stands, in words for the school; nothing clinical
    REFERRAL_VIEW = "referral.view"  # that somebody is referred, and where it stands
    REFERRAL_TRIAGE = "referral.triage"
    REFERRAL_ALLOCATE = "referral.allocate"  # give to a practitioner, hand a caseload over
    REFERRAL_WORK = "referral.work"  # assess, plan, review, close: one's own caseload, see sessions_app/rules
    RECORD_READ = "record.read"  # what was said and measured: of one's own caseload, see sessions_app/rules
    RECORD_READ_ALL = "record.read_all"  # and of the whole team's
    LETTER_WRITE = "letter.write"
    SUPERVISION_GIVE = "supervision.give"
    SUPERVISION_VIEW = "supervision.view"  # one's own; those who give it see their team's
    CONCERN_RAISE = "concern.raise"
    CONCERN_VIEW = "concern.view"
    CONCERN_CLOSE = "concern.close"  # never one's own
    PACK_INSTALL = "pack.install"  # licensed wording of questionnaires
    MESSAGE_MEND = "message.mend"  # see what could not be sent; try again or give up
    BOARD_VIEW = "board.view"  # how the team's work stands now, counted as it is
    # published figures
    FIGURES_VIEW = "figures.view"  # published ones, of teams that one's organisation pays for
    FIGURES_PUBLISH = "figures.publish"
    COMMISSION_KEEP = "commission.keep"  # which organisation pays for which team, and so reads its figures
    # live conversations
    CONVERSATION_COUNSEL = "conversation.counsel"  # talk with young people, as the one who helps
    CONVERSATION_MODERATE = "conversation.moderate"  # read posts before others do, and decide about them
    CONVERSATION_SUPERVISE = "conversation.supervise"  # look in, hand over, end
    CONVERSATION_ERASE = "conversation.erase"  # destroy the key of one that has ended
    IDENTITY_OPEN = "identity.open"  # with a second person and a reason: who a young person under a nickname is
    COUNSELLING_KEEP = "counselling.keep"  # when online counselling is open, and who is on shift
    PHRASE_EDIT = "phrase.edit"  # the list of words that are marked for a person to look at
    # consultations between schools and specialists
    CONSULTATION_WRITE = "consultation.write"  # begin one for one's school; a lead sends it
    CONSULTATION_ASK = "consultation.ask"  # send it, take part in it and sign for the school
    CONSULTATION_ADVISE = "consultation.advise"  # answer at one's team's desk, and sign for the team
    CONSULTATION_KEEP = "consultation.keep"  # whom a desk is for, its days and its rota
    CONSULTATION_TALK = "consultation.talk"  # be in the room of one consultation: by grant alone
    # School Link: contacts
    CONTACT_VIEW = "named_contact.view"  # whom to ask at a school and at the teams that serve it
    CONTACT_KEEP = "named_contact.keep"
    # School Link: the link programme
    LINK_VIEW = "link.view"  # workshops of schools and specialists, their pictures and plans
    LINK_HOST = "link.host"  # plan and hold workshops
    # School Link: between organisations
    THREAD_WRITE = "thread.write"  # read and write what a school and specialists say to each other, about no child
    # staff support: a partition of its own
    STAFF_SUPPORT_GIVE = "staff_support.give"  # nobody else is told that there is such a thing
    # social prescribing
    PRESCRIBING_REFER = "prescribing.refer"  # those whose record one may open, with their agreement
    PRESCRIBING_WORK = "prescribing.work"  # one's own caseload, and what waits for one's team of link workers
    # the public site
    SITE_EDIT = "site.edit"
    SITE_PUBLISH = "site.publish"  # the second reader, who lets a page out
    # the directory of services
    DIRECTORY_KEEP = "directory.keep"  # its entries, what partners write about theirs, and their links
    # neighbouring services
    NEIGHBOUR_REFER = "neighbour_referral.make"  # to a partner organisation, with the person's agreement
    NEIGHBOUR_VIEW = "neighbour_referral.view"  # the whole team's; everybody sees their own
    PARTNER_KEEP = "partner.keep"
    PARTNER_ANSWER = "partner.answer"  # what was referred to one's organisation, signed in instead of by a link
    CARER_RECOGNISE = "carer.recognise"  # that somebody helps look after somebody, as far as they agreed
    CARER_SUPPORT = "carer.support"  # recognised unpaid carers who agreed that a champion knows
    # running the system
    SYSTEM_ADMINISTER = "system.administer"
