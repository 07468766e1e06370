"""Everything the deployer can set, in one typed place. `docs/settings.md` is written from here."""

from pathlib import Path
from typing import Literal

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from mhst.settings.area import COUNTY

ROOT = Path(__file__).resolve().parent.parent.parent


class Environment(BaseSettings):
    """Read from variables named MHST_<FIELD>, or from a file `.env` beside `manage.py`."""

    model_config = SettingsConfigDict(
        env_prefix="MHST_", env_file=ROOT / ".env", extra="ignore", hide_input_in_errors=True
    )

    secret_key: SecretStr = Field(
        SecretStr("insecure-development-secret"),
        description="Signs sessions and links. At least 50 characters.",
    )
    encryption_keys: SecretStr = Field(
        SecretStr("1:bWhzdC1kZXZlbG9wbWVudC1lbmNyeXB0aW9uLWtleTE="),
        description=(
            "Key ring for clinical text and secrets: `version:base64` pairs of 32 bytes, comma separated. "
            "The highest version encrypts; the others only decrypt."
        ),
    )
    concern_keys: SecretStr = Field(
        SecretStr("1:bWhzdC1kZXZlbG9wbWVudC1jb25jZXJuLWtleXMtIzE="),
        description=(
            "Key ring for the words of safeguarding concerns, and nothing else: written as `MHST_ENCRYPTION_KEYS`, "
            "with other keys."
        ),
    )
    vault_keys: SecretStr = Field(
        SecretStr("1:bWhzdC1kZXZlbG9wbWVudC12YXVsdC1rZXlzLS0jMDE="),
        description=(
            "Key ring for who young people of online counselling really are, and nothing else: written as "
            "`MHST_ENCRYPTION_KEYS`, with other keys."
        ),
    )
    staff_support_keys: SecretStr = Field(
        SecretStr("1:bWhzdC1kZXZlbG9wbWVudC1zdGFmZi1zdXBwb3J0LTE="),
        description=(
            "Key ring for what people who work here say in staff support, and nothing else: written as "
            "`MHST_ENCRYPTION_KEYS`, with other keys."
        ),
    )
    audit_key: SecretStr = Field(
        SecretStr("insecure-development-audit-key"),
        description="Chains the audit rows by HMAC. At least 32 characters.",
    )
    debug: bool = Field(False, description="Django's debug pages. Production refuses to start with it.")
    allowed_hosts: str = Field("localhost,127.0.0.1,[::1]", description="Host names served, comma separated.")
    database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'mhst.sqlite3'}",
        description="`sqlite:///path` or `postgres://user:password@host:port/name?sslmode=verify-full`.",
    )
    database_connections: int = Field(
        20,
        ge=10,
        description=(
            "The most connections that one process has to PostgreSQL: up to six for the live conversation, and one for "
            "each page that is being answered."
        ),
    )
    reading_role: str = Field(
        "",
        description=(
            "A role of PostgreSQL as which published figures are read; it may read nothing of any person. Compose "
            "names `mhst_reader`. `manage.py grant_reading` makes it and says what it may read: after `migrate`, at "
            "each upgrade. Where the user of `MHST_DATABASE_URL` may not make roles, somebody who may says "
            "before `CREATE ROLE mhst_reader NOLOGIN; GRANT mhst_reader TO` that user. Empty reads figures as "
            "that user, and `check --deploy` warns of it."
        ),
    )
    redis_url: str = Field(
        "", description="`rediss://host:port/0` for doorbells and the cache; empty keeps both in memory."
    )
    trusted_proxies: int = Field(0, ge=0, description="How many proxies in front set X-Forwarded-For and -Proto.")
    email_url: str = Field(
        "",
        description=(
            "`smtps://user:password@host:465`, or `smtp://…:587` for STARTTLS; empty writes mail to the console."
        ),
    )
    email_from: str = Field("no-reply@example.invalid", description="The sender of every message.")
    neutral_from: str = Field(
        "Appointments <no-reply@example.invalid>",
        description=(
            "The sender of messages to young people and families, who may share a phone or a mailbox: a name and an "
            "address that do not tell what the service is."
        ),
    )
    notify_api_key: SecretStr = Field(
        SecretStr(""),
        description="The key of a GOV.UK Notify service. Empty sends no text messages.",
    )
    notify_url: str = Field(
        "https://api.notifications.service.gov.uk", description="Where GOV.UK Notify answers; another for a stand-in."
    )
    notify_text_template: str = Field(
        "", description="Id of a text message template in Notify that says `((body))` and nothing else."
    )
    notify_email_template: str = Field(
        "",
        description=(
            "Id of an email template in Notify with the subject `((subject))` and the message `((body))`. Empty "
            "sends email through `MHST_EMAIL_URL`."
        ),
    )
    service_name: str = Field("School mental health support", description="The name on every page.")
    area_name: str = Field(COUNTY, description="The county or place the service covers, as the public pages name it.")
    service_phone: str = Field("01632 960 000", description="The team's own number, shown in office hours.")
    exit_to: str = Field(
        "https://www.bbc.co.uk/weather",
        description=(
            "Where the button and the key that make a young person's page vanish lead: an ordinary page that nobody "
            "wonders about."
        ),
    )
    base_url: str = Field(
        "http://localhost:8000", description="Where the service is reached; used in messages and feeds."
    )
    usual_caseloads: dict[str, int] = Field(
        {"trainee": 10, "emhp": 15, "senior": 12, "practitioner": 12, "parenting": 12, "supervisor": 6},
        description=(
            "How many young people somebody of each grade usually works with at a time. Nothing is refused above it; "
            "allocation suggests those who are below. Agree the numbers with the team: there are no national ones."
        ),
    )
    notice_school_days: int = Field(
        2,
        ge=0,
        le=20,
        description=(
            "A new group or course begins no sooner than on so many of the school's days after it is booked: with 2, "
            "what is booked from Friday to Sunday begins on Tuesday. 0 offers the very next day."
        ),
    )
    concern_minutes_lead: int = Field(
        30, gt=0, description="So long a school's designated safeguarding lead has to answer a concern."
    )
    concern_minutes_deputy: int = Field(30, gt=0, description="And their deputy, who is told next.")
    concern_minutes_duty: int = Field(60, gt=0, description="And the team's duty worker, who is told at once too.")
    concern_minutes_manager: int = Field(60, gt=0, description="And the team's manager, before all are told again.")
    booking_late_minutes: int = Field(
        15,
        gt=0,
        description="So long after its time a booked chat's place is kept for a young person who has not come.",
    )
    shift_over_minutes: int = Field(
        10,
        ge=0,
        description=(
            "At the end of a shift its counsellor is told of chats that go on, and so many minutes later whoever"
            " supervises. Nothing is closed by it."
        ),
    )
    letters_quiet_days: int = Field(
        28,
        gt=0,
        description=(
            "Messages between visits of counselling end by themselves when we have answered and nobody has written for"
            " so many days. The young person can begin again whenever they want."
        ),
    )
    consultations_quiet_days: int = Field(
        84,
        gt=0,
        description=(
            "Both sides of a consultation are told that it will end by itself when its answer was due so many days ago"
            " and nobody has said or written anything in it since; of agreed advice not before the school was asked"
            " twice what came of it. The days are a proposal."
        ),
    )
    consultations_end_days: int = Field(
        84,
        gt=0,
        description=(
            "It ends so many days after they were told, unless somebody goes on with it: longer than any holiday and"
            " the days around it. The school can still say what came of agreed advice. The days are a proposal."
        ),
    )
    concern_again_minutes: int = Field(
        60,
        gt=0,
        description=(
            "After that, everybody who has not answered is written to again every so many minutes until they do, though"
            " nobody twice within the time that they had to answer."
        ),
    )
    messages_a_minute: int = Field(
        60, ge=10, description="So many messages one person can write in a minute; twenty at once in any case."
    )
    staff_idle_minutes: int = Field(15, gt=0, description="Staff are signed out after so many minutes without a click.")
    staff_session_hours: int = Field(12, gt=0, description="Staff are signed out after so many hours in any case.")
    consent_link_days: int = Field(
        14, ge=1, le=60, description="A parent or guardian can answer by a link for so many days."
    )
    consent_ends_days: int = Field(
        28,
        ge=0,
        le=120,
        description=(
            "Whoever works with somebody is told so many days before their consent ends, or they turn 16. 0 tells "
            "nobody before it has ended."
        ),
    )
    directory_link_days: int = Field(
        30,
        ge=1,
        le=180,
        description="A partner can keep their directory entries by a private link for so many days.",
    )
    letter_link_days: int = Field(28, ge=1, le=90, description="A letter can be opened by a link for so many days.")
    staff_support_keep_months: int = Field(
        12, ge=1, le=96,
        description="What was said in staff support is deleted so long after its end; sooner if the person wishes.",
    )  # fmt: skip
    youngest_to_decide: int = Field(
        11,
        ge=0,
        le=16,
        description=(
            "Below this age nobody is recorded as having agreed by themselves (Gillick): we ask a parent or guardian."
        ),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least serious log line that is written."
    )

    @property
    def hosts(self) -> list[str]:
        """The host names served."""
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


def read() -> Environment:
    """The settings of this process. Raises: ImproperlyConfigured with a sentence for each that cannot be read."""
    try:
        return Environment()
    except ValidationError as error:
        wrong = [f"- MHST_{str(one['loc'][0]).upper()}: {one['msg']}." for one in error.errors()]
        raise ImproperlyConfigured("\n".join(["The settings cannot be read:", *wrong])) from None


environment = read()
