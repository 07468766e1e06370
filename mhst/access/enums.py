from django.db import models


class RoleName(models.TextChoices):
    """Everything a person can be here. What each may do is in `roles`."""

    YOUNG_PERSON = "young_person", "Young person"
    SCHOOL_STAFF = "school_staff", "School staff"
    SENIOR_MENTAL_HEALTH_LEAD = "senior_mental_health_lead", "Senior mental health lead"
    DESIGNATED_SAFEGUARDING_LEAD = "designated_safeguarding_lead", "Designated safeguarding lead"
    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    TEAM_MANAGER = "team_manager", "Team manager"
    ADMINISTRATOR = "administrator", "Administrator"
    COUNSELLOR = "counsellor", "Counsellor"
    MODERATOR = "moderator", "Moderator"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    CAMHS_SPECIALIST = "camhs_specialist", "CAMHS specialist"
    COMMISSIONER = "commissioner", "Commissioner"
    CONTENT_EDITOR = "content_editor", "Content editor"
    LINK_WORKER = "link_worker", "Link worker"
    CARERS_CHAMPION = "carers_champion", "Carers champion"
    PARTNER_WORKER = "partner_worker", "Partner worker"
    STAFF_SUPPORT_PRACTITIONER = "staff_support_practitioner", "Staff-support practitioner"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class HeldAt(models.TextChoices):
    """The kind of place where a role is held; its place is what limits it."""

    SCHOOL = "school", "a school"
    TEAM = "team", "a team"
    ORGANISATION = "organisation", "an organisation"
    EVERYWHERE = "everywhere", "the whole system"
    NOWHERE = "nowhere", "no place"
