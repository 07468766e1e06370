"""All steps up to 0009 in one, for a database that has none of them: it is made in a fraction of the time."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mhst.core.clock
import mhst.core.crypto
import school_link.catalogue
from mhst.core.migrations import Together
from school_link.models import guards


class Migration(migrations.Migration):
    replaces = [
        ("school_link", "0001_consultation"),
        ("school_link", "0002_advice"),
        ("school_link", "0003_after_the_advice"),
        ("school_link", "0004_library_of_advice"),
        ("school_link", "0005_named_contacts"),
        ("school_link", "0006_link_programme"),
        ("school_link", "0007_threads"),
        ("school_link", "0008_taken_out_of_the_library"),
        ("school_link", "0009_wrong_person_and_added_answers"),
    ]

    initial = True

    dependencies = [
        ("people", "0004_when_practitioners_qualified"),
        ("places", "0004_early_finish_needs_its_time"),
        ("realtime", "0009_changed_beside_a_conversation"),
        ("sessions_app", "0040_word_for_the_wrong_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Thread",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="places.school"
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="places.team"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("theme", "A theme we both see"),
                                ("pathway", "A problem on the way to help"),
                                ("thanks", "Thanks"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("subject", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "begun_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            blank=True,
                            help_text="Who sees to it, of either side.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "Waits for an answer"), ("answered", "Answered"), ("closed", "Closed")],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("answer_by", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer_by__isnull", True), ("kind__in", ("thanks",))),
                                models.Q(
                                    models.Q(("kind__in", ("thanks",)), _negated=True), ("answer_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="thread_answered_by_a_day",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Post",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "thread",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="school_link.thread"
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "is_schools",
                        models.BooleanField(help_text="Whether it speaks for the school; else for the team."),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="Cohort",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="cohorts", to="places.team"
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "levels",
                        models.JSONField(
                            default=school_link.catalogue.levels,
                            help_text="What each level is called, from the lowest up.",
                        ),
                    ),
                    ("schools", models.ManyToManyField(related_name="cohorts", to="places.school")),
                ],
                options={
                    "ordering": ["name"],
                    "constraints": [models.UniqueConstraint(fields=("team", "name"), name="cohort_name_once_a_team")],
                },
            ),
            migrations.CreateModel(
                name="Workshop",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="workshops",
                            to="school_link.cohort",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("held_on", models.DateField()),
                    ("place", models.CharField(blank=True, max_length=160)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "Planned"),
                                ("rating", "Each rates alone"),
                                ("revealed", "All ratings are shown"),
                                ("closed", "Over"),
                            ],
                            default="planned",
                            max_length=8,
                        ),
                    ),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="workshop",
                            to="realtime.conversation",
                        ),
                    ),
                ],
                options={
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("cohort", "number"), name="workshop_number_once_a_cohort"),
                        models.CheckConstraint(
                            condition=models.Q(("number__gte", 1)), name="workshop_numbered_from_one"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreedRating",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "workshop",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="agreed",
                            to="school_link.workshop",
                        ),
                    ),
                    (
                        "domain",
                        models.CharField(
                            choices=[
                                ("clarity", "Clear roles"),
                                ("contact", "Agreed contacts"),
                                ("structures", "Planning together"),
                                ("outcomes", "Measuring the same things"),
                                ("learning", "Learning from each other"),
                                ("access", "Quick ways to help"),
                                ("evidence", "What is known to work"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("level", models.PositiveSmallIntegerField()),
                    ("reasons", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["workshop", "domain"],
                    "constraints": [
                        models.UniqueConstraint(fields=("workshop", "domain"), name="agreed_rating_once_a_domain"),
                        models.CheckConstraint(condition=models.Q(("level__gte", 1)), name="agreed_rating_from_one"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendee",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "workshop",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attendees",
                            to="school_link.workshop",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "sector",
                        models.CharField(choices=[("education", "Education"), ("health", "Health")], max_length=9),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.school",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.team",
                        ),
                    ),
                    ("came", models.BooleanField(help_text="Nobody has said yet while empty.", null=True)),
                    ("rated_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["sector", "user__last_name"],
                    "constraints": [
                        models.UniqueConstraint(fields=("workshop", "user"), name="attendee_once_a_workshop"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("school__isnull", False), ("sector", "education"), ("team__isnull", True)),
                                models.Q(("school__isnull", True), ("sector", "health"), ("team__isnull", False)),
                                _connector="OR",
                            ),
                            name="attendee_from_a_school_or_a_team",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanPoint",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "workshop",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="points",
                            to="school_link.workshop",
                        ),
                    ),
                    (
                        "domain",
                        models.CharField(
                            choices=[
                                ("clarity", "Clear roles"),
                                ("contact", "Agreed contacts"),
                                ("structures", "Planning together"),
                                ("outcomes", "Measuring the same things"),
                                ("learning", "Learning from each other"),
                                ("access", "Quick ways to help"),
                                ("evidence", "What is known to work"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("what", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="points",
                            to="school_link.attendee",
                        ),
                    ),
                    ("due_on", models.DateField()),
                    (
                        "sign",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="By what one will know that it worked."
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("to_do", "Not begun"),
                                ("doing", "Under way"),
                                ("done", "Done"),
                                ("dropped", "Given up"),
                            ],
                            default="to_do",
                            max_length=8,
                        ),
                    ),
                    ("reviewed_on", models.DateField(default=mhst.core.clock.today)),
                ],
                options={
                    "ordering": ["due_on", "created_at"],
                },
            ),
            migrations.CreateModel(
                name="PlanReview",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "point",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reviews",
                            to="school_link.planpoint",
                        ),
                    ),
                    ("on", models.DateField(default=mhst.core.clock.today)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("to_do", "Not begun"),
                                ("doing", "Under way"),
                                ("done", "Done"),
                                ("dropped", "Given up"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("note", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["-on", "-created_at"],
                },
            ),
            migrations.CreateModel(
                name="Rating",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "attendee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="ratings",
                            to="school_link.attendee",
                        ),
                    ),
                    (
                        "domain",
                        models.CharField(
                            choices=[
                                ("clarity", "Clear roles"),
                                ("contact", "Agreed contacts"),
                                ("structures", "Planning together"),
                                ("outcomes", "Measuring the same things"),
                                ("learning", "Learning from each other"),
                                ("access", "Quick ways to help"),
                                ("evidence", "What is known to work"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("level", models.PositiveSmallIntegerField()),
                    ("comment", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                ],
                options={
                    "ordering": ["attendee", "domain"],
                    "constraints": [
                        models.UniqueConstraint(fields=("attendee", "domain"), name="rating_once_a_domain"),
                        models.CheckConstraint(condition=models.Q(("level__gte", 1)), name="rating_from_one"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Desk",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "team",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultation_desk",
                            to="places.team",
                        ),
                    ),
                    (
                        "routine_days",
                        models.PositiveSmallIntegerField(default=5, help_text="Working days to answer routine in."),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("routine_days__range", (1, 20))), name="desk_answers_in_days"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Consultation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="places.school",
                        ),
                    ),
                    (
                        "desk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="school_link.desk",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations_written",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "lead",
                        models.ForeignKey(
                            help_text="Who sent it.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations_led",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "holder",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations_held",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Being written"),
                                ("with_lead", "With the school's lead, who sends it"),
                                ("waiting", "Waiting for a specialist"),
                                ("taken", "With a specialist"),
                                ("agreed", "Advice agreed by both sides"),
                                ("closed", "Finished"),
                                ("withdrawn", "Withdrawn by the school"),
                            ],
                            default="draft",
                            max_length=9,
                        ),
                    ),
                    (
                        "urgency",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("today", "Urgent: today"),
                                ("routine", "Routine: within the days that the specialist team has set"),
                            ],
                            max_length=7,
                        ),
                    ),
                    (
                        "theme",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("anxiety", "Worry, fears or panic"),
                                ("low_mood", "Low mood"),
                                ("self_harm", "Self-harm or suicidal thoughts"),
                                ("eating", "Eating and body"),
                                ("attendance", "Not coming to school"),
                                ("behaviour", "Behaviour and big feelings"),
                                ("neurodivergent", "Neurodivergent needs"),
                                ("loss", "Loss, trauma or change"),
                                ("family", "Family and friends"),
                                ("other", "Something else"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("year_group", models.PositiveSmallIntegerField(null=True)),
                    (
                        "gender",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("1", "Male"),
                                ("2", "Female"),
                                ("3", "Non-binary"),
                                ("4", "Described another way"),
                                ("X", "Not known"),
                                ("Z", "Rather not say"),
                            ],
                            max_length=1,
                        ),
                    ),
                    ("concern", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("tried", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("wanted", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("is_no_emergency", models.BooleanField(default=False)),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("saved_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("sent_at", models.DateTimeField(null=True)),
                    ("due_at", models.DateTimeField(null=True)),
                    ("taken_at", models.DateTimeField(null=True)),
                    (
                        "coming_at",
                        models.DateTimeField(
                            help_text="When whoever answers said that they would be in the room.", null=True
                        ),
                    ),
                    ("agreed_at", models.DateTimeField(null=True)),
                    ("edition", models.PositiveIntegerField(default=0)),
                    (
                        "conversation",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultation",
                            to="realtime.conversation",
                        ),
                    ),
                ],
                options={
                    "ordering": ["-created_at"],
                    "indexes": [
                        models.Index(fields=["desk", "state"], name="school_link_desk_id_f5d735_idx"),
                        models.Index(fields=["school", "state"], name="school_link_school__edde26_idx"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("sent_at__isnull", True), ("state__in", ("draft", "with_lead"))),
                                models.Q(
                                    models.Q(("state__in", ("draft", "with_lead")), _negated=True),
                                    ("sent_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="consultation_sent_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["taken", "agreed"]), _negated=True),
                                models.Q(("conversation__isnull", False), ("holder__isnull", False)),
                                _connector="OR",
                            ),
                            name="consultation_with_somebody_in_a_room",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "agreed"), _negated=True),
                                ("agreed_at__isnull", False),
                                _connector="OR",
                            ),
                            name="consultation_agreed_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoomGuest",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="guests",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("school", "School"), ("specialist", "Specialist team")], max_length=10
                        ),
                    ),
                    (
                        "invited_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("until", models.DateTimeField()),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [models.UniqueConstraint(fields=("consultation", "user"), name="room_guest_once")],
                },
            ),
            migrations.CreateModel(
                name="Signature",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="signatures",
                            to="school_link.consultation",
                        ),
                    ),
                    ("edition", models.PositiveIntegerField()),
                    (
                        "side",
                        models.CharField(
                            choices=[("school", "School"), ("specialist", "Specialist team")], max_length=10
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("consultation", "edition", "side"), name="signature_once_a_side"
                        ),
                        models.CheckConstraint(condition=models.Q(("edition__gte", 1)), name="signature_of_an_edition"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="WrongNaming",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="wrong_namings",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "named_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("because", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "said_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="AdviceText",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="advice",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("understand", "What we understand"),
                                ("try", "What to try"),
                                ("risk", "How we see risk, in words"),
                                ("next", "The next step"),
                                ("who", "Who does what by when"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("edition", models.PositiveIntegerField()),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("mid", models.UUIDField()),
                ],
                options={
                    "ordering": ["edition"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("consultation", "kind", "number"), name="advice_text_number_once"
                        ),
                        models.UniqueConstraint(fields=("consultation", "edition"), name="advice_text_edition_once"),
                        models.UniqueConstraint(fields=("consultation", "author", "mid"), name="advice_text_sent_once"),
                        models.CheckConstraint(
                            condition=models.Q(("edition__gte", 1), ("number__gte", 1)), name="advice_text_from_one"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AdviceHold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "consultation",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="holds",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("understand", "What we understand"),
                                ("try", "What to try"),
                                ("risk", "How we see risk, in words"),
                                ("next", "The next step"),
                                ("who", "Who does what by when"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "holder",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("until", models.DateTimeField()),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("consultation", "kind"), name="advice_hold_once")],
                },
            ),
            migrations.CreateModel(
                name="ConsultationQuestion",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="questions",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("answer", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    ("answered_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="consultation_question_answered_by_somebody",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AddedAnswer",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="added",
                            to="school_link.consultationquestion",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="DeskArea",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "desk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="school_link.desk"
                        ),
                    ),
                    (
                        "council",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultation_desk",
                            to="places.council",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Duty",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "desk",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="school_link.desk"
                        ),
                    ),
                    (
                        "specialist",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultation_duties",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("on", models.DateField()),
                    ("starts", models.PositiveSmallIntegerField()),
                    ("ends", models.PositiveSmallIntegerField()),
                ],
                options={
                    "verbose_name_plural": "duties",
                    "ordering": ["on", "starts"],
                    "indexes": [models.Index(fields=["desk", "on"], name="duty_at_desk")],
                    "constraints": [
                        models.UniqueConstraint(fields=("specialist", "on", "starts"), name="duty_at_desk_once"),
                        models.CheckConstraint(
                            condition=models.Q(("ends__lte", 1440), ("starts__lt", models.F("ends"))),
                            name="duty_at_desk_in_order",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Excerpt",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="excerpt",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "theme",
                        models.CharField(
                            choices=[
                                ("anxiety", "Worry, fears or panic"),
                                ("low_mood", "Low mood"),
                                ("self_harm", "Self-harm or suicidal thoughts"),
                                ("eating", "Eating and body"),
                                ("attendance", "Not coming to school"),
                                ("behaviour", "Behaviour and big feelings"),
                                ("neurodivergent", "Neurodivergent needs"),
                                ("loss", "Loss, trauma or change"),
                                ("family", "Family and friends"),
                                ("other", "Something else"),
                            ],
                            max_length=14,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "One side agrees"),
                                ("agreed", "Both sides agree; waits for a second reader"),
                                ("cleared", "In the library"),
                                ("kept_out", "Kept out by the second reader"),
                                ("removed", "Taken out of the library again"),
                            ],
                            default="offered",
                            max_length=8,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    (
                        "school_agrees",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "specialist_agrees",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "read_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("read_at", models.DateTimeField(null=True)),
                    ("shown", models.TextField(blank=True)),
                    (
                        "removed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("removed_at", models.DateTimeField(null=True)),
                    ("removed_because", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                ],
                options={
                    "ordering": ["-read_at"],
                    "indexes": [models.Index(fields=["state", "theme"], name="school_link_state_34424b_idx")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "offered"),
                                models.Q(("school_agrees__isnull", False), ("specialist_agrees__isnull", False)),
                                _connector="OR",
                            ),
                            name="excerpt_agreed_by_both",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("read_by__isnull", True), ("shown", ""), ("state__in", ["offered", "agreed"])
                                ),
                                models.Q(
                                    ("read_by__isnull", False), ("shown", ""), ("state__in", ["kept_out", "removed"])
                                ),
                                models.Q(
                                    ("read_by__isnull", False),
                                    ("state", "cleared"),
                                    models.Q(("shown", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="excerpt_shown_when_read",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("removed_at__isnull", False), ("removed_by__isnull", False), ("state", "removed")
                                ),
                                models.Q(
                                    models.Q(("state", "removed"), _negated=True),
                                    ("removed_at__isnull", True),
                                    ("removed_by__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="excerpt_removed_by_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_up",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("in_school", "Went on in school"),
                                ("support_team", "The mental health support team helps"),
                                ("specialist", "Referred to specialist CAMHS"),
                                ("safeguarding", "Went the way of safeguarding"),
                                ("elsewhere", "Somebody else helps"),
                                ("not_needed", "No help was needed any more"),
                                ("not_yet", "Too early to say: ask again"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    (
                        "told_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("told_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="NamedContact",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "school",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="named_contacts",
                            to="places.school",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="named_contacts",
                            to="places.team",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("about", models.CharField(help_text="What they can be asked.", max_length=160)),
                    ("phone", models.CharField(blank=True, max_length=32)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("reached", models.CharField(blank=True, help_text="When they are best reached.", max_length=120)),
                    (
                        "cover",
                        models.CharField(
                            blank=True, help_text="Who answers when they are away, and how.", max_length=160
                        ),
                    ),
                    ("verified_on", models.DateField(default=mhst.core.clock.today)),
                    (
                        "verified_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("ended_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("school__isnull", False), ("team__isnull", False), _connector="XOR"),
                            name="named_contact_at_one_place",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("email", ""), ("phone", ""), _negated=True),
                            name="named_contact_can_be_reached",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Naming",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "consultation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="naming",
                            to="school_link.consultation",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "because",
                        models.CharField(
                            choices=[
                                ("agreed", "The young person, or their parent or guardian, agrees"),
                                (
                                    "safeguarding",
                                    "Safeguarding: somebody may be harmed, and asking first could make it worse",
                                ),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "named_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "request",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="sessions_app.requestforsupport",
                        ),
                    ),
                    ("earlier", models.ManyToManyField(related_name="+", to="sessions_app.requestforsupport")),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
        ),
        guards.ADVICE.operation(),
        guards.SIGNATURES.operation(),
    ]
