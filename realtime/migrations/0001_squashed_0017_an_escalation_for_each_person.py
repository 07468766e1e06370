"""All steps up to 0017 in one, for a database that has none of them: it is made in a fraction of the time."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mhst.core.clock
import mhst.core.crypto
import mhst.core.crypto.envelope
from mhst.core.migrations import Together
from realtime.models import guards

#: Days after the end. Twenty years is what records of mental health are kept for; a deployment may keep less.
KEPT = {"chat": 7305, "one_to_one": 7305, "letters": 7305, "group_room": 365, "visit": 1, "post": 365}


def list_starting_phrases(apps, schema_editor):
    """So that clinicians find a list that they can change."""
    from realtime.phrases import starting

    rows = apps.get_model("realtime", "DangerPhrase").objects
    rows.bulk_create(rows.model(words=one.words, about=one.about) for one in starting.phrases())


def begin_to_keep(apps, schema_editor):
    rows = apps.get_model("realtime", "RetentionClass").objects
    rows.bulk_create(rows.model(kind=kind, keep_days=days) for kind, days in KEPT.items())


class Migration(migrations.Migration):
    replaces = [
        ("realtime", "0001_conversations"),
        ("realtime", "0002_streams_without_gaps"),
        ("realtime", "0003_counselling_queue"),
        ("realtime", "0004_what_a_chat_needs"),
        ("realtime", "0005_alarms_escalations_and_phrases"),
        ("realtime", "0006_danger_words"),
        ("realtime", "0007_group_rooms"),
        ("realtime", "0008_retention"),
        ("realtime", "0009_changed_beside_a_conversation"),
        ("realtime", "0010_identity_vault"),
        ("realtime", "0011_booked_chats"),
        ("realtime", "0012_after_chats"),
        ("realtime", "0013_on_it_and_told"),
        ("realtime", "0014_booked_alone_or_moved"),
        ("realtime", "0015_posts_are_kept_for_a_time"),
        ("realtime", "0016_a_team_that_settles_posts"),
        ("realtime", "0017_an_escalation_for_each_person"),
    ]

    initial = True

    dependencies = [
        ("places", "0004_early_finish_needs_its_time"),
        ("posts", "0001_posts_by_young_people"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Service",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "team",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="counselling", to="places.team"
                        ),
                    ),
                    ("youngest", models.PositiveSmallIntegerField(default=11)),
                    ("oldest", models.PositiveSmallIntegerField(default=19)),
                    (
                        "phrases",
                        models.TextField(
                            blank=True, help_text="What counsellors often say, one a line. Never sent by itself."
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("youngest__lte", models.F("oldest"))), name="service_ages_in_order"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DangerPhrase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "latest_revision",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="wagtailcore.revision",
                            verbose_name="latest revision",
                        ),
                    ),
                    (
                        "words",
                        models.CharField(
                            help_text="Plain words: spelling, text speak and short forms are seen to. hurt/harm: either of them. want to ... die: at most three words between.",
                            max_length=200,
                            unique=True,
                        ),
                    ),
                    (
                        "about",
                        models.CharField(
                            choices=[
                                ("suicide", "Not wanting to live"),
                                ("self_harm", "Hurting oneself"),
                                ("abuse", "Being hurt or touched by somebody"),
                                ("exploitation", "Being used or threatened"),
                                ("eating", "Eating and body"),
                                ("medicines", "Tablets and overdose"),
                                ("danger", "Danger now, to them or to others"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "came_from",
                        models.CharField(
                            blank=True,
                            help_text="Such as: clinical meeting of 3 March. Never from what one young person wrote.",
                            max_length=120,
                            verbose_name="where it comes from",
                        ),
                    ),
                    (
                        "is_used",
                        models.BooleanField(
                            default=True, help_text="Take this off instead of deleting a phrase.", verbose_name="in use"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "danger phrase",
                    "ordering": ["about", "words"],
                },
            ),
            migrations.CreateModel(
                name="RetentionClass",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("chat", "Chats"),
                                ("one_to_one", "Private talks"),
                                ("letters", "Messages between visits"),
                                ("group_room", "Group rooms"),
                                ("visit", "Visits that led to no chat"),
                                ("post", "Posts that are not shown to others"),
                            ],
                            max_length=10,
                            unique=True,
                        ),
                    ),
                    ("keep_days", models.PositiveIntegerField()),
                    (
                        "settled_by",
                        models.ForeignKey(
                            blank=True,
                            help_text="Who agrees to what belongs to no team. Empty: the team of the counselling that was there first.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.team",
                        ),
                    ),
                ],
                options={
                    "ordering": ["kind"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("keep_days__gte", 1)), name="retention_at_least_a_day"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ServiceArea",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="areas", to="realtime.service"
                        ),
                    ),
                    (
                        "council",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="counselling", to="places.council"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Shift",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="realtime.service"
                        ),
                    ),
                    (
                        "counsellor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="shifts",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("on", models.DateField()),
                    ("starts", models.PositiveSmallIntegerField()),
                    ("ends", models.PositiveSmallIntegerField()),
                    ("most", models.PositiveSmallIntegerField(default=2)),
                ],
                options={
                    "ordering": ["on", "starts"],
                    "indexes": [models.Index(fields=["service", "on"], name="shift_of_service")],
                    "constraints": [
                        models.UniqueConstraint(fields=("counsellor", "on", "starts"), name="shift_once"),
                        models.CheckConstraint(
                            condition=models.Q(("ends__lte", 1440), ("starts__lt", models.F("ends"))),
                            name="shift_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("most__range", (1, 4))), name="shift_most_from_one_to_four"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SpecialHours",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="special_hours",
                            to="realtime.service",
                        ),
                    ),
                    ("on", models.DateField()),
                    ("opens", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("accept_until", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("closes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["on"],
                    "constraints": [
                        models.UniqueConstraint(fields=("service", "on"), name="special_hours_once_a_date"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("accept_until__isnull", True), ("closes__isnull", True), ("opens__isnull", True)
                                ),
                                models.Q(
                                    ("accept_until__isnull", False),
                                    ("closes__isnull", False),
                                    ("opens__isnull", False),
                                    ("accept_until__lte", models.F("closes")),
                                    ("closes__lte", 1440),
                                    ("opens__lt", models.F("accept_until")),
                                ),
                                _connector="OR",
                            ),
                            name="special_hours_in_order_or_closed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Visitor",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="visitors", to="realtime.service"
                        ),
                    ),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visitor",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "council",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.council",
                        ),
                    ),
                    ("born_year", models.PositiveSmallIntegerField()),
                    ("born_month", models.PositiveSmallIntegerField()),
                    (
                        "gender",
                        models.CharField(
                            choices=[
                                ("1", "Male"),
                                ("2", "Female"),
                                ("3", "Non-binary"),
                                ("4", "Described another way"),
                                ("X", "Not known"),
                                ("Z", "Rather not say"),
                            ],
                            default="Z",
                            max_length=1,
                        ),
                    ),
                    (
                        "ethnicity",
                        models.CharField(
                            choices=[
                                ("A", "White: British"),
                                ("B", "White: Irish"),
                                ("C", "White: any other background"),
                                ("D", "Mixed: White and Black Caribbean"),
                                ("E", "Mixed: White and Black African"),
                                ("F", "Mixed: White and Asian"),
                                ("G", "Mixed: any other background"),
                                ("H", "Asian or Asian British: Indian"),
                                ("J", "Asian or Asian British: Pakistani"),
                                ("K", "Asian or Asian British: Bangladeshi"),
                                ("L", "Asian or Asian British: any other background"),
                                ("M", "Black or Black British: Caribbean"),
                                ("N", "Black or Black British: African"),
                                ("P", "Black or Black British: any other background"),
                                ("R", "Chinese"),
                                ("S", "Any other ethnic group"),
                                ("Z", "Rather not say"),
                                ("99", "Not known"),
                            ],
                            default="Z",
                            max_length=2,
                        ),
                    ),
                    ("phrase", models.CharField(blank=True, max_length=128)),
                    (
                        "agreed_to",
                        models.CharField(
                            help_text="Which wording about confidentiality they agreed to.", max_length=16
                        ),
                    ),
                    ("agreed_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("born_month__range", (1, 12))), name="visitor_born_in_a_month"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="WeeklyHours",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="weekly_hours",
                            to="realtime.service",
                        ),
                    ),
                    ("weekday", models.PositiveSmallIntegerField(help_text="0 is Monday.")),
                    ("opens", models.PositiveSmallIntegerField()),
                    ("accept_until", models.PositiveSmallIntegerField()),
                    ("closes", models.PositiveSmallIntegerField()),
                ],
                options={
                    "ordering": ["weekday"],
                    "constraints": [
                        models.UniqueConstraint(fields=("service", "weekday"), name="weekly_hours_once_a_day"),
                        models.CheckConstraint(
                            condition=models.Q(("weekday__lte", 6)), name="weekly_hours_on_a_weekday"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accept_until__lte", models.F("closes")),
                                ("closes__lte", 1440),
                                ("opens__lt", models.F("accept_until")),
                            ),
                            name="weekly_hours_in_order",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Conversation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "kind",
                        models.CharField(help_text="One of `rules.kind`: who may take part, and how.", max_length=24),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="conversations", to="places.team"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "Open"), ("ended", "Ended"), ("erased", "Erased")],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("key", mhst.core.crypto.envelope.WrappedKeyField(null=True)),
                    ("epoch", models.PositiveIntegerField(default=0)),
                    (
                        "ends_at",
                        models.DateTimeField(
                            blank=True, help_text="Until when it is meant to last. Nothing ends by it.", null=True
                        ),
                    ),
                    (
                        "deletion_asked_at",
                        models.DateTimeField(blank=True, help_text="When whom it is for asked for it.", null=True),
                    ),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["-created_at"],
                    "indexes": [models.Index(fields=["team", "state"], name="realtime_co_team_id_17fe73_idx")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("key__isnull", True), ("state", "erased")),
                                models.Q(models.Q(("state", "erased"), _negated=True), ("key__isnull", False)),
                                _connector="OR",
                            ),
                            name="conversation_has_its_key_until_erased",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("state", "open")),
                                models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="conversation_ended_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Visit",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits",
                            to="realtime.service",
                        ),
                    ),
                    (
                        "visitor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="realtime.visitor"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting"),
                                ("offered", "A counsellor is getting ready for them"),
                                ("claimed", "In a chat"),
                                ("closed", "The chat is over"),
                                ("left", "Left the queue"),
                                ("lapsed", "Not heard of for too long"),
                                ("not_reached", "The service closed before their turn"),
                            ],
                            default="waiting",
                            max_length=11,
                        ),
                    ),
                    (
                        "urgency",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("can_wait", "It can wait a bit"),
                                ("today", "It would help to talk today"),
                                ("now", "I need to talk as soon as I can"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("band", models.PositiveSmallIntegerField(default=0)),
                    ("joined_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("turn_at", models.DateTimeField()),
                    ("hour", models.PositiveSmallIntegerField(help_text="By the clock on the wall when they came.")),
                    ("staffed", models.PositiveSmallIntegerField(help_text="How many were on shift when they came.")),
                    (
                        "holder",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits_held",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "wishes",
                        models.ForeignKey(
                            db_index=False,
                            help_text="Whom both wish them to talk with again.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("offered_until", models.DateTimeField(null=True)),
                    ("claimed_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "conversation",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visit",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "would_again",
                        models.BooleanField(default=False, help_text="The counsellor would talk with them again."),
                    ),
                    ("feelings", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("on_mind", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                ],
                options={
                    "ordering": ["joined_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")),
                            fields=["service", "turn_at"],
                            name="visit_in_line",
                        ),
                        models.Index(
                            condition=models.Q(("claimed_at__isnull", False)),
                            fields=["service", "staffed", "hour"],
                            name="visit_waits",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("waiting", "offered", "claimed"))),
                            fields=("visitor",),
                            name="visit_open_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "offered")),
                            fields=("holder",),
                            name="visit_offered_one_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("holder__isnull", False), ("state__in", ("offered", "claimed", "closed"))),
                                models.Q(
                                    models.Q(("state__in", ("offered", "claimed", "closed")), _negated=True),
                                    ("holder__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="visit_has_a_holder_while_held",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("claimed_at__isnull", False),
                                    ("conversation__isnull", False),
                                    ("state__in", ("claimed", "closed")),
                                ),
                                models.Q(
                                    models.Q(("state__in", ("claimed", "closed")), _negated=True),
                                    ("claimed_at__isnull", True),
                                    ("conversation__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="visit_has_its_chat_once_claimed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("offered_until__isnull", False), ("state", "offered")),
                                models.Q(
                                    models.Q(("state", "offered"), _negated=True), ("offered_until__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="visit_offered_until_a_time",
                        ),
                        models.CheckConstraint(condition=models.Q(("band__lte", 3)), name="visit_band_at_most_three"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Participant",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="participants",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="participations",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "part",
                        models.CharField(
                            choices=[
                                ("person", "Whom it is for"),
                                ("worker", "Who helps"),
                                ("moderator", "Who reads posts before others do"),
                                ("observer", "Who looks in, and is seen to"),
                            ],
                            max_length=9,
                        ),
                    ),
                    ("name", models.CharField(max_length=60)),
                    ("joined_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("left_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "pause",
                        models.CharField(
                            blank=True,
                            choices=[("moment", "Takes a moment"), ("left_page", "Left the page, and can come back")],
                            max_length=9,
                        ),
                    ),
                    ("paused_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["joined_at"],
                    "constraints": [
                        models.UniqueConstraint(fields=("conversation", "user"), name="participant_once"),
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True), name="participant_has_a_name"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("pause", ""), ("paused_at__isnull", True)),
                                models.Q(models.Q(("pause", ""), _negated=True), ("paused_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="participant_paused_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Feedback",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="feedback",
                            to="realtime.conversation",
                        ),
                    ),
                    ("was_cut_short", models.BooleanField(null=True)),
                    (
                        "felt_heard",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                        ),
                    ),
                    (
                        "talked_about_what_matters",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                        ),
                    ),
                    (
                        "has_an_idea_of_next",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                        ),
                    ),
                    (
                        "felt_at_ease",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                        ),
                    ),
                    (
                        "would_come_again",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(5),
                            ],
                        ),
                    ),
                    ("words", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("felt_heard__isnull", True), ("felt_heard__range", (1, 5)), _connector="OR"),
                                models.Q(
                                    ("talked_about_what_matters__isnull", True),
                                    ("talked_about_what_matters__range", (1, 5)),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("has_an_idea_of_next__isnull", True),
                                    ("has_an_idea_of_next__range", (1, 5)),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("felt_at_ease__isnull", True), ("felt_at_ease__range", (1, 5)), _connector="OR"
                                ),
                                models.Q(
                                    ("would_come_again__isnull", True),
                                    ("would_come_again__range", (1, 5)),
                                    _connector="OR",
                                ),
                            ),
                            name="feedback_from_one_to_five",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "feedback",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_up",
                            to="realtime.feedback",
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("wrote", "Wrote to them, and asked whether they want to go on"),
                                ("spoke", "Spoke with the counsellor about it"),
                                ("nothing", "Looked at it; nothing more is needed"),
                            ],
                            max_length=7,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "done_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("done_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["-done_at"],
                },
            ),
            migrations.CreateModel(
                name="GroupRoom",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="group_room",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="group_rooms", to="places.team"
                        ),
                    ),
                    ("title", models.CharField(max_length=80)),
                    ("about", models.CharField(blank=True, max_length=240)),
                    (
                        "band",
                        models.CharField(
                            choices=[
                                ("11-12", "11 and 12"),
                                ("13-15", "13 to 15"),
                                ("16-17", "16 and 17"),
                                ("18-19", "18 and 19"),
                            ],
                            max_length=5,
                        ),
                    ),
                    ("starts_at", models.DateTimeField()),
                    ("ends_at", models.DateTimeField()),
                    (
                        "host",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rooms_hosted",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "second_host",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "Planned"),
                                ("open", "Open"),
                                ("ended", "Over"),
                                ("cancelled", "Cancelled"),
                            ],
                            default="planned",
                            max_length=9,
                        ),
                    ),
                    (
                        "is_frozen",
                        models.BooleanField(default=False, help_text="Nobody but moderators posts for a while."),
                    ),
                    (
                        "slow_seconds",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="Between two posts of one person; 0 for none."
                        ),
                    ),
                ],
                options={
                    "ordering": ["starts_at"],
                    "indexes": [
                        models.Index(fields=["team", "state", "starts_at"], name="realtime_gr_team_id_cdc632_idx")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="group_room_ends_later"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("second_host__isnull", True),
                                models.Q(("second_host", models.F("host")), _negated=True),
                                _connector="OR",
                            ),
                            name="group_room_two_hosts",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HeldPlace",
                fields=[
                    (
                        "visit",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="held_place",
                            serialize=False,
                            to="realtime.visit",
                        ),
                    ),
                    ("until", models.DateTimeField()),
                    ("shown", models.PositiveIntegerField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name="Destruction",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("chat", "Chats"),
                                ("one_to_one", "Private talks"),
                                ("letters", "Messages between visits"),
                                ("group_room", "Group rooms"),
                                ("visit", "Visits that led to no chat"),
                                ("post", "Posts that are not shown to others"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="destructions", to="places.team"
                        ),
                    ),
                    (
                        "conversation",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="destruction",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "visit",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="destruction",
                            to="realtime.visit",
                        ),
                    ),
                    (
                        "post",
                        models.OneToOneField(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"
                        ),
                    ),
                    ("ended_at", models.DateTimeField()),
                    (
                        "first_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("first_at", models.DateTimeField(null=True)),
                    (
                        "second_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("done_at", models.DateTimeField(null=True)),
                    (
                        "kept_because",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("safeguarding", "It belongs to a safeguarding concern"),
                                ("legal", "A court, an inquiry or a complaint needs it"),
                                ("asked", "The young person asked for it to be kept"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "kept_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["ended_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("done_at__isnull", True), ("kept_because", "")),
                            fields=["team", "ended_at"],
                            name="destruction_due",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("conversation__isnull", False), ("post__isnull", True), ("visit__isnull", True)
                                ),
                                models.Q(
                                    ("conversation__isnull", True), ("post__isnull", True), ("visit__isnull", False)
                                ),
                                models.Q(
                                    ("conversation__isnull", True), ("post__isnull", False), ("visit__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="destruction_of_one_thing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("first_at__isnull", True), ("first_by__isnull", True)),
                                models.Q(("first_at__isnull", False), ("first_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="destruction_first_agreed_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at__isnull", True), ("second_by__isnull", True)),
                                models.Q(
                                    ("done_at__isnull", False),
                                    ("first_by__isnull", False),
                                    ("second_by__isnull", False),
                                    models.Q(("second_by", models.F("first_by")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="destruction_takes_two_people",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kept_because", ""), ("kept_by__isnull", True)),
                                models.Q(
                                    models.Q(("kept_because", ""), _negated=True),
                                    ("done_at__isnull", True),
                                    ("kept_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="destruction_done_or_kept",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Identity",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="identities",
                            to="realtime.participant",
                        ),
                    ),
                    (
                        "known_by",
                        models.CharField(
                            choices=[
                                ("agreed", "They told us, and agreed that we keep it"),
                                ("told", "They told us; they may be in danger, and we told them that we keep it"),
                                ("obtained", "We got it elsewhere, for their safety"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="vault")),
                    (
                        "kept_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("kept_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["-kept_at"],
                },
            ),
            migrations.CreateModel(
                name="IdentityOpening",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "identity",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="openings",
                            to="realtime.identity",
                        ),
                    ),
                    ("why", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(null=True)),
                    ("is_agreed", models.BooleanField(default=False)),
                    ("open_until", models.DateTimeField(null=True)),
                    (
                        "not_told_because",
                        mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="concern"),
                    ),
                ],
                options={
                    "ordering": ["-asked_at"],
                    "indexes": [models.Index(fields=["identity", "asked_at"], name="identity_opening_asked")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("answered_at__isnull", True)),
                            fields=("identity",),
                            name="identity_asked_one_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_by__isnull", True),
                                    ("is_agreed", False),
                                    ("open_until__isnull", True),
                                ),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    models.Q(
                                        models.Q(
                                            ("is_agreed", True),
                                            ("open_until__isnull", False),
                                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                                        ),
                                        models.Q(("is_agreed", False), ("open_until__isnull", True)),
                                        _connector="OR",
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="identity_opened_by_two",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Lease",
                fields=[
                    (
                        "participant",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="lease",
                            serialize=False,
                            to="realtime.participant",
                        ),
                    ),
                    ("here_until", models.DateTimeField(null=True)),
                    ("read_seq", models.PositiveBigIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name="Escalation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="escalations",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                    (
                        "raised_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("raised_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "lead",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "closed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "on_it_by",
                        models.ForeignKey(
                            help_text="Who said last: I am on it.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("on_it_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["-raised_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("closed_at__isnull", True)),
                            fields=("conversation", "about"),
                            name="escalation_open_once_each",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("about__isnull", True), ("closed_at__isnull", True)),
                            fields=("conversation",),
                            name="escalation_open_once_about_nobody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="escalation_closed_by_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ending",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="ending",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                    (
                        "changed_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("summary", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                    ("goal", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                    (
                        "next_step",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("chat", "Another chat at a time we have agreed"),
                                ("message", "A message from my counsellor"),
                                ("come", "I will come back when I want to"),
                            ],
                            max_length=7,
                        ),
                    ),
                    ("next_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("next_at__isnull", True), ("next_step", "chat"), _connector="OR"),
                            name="ending_next_chat_at_a_time",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Aside",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "room",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="asides", to="realtime.grouproom"
                        ),
                    ),
                    (
                        "participant",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="aside", to="realtime.participant"
                        ),
                    ),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="aside",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "asked_by",
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
                name="Message",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="realtime.participant",
                        ),
                    ),
                    ("mid", models.UUIDField()),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("open", "Everybody in the conversation"),
                                ("staff", "Everybody but those whom it is for"),
                                ("mine", "One person: what became of their own posts"),
                            ],
                            max_length=5,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("shown", "Shown"),
                                ("held", "Waiting for a moderator"),
                                ("not_published", "Not published"),
                                ("withdrawn", "Withdrawn by who wrote it"),
                            ],
                            max_length=13,
                        ),
                    ),
                    ("body", mhst.core.crypto.envelope.EnvelopeField()),
                    ("changed", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                    ("word", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                    (
                        "has_second",
                        models.BooleanField(default=False, help_text="A moderator asked for a second opinion."),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("identifying", "It says who or where somebody is"),
                                ("methods", "It says how somebody could be hurt"),
                                ("numbers", "It has weights, sizes or amounts of food"),
                                ("sexual", "It is sexual"),
                                ("unkind", "It is unkind to somebody"),
                                ("private", "It needs a private talk first"),
                                ("other", "Something else"),
                            ],
                            db_default="",
                            default="",
                            max_length=11,
                        ),
                    ),
                    (
                        "checked_at",
                        models.DateTimeField(help_text="When it was looked through for danger words.", null=True),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                ],
                options={
                    "ordering": ["created_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "held")),
                            fields=["conversation"],
                            name="message_waits_for_moderator",
                        ),
                        models.Index(
                            condition=models.Q(("checked_at__isnull", True)),
                            fields=["created_at"],
                            name="message_waits_for_check",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("conversation", "author", "mid"), name="message_once_for_ever"),
                        models.CheckConstraint(
                            condition=models.Q(("audience", "mine"), _negated=True), name="message_to_several"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Flag",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "message",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="flag", to="realtime.message"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("marked", "Words are marked"), ("not_checked", "Not checked")], max_length=11
                        ),
                    ),
                    ("marks", mhst.core.crypto.envelope.EnvelopeField(null=True)),
                    (
                        "list_version",
                        models.CharField(help_text="Names the list of phrases that was used.", max_length=8),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("seen", "Seen and taken up"),
                                ("watching", "Watching"),
                                ("stepping_in", "Stepping in"),
                                ("not_needed", "Nothing needed"),
                            ],
                            max_length=11,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "told",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="How often others were told that nobody had looked."
                        ),
                    ),
                ],
                options={
                    "ordering": ["created_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("outcome", "")), fields=["created_at"], name="flag_waits_for_answer"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at__isnull", True), ("answered_by__isnull", True), ("outcome", "")),
                                models.Q(
                                    models.Q(("outcome", ""), _negated=True),
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="flag_answered_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "marked"), ("marks__isnull", False)),
                                models.Q(("kind", "not_checked"), ("marks__isnull", True)),
                                _connector="OR",
                            ),
                            name="flag_has_marks_unless_not_checked",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Raising",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "visit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="raisings", to="realtime.visit"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "because",
                        models.CharField(
                            choices=[
                                ("said_so", "What they wrote worries me"),
                                ("lost_place", "They lost their place through no fault of theirs"),
                                ("agreed_before", "It was agreed with them before"),
                                ("another_service", "Another service asked us to"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("bands", models.PositiveSmallIntegerField()),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="Removal",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "room",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="removals",
                            to="realtime.grouproom",
                        ),
                    ),
                    (
                        "participant",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="removal",
                            to="realtime.participant",
                        ),
                    ),
                    (
                        "removed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Stream",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "conversation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="streams",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("open", "Everybody in the conversation"),
                                ("staff", "Everybody but those whom it is for"),
                                ("mine", "One person: what became of their own posts"),
                            ],
                            max_length=5,
                        ),
                    ),
                    (
                        "participant",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="streams",
                            to="realtime.participant",
                        ),
                    ),
                    ("head", models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("participant__isnull", True)),
                            fields=("conversation", "audience"),
                            name="stream_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("participant__isnull", False)),
                            fields=("conversation", "participant"),
                            name="stream_once_each",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("audience", "mine"), ("participant__isnull", False)),
                                models.Q(models.Q(("audience", "mine"), _negated=True), ("participant__isnull", True)),
                                _connector="OR",
                            ),
                            name="stream_of_one_person_or_of_all",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Event",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stream",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="realtime.stream",
                        ),
                    ),
                    ("seq", models.PositiveBigIntegerField()),
                    (
                        "mark",
                        models.CharField(help_text="Random; a cursor with another is of another stream.", max_length=8),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("message", "Somebody's words"),
                                ("withdrawn", "Somebody took their words back"),
                                ("joined", "Somebody came in, or came back"),
                                ("left", "Somebody left for good"),
                                ("assigned", "Who helps from now on, and under which epoch"),
                                ("held", "A post waits for a moderator"),
                                ("decided", "What a moderator did with a post"),
                                ("checking", "Your post is being checked"),
                                ("released", "Your post was shown"),
                                ("not_published", "Your post is not shown; a moderator writes to you"),
                                ("moment", "Somebody takes a moment"),
                                ("left_page", "Somebody left the page, and can come back"),
                                ("back", "Somebody who took a moment or left the page is back"),
                                ("overlap", "Who helped before is still there to say goodbye"),
                                ("proposed", "Who helps proposes to come to an end"),
                                ("summary", "Somebody changed the summary of an ending"),
                                ("flagged", "Words in a message are marked, or it could not be checked"),
                                ("answered", "Somebody answered a mark"),
                                ("changed", "What the page shows beside the conversation has changed"),
                                ("ended", "The conversation is over"),
                            ],
                            max_length=13,
                        ),
                    ),
                    ("at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "message",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="realtime.message",
                        ),
                    ),
                    (
                        "participant",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                    ("epoch", models.PositiveIntegerField(null=True)),
                    (
                        "decision",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("release", "Show it, as it is or changed"),
                                ("second", "Hold it for a second opinion"),
                                ("not_publish", "Do not show it, with a kind word to who wrote it"),
                            ],
                            max_length=11,
                        ),
                    ),
                ],
                options={
                    "ordering": ["stream", "seq"],
                    "constraints": [
                        models.UniqueConstraint(fields=("stream", "seq"), name="event_seq_once"),
                        models.CheckConstraint(condition=models.Q(("seq__gte", 1)), name="event_seq_from_one"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UnreadAlarm",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="unread_alarms",
                            to="realtime.conversation",
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    (
                        "told",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("told_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["-told_at"],
                    "constraints": [
                        models.UniqueConstraint(fields=("conversation", "since"), name="unread_alarm_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Booking",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "service",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="realtime.service"
                        ),
                    ),
                    (
                        "visitor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="realtime.visitor"
                        ),
                    ),
                    (
                        "counsellor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bookings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "agreed_with",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("booked", "Booked"),
                                ("kept", "They talked"),
                                ("cancelled", "Cancelled"),
                                ("released", "They did not come"),
                            ],
                            default="booked",
                            max_length=9,
                        ),
                    ),
                    (
                        "made_in",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bookings",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "visit",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="booking",
                            to="realtime.visit",
                        ),
                    ),
                    (
                        "cancelled_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["at"],
                    "indexes": [
                        models.Index(condition=models.Q(("state", "booked")), fields=["at"], name="booking_standing")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "booked")), fields=("visitor",), name="booking_stands_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("cancelled_by__isnull", False), ("state", "cancelled")),
                                models.Q(
                                    models.Q(("state", "cancelled"), _negated=True), ("cancelled_by__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="booking_cancelled_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "kept"), _negated=True), ("visit__isnull", False), _connector="OR"
                            ),
                            name="booking_kept_by_a_visit",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="WorkerNote",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="worker_note",
                            to="realtime.conversation",
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="realtime.participant",
                        ),
                    ),
                    ("words", mhst.core.crypto.envelope.EnvelopeField()),
                ],
                options={
                    "ordering": ["created_at"],
                },
            ),
            migrations.CreateModel(
                name="DeletionDecision",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "conversation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="deletion_decision",
                            to="realtime.conversation",
                        ),
                    ),
                    ("is_granted", models.BooleanField()),
                    (
                        "kept_because",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("safeguarding", "It belongs to a safeguarding concern"),
                                ("legal", "A court, an inquiry or a complaint needs it"),
                                ("asked", "The young person asked for it to be kept"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["-decided_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("is_granted", True), ("kept_because", "")),
                                models.Q(("is_granted", False), models.Q(("kept_because", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="deletion_granted_or_kept",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EscalationStep",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "escalation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="realtime.escalation"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("consulted", "Spoke with the lead on duty"),
                                ("told", "The young person knows what we do, or why we could not tell them"),
                                ("contact", "Somebody who can help them knows"),
                                ("outcome", "What came of it"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    (
                        "done_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("done_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["done_at"],
                    "constraints": [
                        models.UniqueConstraint(fields=("escalation", "kind"), name="escalation_step_once")
                    ],
                },
            ),
        ),
        migrations.AddField(
            model_name="Conversation",
            name="goodbye",
            field=models.ForeignKey(
                db_index=False,
                help_text="Who helped before a hand-over and is still there to say goodbye; leads no more.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="realtime.participant",
            ),
        ),
        migrations.AddField(
            model_name="Conversation",
            name="helps",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="realtime.participant",
            ),
        ),
        guards.no_gaps(),
        guards.EVENTS.operation(),
        guards.OPENINGS.operation(),
        migrations.RunPython(list_starting_phrases, migrations.RunPython.noop),
        migrations.RunPython(begin_to_keep, migrations.RunPython.noop),
    ]
