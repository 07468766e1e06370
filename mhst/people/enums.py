from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """As asked of the person; the codes are MHSDS's GenderIDCode."""

    MALE = "1", "Male"
    FEMALE = "2", "Female"
    NON_BINARY = "3", "Non-binary"
    OTHER = "4", "Described another way"
    NOT_KNOWN = "X", "Not known"
    NOT_STATED = "Z", "Rather not say"


class Ethnicity(models.TextChoices):
    """The NHS 16+1 categories (ethnic category 2001), with not stated and not known."""

    WHITE_BRITISH = "A", "White: British"
    WHITE_IRISH = "B", "White: Irish"
    WHITE_OTHER = "C", "White: any other background"
    MIXED_WHITE_CARIBBEAN = "D", "Mixed: White and Black Caribbean"
    MIXED_WHITE_AFRICAN = "E", "Mixed: White and Black African"
    MIXED_WHITE_ASIAN = "F", "Mixed: White and Asian"
    MIXED_OTHER = "G", "Mixed: any other background"
    INDIAN = "H", "Asian or Asian British: Indian"
    PAKISTANI = "J", "Asian or Asian British: Pakistani"
    BANGLADESHI = "K", "Asian or Asian British: Bangladeshi"
    ASIAN_OTHER = "L", "Asian or Asian British: any other background"
    CARIBBEAN = "M", "Black or Black British: Caribbean"
    AFRICAN = "N", "Black or Black British: African"
    BLACK_OTHER = "P", "Black or Black British: any other background"
    CHINESE = "R", "Chinese"
    OTHER = "S", "Any other ethnic group"
    NOT_STATED = "Z", "Rather not say"
    NOT_KNOWN = "99", "Not known"


class Indicator(models.TextChoices):
    YES = "Y", "Yes"
    NO = "N", "No"
    NOT_KNOWN = "Z", "Not known"


class Relationship(models.TextChoices):
    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    STEP_PARENT = "step_parent", _("Step-parent")
    GRANDPARENT = "grandparent", _("Grandparent")
    FOSTER = "foster", _("Foster parent")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    OTHER = "other", _("Other guardian")


class Grade(models.TextChoices):
    TRAINEE = "trainee", "Trainee EMHP"
    EMHP = "emhp", "Education mental health practitioner"
    SENIOR = "senior", "Senior wellbeing practitioner"
    PRACTITIONER = "practitioner", "Mental health practitioner"
    PARENTING = "parenting", "Parenting practitioner"
    SUPERVISOR = "supervisor", "Supervisor"


class ConsentKind(models.TextChoices):
    """Each is asked and answered by itself; there is no blanket consent."""

    TO_BE_SEEN = "to_be_seen", "To be seen"
    SHARE_WITH_SCHOOL = "share_with_school", "Share with school"
    SHARE_WITH_PARENT = "share_with_parent", "Share with a parent or guardian"
    SHARE_WITH_GP = "share_with_gp", "Share with the GP or CAMHS"
    RECORDING = "recording", "Record a session for supervision"
    CONTACT = "contact", "How and when to be contacted"
    FEEDBACK = "feedback", "Be asked for feedback"
    SHARE_WITH_PARTNER = "share_with_partner", "Be referred to a partner service"
    LINK_WORKER = "link_worker", "Be referred to a link worker"
    KNOWN_AS_CARER = "known_as_carer", "Be known as somebody who helps look after someone"


class ConsentAnswer(models.TextChoices):
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"


class ConsentBasis(models.TextChoices):
    """By what right the giver decides."""

    PARENTAL = "parental", "Parental responsibility"
    SIXTEEN = "sixteen", "16 or over"
    GILLICK = "gillick", "Gillick competent"


class WithdrawnBecause(models.TextChoices):
    """A mistake never counted; a change of mind did until then."""

    CHANGED_MIND = "changed_mind", "They changed their mind"
    MISTAKE = "mistake", "It was recorded by mistake"


class ConsentMethod(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    PAPER = "paper", "Paper form"
    PHONE = "phone", "Phone"
    ONLINE = "online", "Online"


class ConsentState(models.TextChoices):
    """What all valid decisions of one kind add up to on one day."""

    NOT_ASKED = "not_asked", "Not asked yet"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    CONFLICTING = "conflicting", "People disagree"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Ran out"


class FixedKind(models.TextChoices):
    UNIVERSITY = "university", "University"
    SUPERVISION = "supervision", "Supervision"
    TRIAGE = "triage", "Triage meeting"
    TEAM_MEETING = "team_meeting", "Team meeting"
    ADMIN = "admin", "Protected admin time"
    LUNCH = "lunch", "Lunch"


class Skill(models.TextChoices):
    """What a practitioner can be trained in and a programme can ask for (`Programme.skills`)."""

    ANXIETY = "anxiety", "Low-intensity CBT for anxiety"
    LOW_MOOD = "low_mood", "Low-intensity CBT for low mood"
    PARENT_LED = "parent_led", "Parent-led work for child anxiety"
    PARENTING = "parenting", "Parenting for behaviour"
    GROUP_WORK = "group_work", "Leading groups"
    WORKSHOPS = "workshops", "Whole-class workshops"
    PRIMARY = "primary", "Primary-age children"
    SIXTEEN_PLUS = "sixteen_plus", "Young people of 16 and over"
    SLEEP = "sleep", "Sleep"
    NEURODIVERSITY = "neurodiversity", "Adapting for neurodivergent young people"
    SUPERVISION = "supervision", "Supervising others"
