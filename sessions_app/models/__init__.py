"""The work: requests and referrals, programmes, series and their sessions, what is written about them."""

from sessions_app.models.care_plan import CarePlan
from sessions_app.models.concern import Concern, ConcernDraft, ConcernEntry, ConcernStep
from sessions_app.models.consent_link import ConsentLink, UnmatchedConsent
from sessions_app.models.course import Course
from sessions_app.models.duty import AnswerTimes, DutyTurn
from sessions_app.models.feed import CalendarFeed
from sessions_app.models.indirect_activity import IndirectActivity
from sessions_app.models.letter import Dispatch, Letter
from sessions_app.models.measure import Comparison, InstalledPack, Measure
from sessions_app.models.message import ContactPreference, Message
from sessions_app.models.notice import Notice
from sessions_app.models.occupancy import Allocation, OccupiedSlot
from sessions_app.models.programme import PlannedContent, Programme
from sessions_app.models.referral import HandOver, Referral, ReferralMove, TriageDecision
from sessions_app.models.request import RequestForSupport
from sessions_app.models.review import Review
from sessions_app.models.series import BookingDraft, Place, Series, Waiting
from sessions_app.models.session import Attendance, Facilitation, SupportSession
from sessions_app.models.session_record import (
    AttendanceChange,
    Goal,
    GoalScore,
    HeadCount,
    RecordAddition,
    SessionRecord,
)
from sessions_app.models.supervision import Supervision, SupervisionDecision

__all__ = [
    "Allocation",
    "AnswerTimes",
    "Attendance",
    "AttendanceChange",
    "BookingDraft",
    "CalendarFeed",
    "CarePlan",
    "Comparison",
    "Concern",
    "ConcernDraft",
    "ConcernEntry",
    "ConcernStep",
    "ConsentLink",
    "ContactPreference",
    "Course",
    "Dispatch",
    "DutyTurn",
    "Facilitation",
    "Goal",
    "GoalScore",
    "HandOver",
    "HeadCount",
    "IndirectActivity",
    "InstalledPack",
    "Letter",
    "Measure",
    "Message",
    "Notice",
    "OccupiedSlot",
    "Place",
    "PlannedContent",
    "Programme",
    "RecordAddition",
    "Referral",
    "ReferralMove",
    "RequestForSupport",
    "Review",
    "Series",
    "SessionRecord",
    "Supervision",
    "SupervisionDecision",
    "SupportSession",
    "TriageDecision",
    "UnmatchedConsent",
    "Waiting",
]
