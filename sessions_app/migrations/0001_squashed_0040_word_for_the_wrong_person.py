"""All steps up to 0040 in one, for a database that has none of them: it is made in a fraction of the time."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import mhst.core.clock
import mhst.core.crypto
from mhst.core.migrations import Together
from sessions_app.models import guards


class Migration(migrations.Migration):
    replaces = [
        ("sessions_app", "0001_initial"),
        ("sessions_app", "0002_notices_of_changed_dates"),
        ("sessions_app", "0003_the_path_from_request_to_outcome"),
        ("sessions_app", "0004_when_only_the_day_is_shut"),
        ("sessions_app", "0005_one_open_referral_at_a_time"),
        ("sessions_app", "0006_comparison_and_answers_to_read"),
        ("sessions_app", "0007_messages_sealed_and_sent_once"),
        ("sessions_app", "0008_attendance_corrected_and_problems_in_their_words"),
        ("sessions_app", "0009_count_the_board_from_an_index"),
        ("sessions_app", "0010_handed_over_and_absent"),
        ("sessions_app", "0011_links_to_questions_by_message"),
        ("sessions_app", "0012_email_as_the_nhs_spells_it"),
        ("sessions_app", "0013_concerns_with_keys_of_their_own"),
        ("sessions_app", "0014_concerns_stay_as_they_were_written"),
        ("sessions_app", "0015_consent_links_end_and_answers_are_matched"),
        ("sessions_app", "0016_supervision_signed_in_order"),
        ("sessions_app", "0017_booked_drafts_lead_to_their_group"),
        ("sessions_app", "0018_moves_have_an_order_of_their_own"),
        ("sessions_app", "0019_letters_that_went"),
        ("sessions_app", "0020_issued_letters_stay_as_they_are"),
        ("sessions_app", "0021_reviews_written_down"),
        ("sessions_app", "0022_duty_lists_and_times_to_answer"),
        ("sessions_app", "0023_letters_know_their_message"),
        ("sessions_app", "0024_work_about_them_without_them"),
        ("sessions_app", "0025_courses_end_for_a_reason"),
        ("sessions_app", "0026_answers_confirmed_despite_what_differs"),
        ("sessions_app", "0027_questions_are_answered"),
        ("sessions_app", "0028_programmes_are_edited"),
        ("sessions_app", "0029_nothing_counts_before_the_request"),
        ("sessions_app", "0030_courses_end_with_their_run"),
        ("sessions_app", "0031_waiting_lists_end"),
        ("sessions_app", "0032_waits_for_a_signature"),
        ("sessions_app", "0033_asked_what_happened"),
        ("sessions_app", "0034_words_for_a_plans_review"),
        ("sessions_app", "0035_who_says_that_they_were_told"),
        ("sessions_app", "0036_words_for_news"),
        ("sessions_app", "0037_partners_and_who_looks_after_someone"),
        ("sessions_app", "0038_words_for_what_changes_hands"),
        ("sessions_app", "0039_whether_a_parent_looks_after_someone"),
        ("sessions_app", "0040_word_for_the_wrong_person"),
    ]

    initial = True

    dependencies = [
        ("people", "0003_say_gillick_in_two_words"),
        ("places", "0004_early_finish_needs_its_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # Nothing here needs these; each of their steps takes many times longer once these tables are known.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("usersessions", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        Together(
            migrations.CreateModel(
                name="Concern",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="concerns",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "about",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True,
                            editable=True,
                            help_text="Who it is about, for somebody not on record.",
                            null=True,
                            ring="concern",
                        ),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="concerns", to="places.school"
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="concerns", to="places.team"
                        ),
                    ),
                    (
                        "raised_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="concerns_raised",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("raised_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("where", models.CharField(blank=True, help_text="The page it was raised from.", max_length=80)),
                    ("own_words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    ("action_taken", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    ("reason", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    ("is_immediate", models.BooleanField(default=False, help_text="Somebody may be in danger now.")),
                ],
                options={
                    "ordering": ["-raised_at"],
                    "indexes": [
                        models.Index(fields=["team", "raised_at"], name="sessions_ap_team_id_8bc2c6_idx"),
                        models.Index(fields=["school", "raised_at"], name="sessions_ap_school__553ace_idx"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("young_person__isnull", False), ("about__isnull", False), _connector="XOR"
                            ),
                            name="concern_about_somebody",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConcernDraft",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="concern_drafts",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="places.school",
                        ),
                    ),
                    ("where", models.CharField(blank=True, max_length=80)),
                    (
                        "about",
                        mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="concern"),
                    ),
                    (
                        "own_words",
                        mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="concern"),
                    ),
                    (
                        "action_taken",
                        mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="concern"),
                    ),
                    (
                        "reason",
                        mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True, ring="concern"),
                    ),
                    ("is_immediate", models.BooleanField(null=True)),
                    ("changed_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["-changed_at"],
                },
            ),
            migrations.CreateModel(
                name="ConcernEntry",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "concern",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="sessions_app.concern",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("note", "Added later"),
                                ("correction", "Correction"),
                                ("action", "Action taken"),
                                ("outcome", "Outcome"),
                                ("closed", "Closed"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, ring="concern")),
                    ("written_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["written_at", "created_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "closed")), fields=("concern",), name="concern_closed_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConcernStep",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "concern",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="sessions_app.concern"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("designated_safeguarding_lead", "Designated safeguarding lead"),
                                ("deputy", "Deputy designated safeguarding lead"),
                                ("duty_worker", "Duty worker of the team"),
                                ("manager", "Team manager"),
                            ],
                            max_length=32,
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="concern_steps",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("told_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("due_at", models.DateTimeField()),
                    ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "acknowledged_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["concern", "order"],
                    "indexes": [
                        models.Index(fields=["acknowledged_at", "due_at"], name="sessions_ap_acknowl_900fb6_idx"),
                        models.Index(
                            condition=models.Q(("acknowledged_at__isnull", True)),
                            fields=["user"],
                            name="concern_step_waits_for",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("concern", "order"), name="concern_step_order_once"),
                        models.UniqueConstraint(fields=("concern", "role"), name="concern_step_role_once"),
                        models.CheckConstraint(
                            condition=models.Q(("due_at__gte", models.F("told_at"))), name="concern_step_due_later"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                                models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="concern_step_acknowledged_by_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ContactPreference",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "young_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="contact_preferences",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="contact_preferences",
                            to="people.parentorguardian",
                        ),
                    ),
                    ("channel", models.CharField(choices=[("email", "Email"), ("text", "Text message")], max_length=8)),
                    ("address", models.CharField(max_length=254)),
                    ("reminders", models.BooleanField(default=False)),
                    ("letters", models.BooleanField(default=False)),
                    ("agreed_on", models.DateField(default=mhst.core.clock.today)),
                    ("ended_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_on__isnull", True), ("parent__isnull", True)),
                            fields=("young_person", "channel"),
                            name="contact_preference_once_a_channel",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_on__isnull", True), ("parent__isnull", False)),
                            fields=("parent", "channel"),
                            name="contact_preference_once_a_parents_channel",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DutyTurn",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="duty_turns", to="places.team"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="duty_turns",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_on", models.DateField()),
                ],
                options={
                    "ordering": ["starts_on", "created_at"],
                    "indexes": [models.Index(fields=["team", "starts_on"], name="duty_turn_of_team")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="duty_turn_ends_later"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="InstalledPack",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    ("instrument", models.CharField(max_length=40)),
                    (
                        "rater",
                        models.CharField(
                            choices=[
                                ("self", "The young person"),
                                ("parent", "A parent or guardian"),
                                ("teacher", "A teacher"),
                                ("practitioner", "The practitioner"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("language", models.CharField(default="en-GB", max_length=8)),
                    ("items", models.JSONField(help_text="The licensed wording, unchanged and in order.")),
                    ("notice", models.TextField(help_text="The copyright line that whoever fills it in must see.")),
                    ("licence_holder", models.CharField(max_length=160)),
                    ("evidence", models.CharField(help_text="Where the permission can be found.", max_length=300)),
                    (
                        "accepted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("accepted_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("withdrawn_at__isnull", True)),
                            fields=("instrument", "rater", "language"),
                            name="pack_one_at_a_time",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Programme",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    ("name", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("one_to_one", "1:1"),
                                ("group", "Group"),
                                ("parent_one_to_one", "Parent-led, 1:1"),
                                ("parent_group", "Parent group"),
                                ("workshop", "Workshop"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("summary", models.TextField(help_text="Two or three sentences a teacher can read out.")),
                    ("session_count", models.PositiveSmallIntegerField()),
                    ("session_minutes", models.PositiveSmallIntegerField(help_text="A multiple of five.")),
                    ("youngest", models.PositiveSmallIntegerField(help_text="Years of age.")),
                    ("oldest", models.PositiveSmallIntegerField(help_text="Years of age.")),
                    ("smallest_group", models.PositiveSmallIntegerField(default=1)),
                    ("largest_group", models.PositiveSmallIntegerField(default=1)),
                    ("facilitators", models.PositiveSmallIntegerField(default=1)),
                    ("skills", models.JSONField(blank=True, default=list, help_text="Codes every lead must have.")),
                    ("is_offered", models.BooleanField(default=True)),
                    (
                        "edition",
                        models.PositiveSmallIntegerField(
                            default=1, help_text="Of the plan that new runs are booked with."
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "ordering": ["name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("session_minutes__in", range(15, 185, 5))),
                            name="programme_minutes_by_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("session_count__range", (1, 20))), name="programme_has_sessions"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("youngest__lte", models.F("oldest"))), name="programme_ages_in_order"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("oldest__lte", 25), ("youngest__gte", 4)),
                            name="programme_ages_of_the_young",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("smallest_group__gte", 1), ("smallest_group__lte", models.F("largest_group"))
                            ),
                            name="programme_sizes_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("largest_group__lte", 40)), name="programme_fits_a_run"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["group", "parent_group", "workshop"]),
                                ("largest_group", 1),
                                _connector="OR",
                            ),
                            name="programme_one_to_one_is_for_one",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("facilitators__range", (1, 4))), name="programme_has_facilitators"
                        ),
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("name"),
                            condition=models.Q(("is_offered", True)),
                            name="programme_name_once_in_use",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlannedContent",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="contents",
                            to="sessions_app.programme",
                        ),
                    ),
                    ("edition", models.PositiveSmallIntegerField(default=1)),
                    ("number", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=120)),
                    (
                        "due",
                        models.CharField(
                            blank=True, help_text="Measures or tasks due at this session.", max_length=200
                        ),
                    ),
                ],
                options={
                    "ordering": ["programme", "edition", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("programme", "edition", "number"), name="planned_content_once"),
                        models.CheckConstraint(
                            condition=models.Q(("number__range", (1, 20))), name="planned_content_of_a_session"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RequestForSupport",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "asked_by",
                        models.CharField(
                            choices=[
                                ("school", "School staff"),
                                ("parent", "A parent or guardian"),
                                ("young_person", "The young person"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("is_enquiry", models.BooleanField(default=False)),
                    (
                        "owner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests_for_support",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("resume_hash", models.CharField(blank=True, max_length=64)),
                    ("step", models.CharField(blank=True, help_text="The page to go on with.", max_length=20)),
                    (
                        "school",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests_for_support",
                            to="places.school",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests_for_support",
                            to="people.youngperson",
                        ),
                    ),
                    ("given_name", models.CharField(blank=True, max_length=80)),
                    ("family_name", models.CharField(blank=True, max_length=80)),
                    ("preferred_name", models.CharField(blank=True, max_length=80)),
                    ("birth_date", models.DateField(blank=True, null=True)),
                    ("year_group", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("asker_name", models.CharField(blank=True, max_length=160)),
                    ("asker_relationship", models.CharField(blank=True, max_length=80)),
                    ("asker_email", models.EmailField(blank=True, max_length=254)),
                    ("asker_phone", models.CharField(blank=True, max_length=32)),
                    (
                        "young_person_knows",
                        models.BooleanField(help_text="Whether they know that somebody asks for them.", null=True),
                    ),
                    ("parent_knows", models.BooleanField(null=True)),
                    (
                        "is_urgent",
                        models.BooleanField(default=False, help_text="Whoever asks would like an answer soon."),
                    ),
                    (
                        "worry",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What is going on, as whoever asks sees it.", null=True
                        ),
                    ),
                    (
                        "tried",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What has been tried.", null=True
                        ),
                    ),
                    (
                        "own_words",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What the young person says themselves.", null=True
                        ),
                    ),
                    (
                        "already",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What else is already happening.", null=True
                        ),
                    ),
                    (
                        "hopes",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What would be better if this went well.", null=True
                        ),
                    ),
                    (
                        "helps_at_home",
                        models.CharField(
                            blank=True,
                            choices=[("Y", "Yes"), ("N", "No"), ("Z", "Not known")],
                            help_text="Whether the young person helps look after someone.",
                            max_length=1,
                        ),
                    ),
                    (
                        "parent_helps_at_home",
                        models.CharField(
                            blank=True,
                            choices=[("Y", "Yes"), ("N", "No"), ("Z", "Not known")],
                            help_text="Whether the parent or guardian who asks does.",
                            max_length=1,
                        ),
                    ),
                    (
                        "safe_contact",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="How and when contact is safe.", null=True
                        ),
                    ),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("changed_at", models.DateTimeField(auto_now=True)),
                ],
                options={
                    "verbose_name_plural": "requests for support",
                    "ordering": ["-created_at"],
                    "indexes": [models.Index(fields=["owner", "sent_at"], name="sessions_ap_owner_i_007b60_idx")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("resume_hash", ""), _negated=True),
                            fields=("resume_hash",),
                            name="request_resume_link_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("owner__isnull", False), models.Q(("resume_hash", ""), _negated=True), _connector="OR"
                            ),
                            name="request_belongs_to_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("sent_at__isnull", True), ("school__isnull", False), _connector="OR"),
                            name="request_sent_names_a_school",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Referral",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "request",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referral",
                            to="sessions_app.requestforsupport",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="places.school"
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="places.team"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("enquiry", "Enquiry"),
                                ("request_received", "Request received"),
                                ("awaiting_consent", "Awaiting consent"),
                                ("triage", "Triage"),
                                ("advice_only", "Advice only"),
                                ("not_accepted", "Not accepted"),
                                ("waiting", "Waiting"),
                                ("allocated", "Allocated"),
                                ("assessment", "Assessment"),
                                ("in_intervention", "In intervention"),
                                ("review", "Review"),
                                ("closed", "Closed"),
                                ("stepped_up", "Stepped up"),
                                ("paused", "Paused"),
                                ("transferred", "Transferred"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "paused_from",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("enquiry", "Enquiry"),
                                ("request_received", "Request received"),
                                ("awaiting_consent", "Awaiting consent"),
                                ("triage", "Triage"),
                                ("advice_only", "Advice only"),
                                ("not_accepted", "Not accepted"),
                                ("waiting", "Waiting"),
                                ("allocated", "Allocated"),
                                ("assessment", "Assessment"),
                                ("in_intervention", "In intervention"),
                                ("review", "Review"),
                                ("closed", "Closed"),
                                ("stepped_up", "Stepped up"),
                                ("paused", "Paused"),
                                ("transferred", "Transferred"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("received_on", models.DateField(help_text="The day the request was received: the clock's start.")),
                    ("state_since", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "is_urgent",
                        models.BooleanField(
                            default=False, help_text="A person asked for an answer soon, or decided so."
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            choices=[
                                ("B1", "The young person"),
                                ("B2", "A parent, guardian or relative"),
                                ("A1", "A GP"),
                                ("C1", "Children's social care"),
                                ("C2", "A school or college"),
                                ("F1", "A school nurse"),
                                ("Q1", "A drop-in"),
                                ("M6", "Another service"),
                            ],
                            max_length=2,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("05", "Worry or anxiety"),
                                ("04", "Low mood"),
                                ("06", "Repeated thoughts or habits"),
                                ("07", "A particular fear"),
                                ("11", "Something frightening that happened"),
                                ("12", "Eating"),
                                ("15", "Self-harm"),
                                ("16", "Behaviour"),
                                ("19", "Friends or family"),
                                ("24", "Neurodevelopment, not autism"),
                                ("25", "Autism, suspected"),
                                ("22", "Looking after oneself"),
                                ("23", "Living with a health condition"),
                            ],
                            max_length=2,
                        ),
                    ),
                    (
                        "pathway",
                        models.CharField(
                            blank=True, choices=[("one_to_one", "1:1"), ("group", "Group")], max_length=12
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="sessions_app.programme",
                        ),
                    ),
                    (
                        "practitioner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referrals",
                            to="people.practitioner",
                        ),
                    ),
                    ("first_contact_on", models.DateField(blank=True, null=True)),
                    (
                        "first_contact_indirect",
                        models.BooleanField(default=False, help_text="It was work about them, without them there."),
                    ),
                    ("baseline_on", models.DateField(blank=True, null=True)),
                    ("plan_on", models.DateField(blank=True, null=True)),
                    ("last_seen_on", models.DateField(blank=True, null=True)),
                    ("review_due_on", models.DateField(blank=True, null=True)),
                    ("follow_up_on", models.DateField(blank=True, null=True)),
                    ("closed_on", models.DateField(blank=True, null=True)),
                    (
                        "closed_because",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("02", "Support completed"),
                                ("03", "Moved away"),
                                ("04", "No further support needed here"),
                                ("05", "Was not brought"),
                                ("07", "They asked to stop"),
                                ("08", "Goes on elsewhere"),
                                ("09", "Did not want to be seen"),
                            ],
                            max_length=2,
                        ),
                    ),
                    (
                        "same_as",
                        models.ForeignKey(
                            blank=True,
                            help_text="The referral that a second request about the same young person was joined to.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="repeats",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "ordering": ["received_on", "created_at"],
                    "indexes": [
                        models.Index(fields=["team", "state", "received_on", "is_urgent"], name="referral_board"),
                        models.Index(
                            condition=models.Q(("follow_up_on__isnull", False)),
                            fields=["team", "follow_up_on"],
                            name="referral_follow_ups",
                        ),
                        models.Index(fields=["practitioner", "state"], name="sessions_ap_practit_71330f_idx"),
                        models.Index(fields=["school", "state"], name="sessions_ap_school__3496cc_idx"),
                        models.Index(fields=["young_person", "state"], name="sessions_ap_young_p_d89ea5_idx"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("young_person__isnull", False),
                                ("state__in", ["advice_only", "closed", "enquiry", "request_received"]),
                                _connector="OR",
                            ),
                            name="referral_matched_before_triage",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("state__in", ["allocated", "assessment", "in_intervention", "review"]),
                                    _negated=True,
                                ),
                                ("practitioner__isnull", False),
                                _connector="OR",
                            ),
                            name="referral_held_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state", "paused"), ("paused_from", ""), _connector="XOR"),
                            name="referral_paused_from_somewhere",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first_contact_on__isnull", False), ("first_contact_indirect", False), _connector="OR"
                            ),
                            name="referral_first_contact_of_a_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("first_contact_on__isnull", True),
                                    ("first_contact_on__gte", models.F("received_on")),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("baseline_on__isnull", True),
                                    ("baseline_on__gte", models.F("received_on")),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("plan_on__isnull", True),
                                    ("plan_on__gte", models.F("received_on")),
                                    _connector="OR",
                                ),
                            ),
                            name="referral_nothing_counts_before_it",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_on__isnull", False), ("state", "closed")),
                                models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    ("closed_because", ""),
                                    ("closed_on__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="referral_closed_on_a_day",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        "allocated",
                                        "assessment",
                                        "awaiting_consent",
                                        "in_intervention",
                                        "paused",
                                        "review",
                                        "triage",
                                        "waiting",
                                    ],
                                )
                            ),
                            fields=("young_person",),
                            name="referral_one_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Letter",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("advice", "Advice"),
                                ("more_information", "We need to know more"),
                                ("not_accepted", "Not accepted, and what could help"),
                                ("step_up", "Referral to specialist help"),
                                ("closing", "Closing letter"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "to",
                        models.CharField(
                            choices=[
                                ("young_person", "The young person"),
                                ("parent", "Parent or guardian"),
                                ("school", "School"),
                                ("specialist", "Specialist service"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("addressee", models.CharField(max_length=160)),
                    (
                        "state",
                        models.CharField(
                            choices=[("draft", "Draft"), ("issued", "Issued")], default="draft", max_length=8
                        ),
                    ),
                    ("body", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("previewed_at", models.DateTimeField(blank=True, null=True)),
                    ("issued_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "issued_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("issued_at__isnull", True), ("state", "draft")),
                                models.Q(
                                    ("issued_at__isnull", False), ("previewed_at__isnull", False), ("state", "issued")
                                ),
                                _connector="OR",
                            ),
                            name="letter_issued_after_a_look",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="IndirectActivity",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="indirect_activities",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("school", "A talk about them with their school"),
                                ("service", "A talk about them with another service"),
                                ("meeting", "A meeting about them"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("done_on", models.DateField(default=mhst.core.clock.today)),
                    ("minutes", models.PositiveSmallIntegerField()),
                    (
                        "what",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="With whom, and what was agreed."
                        ),
                    ),
                    (
                        "written_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("withdrawn_because", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                ],
                options={
                    "ordering": ["-done_on", "-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("minutes__range", (1, 480))), name="indirect_activity_took_time"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_because__isnull", False), _connector="XOR"
                            ),
                            name="indirect_activity_withdrawn_for_a_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandOver",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="hand_overs",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "from_practitioner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handed_over",
                            to="people.practitioner",
                        ),
                    ),
                    (
                        "to_practitioner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="taken_over",
                            to="people.practitioner",
                        ),
                    ),
                    ("at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "handed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("note", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    (
                        "told_on",
                        models.DateField(
                            blank=True, help_text="When the young person was told who comes next.", null=True
                        ),
                    ),
                    (
                        "told_by",
                        models.ForeignKey(
                            blank=True,
                            help_text="Who wrote down that they were told.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["-at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("told_by__isnull", True), ("told_on__isnull", False), _connector="OR"),
                            name="hand_over_told_on_a_day",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Goal",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goals",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("set_on", models.DateField(default=mhst.core.clock.today)),
                    ("dropped_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("referral", "number"), name="goal_number_once"),
                        models.CheckConstraint(condition=models.Q(("number__range", (1, 9))), name="goal_number_small"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsentLink",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consent_links",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consent_links",
                            to="people.parentorguardian",
                        ),
                    ),
                    ("token_hash", models.CharField(max_length=64, unique=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("expires_at", models.DateTimeField()),
                    ("opened_at", models.DateTimeField(blank=True, null=True)),
                    ("used_at", models.DateTimeField(blank=True, null=True)),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "not_theirs",
                        models.BooleanField(default=False, help_text="It was sent back: somebody else decides."),
                    ),
                    ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("created_at"))),
                            name="consent_link_expires_later",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Comparison",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="comparison",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "compared_with",
                        models.CharField(
                            choices=[
                                ("girls", "Girls of about the same age"),
                                ("boys", "Boys of about the same age"),
                                ("nobody", "Nobody: only with how it was before"),
                            ],
                            max_length=8,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="CarePlan",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="plans",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("agreed_on", models.DateField(default=mhst.core.clock.today)),
                    ("agreed_with_parent", models.BooleanField(default=False)),
                    (
                        "problem",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True,
                            editable=True,
                            help_text="What is difficult, in the young person's words.",
                            null=True,
                        ),
                    ),
                    ("plan", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "parent_helps_at_home",
                        models.CharField(
                            blank=True,
                            choices=[("Y", "Yes"), ("N", "No"), ("Z", "Not known")],
                            help_text="Whether a parent or guardian looks after someone.",
                            max_length=1,
                        ),
                    ),
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
                    "ordering": ["-agreed_on", "-created_at"],
                },
            ),
            migrations.CreateModel(
                name="ReferralMove",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="moves",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "from_state",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("enquiry", "Enquiry"),
                                ("request_received", "Request received"),
                                ("awaiting_consent", "Awaiting consent"),
                                ("triage", "Triage"),
                                ("advice_only", "Advice only"),
                                ("not_accepted", "Not accepted"),
                                ("waiting", "Waiting"),
                                ("allocated", "Allocated"),
                                ("assessment", "Assessment"),
                                ("in_intervention", "In intervention"),
                                ("review", "Review"),
                                ("closed", "Closed"),
                                ("stepped_up", "Stepped up"),
                                ("paused", "Paused"),
                                ("transferred", "Transferred"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "to_state",
                        models.CharField(
                            choices=[
                                ("enquiry", "Enquiry"),
                                ("request_received", "Request received"),
                                ("awaiting_consent", "Awaiting consent"),
                                ("triage", "Triage"),
                                ("advice_only", "Advice only"),
                                ("not_accepted", "Not accepted"),
                                ("waiting", "Waiting"),
                                ("allocated", "Allocated"),
                                ("assessment", "Assessment"),
                                ("in_intervention", "In intervention"),
                                ("review", "Review"),
                                ("closed", "Closed"),
                                ("stepped_up", "Stepped up"),
                                ("paused", "Paused"),
                                ("transferred", "Transferred"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "number",
                        models.PositiveIntegerField(
                            default=0, help_text="The referral's version then: orders what came at once."
                        ),
                    ),
                    (
                        "moved_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("why", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                ],
                options={
                    "ordering": ["at", "number"],
                    "indexes": [models.Index(fields=["referral", "at"], name="sessions_ap_referra_1d935f_idx")],
                },
            ),
            migrations.CreateModel(
                name="Review",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reviews",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("held_on", models.DateField(default=mhst.core.clock.today)),
                    ("with_parent", models.BooleanField(default=False)),
                    (
                        "said",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True,
                            editable=True,
                            help_text="What the young person says has changed, in their words.",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("continue", "Go on with the support"),
                                ("close", "Bring it to an end"),
                                ("step_up", "Step up to specialist help"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "why",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="Why this was decided, and what comes next."
                        ),
                    ),
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
                    "ordering": ["-held_on", "-created_at"],
                },
            ),
            migrations.CreateModel(
                name="Series",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="series",
                            to="sessions_app.programme",
                        ),
                    ),
                    (
                        "edition",
                        models.PositiveSmallIntegerField(
                            default=1, help_text="Of the programme's plan that it goes by."
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="series", to="places.team"
                        ),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="series", to="places.school"
                        ),
                    ),
                    (
                        "room",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="series",
                            to="places.room",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("confirmed", "Booked"),
                                ("paused", "Paused"),
                                ("cancelled", "Cancelled"),
                                ("completed", "Finished"),
                            ],
                            default="confirmed",
                            max_length=12,
                        ),
                    ),
                    ("year_groups", models.JSONField(default=list)),
                    ("capacity", models.PositiveSmallIntegerField()),
                    ("session_count", models.PositiveSmallIntegerField()),
                    ("first_on", models.DateField()),
                    ("start_minute", models.PositiveSmallIntegerField()),
                    ("end_minute", models.PositiveSmallIntegerField()),
                    (
                        "when_shut",
                        models.CharField(
                            choices=[
                                (
                                    "move",
                                    "Move it to another day of that week if everybody is free then, else leave the week out",
                                ),
                                ("leave_out", "Leave that week out"),
                            ],
                            default="move",
                            max_length=10,
                        ),
                    ),
                    (
                        "booked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="series_booked",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "cancel_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("practitioner_away", "Practitioner away"),
                                ("school_closed", "School closed"),
                                ("room_needed", "Room needed by the school"),
                                ("exams", "Exams"),
                                ("too_few", "Too few can come"),
                                ("asked_by_school", "The school asked"),
                                ("asked_by_family", "The young person or family asked"),
                                ("absent", "The young person is absent"),
                                ("other", "Another reason"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "verbose_name_plural": "series",
                    "ordering": ["-first_on", "school"],
                    "indexes": [
                        models.Index(fields=["school", "state"], name="sessions_ap_school__fbdee5_idx"),
                        models.Index(fields=["team", "state"], name="sessions_ap_team_id_8a2a8f_idx"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "end_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                (
                                    "start_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                ("start_minute__lt", models.F("end_minute")),
                            ),
                            name="series_in_order_by_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("capacity__range", (1, 40))), name="series_has_places"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                            name="series_cancelled_with_a_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Place",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "series",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="places", to="sessions_app.series"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="places",
                            to="people.youngperson",
                        ),
                    ),
                    ("taken_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["series", "number"],
                    "constraints": [
                        models.UniqueConstraint(fields=("series", "number"), name="place_number_once"),
                        models.UniqueConstraint(fields=("series", "young_person"), name="place_once_a_person"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("taken_at__isnull", True), ("young_person__isnull", True)),
                                models.Q(("taken_at__isnull", False), ("young_person__isnull", False)),
                                _connector="OR",
                            ),
                            name="place_taken_by_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Course",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="courses",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "series",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="courses",
                            to="sessions_app.series",
                        ),
                    ),
                    ("started_on", models.DateField(default=mhst.core.clock.today)),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    (
                        "ended_because",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("taken_out", "Taken out of the group"),
                                ("run_cancelled", "All its sessions were cancelled"),
                                ("referral_over", "The referral ended here"),
                            ],
                            max_length=16,
                        ),
                    ),
                ],
                options={
                    "ordering": ["started_on"],
                    "constraints": [models.UniqueConstraint(fields=("referral", "series"), name="course_once")],
                },
            ),
            migrations.CreateModel(
                name="BookingDraft",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="booking_drafts",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.school"
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="sessions_app.programme",
                        ),
                    ),
                    ("year_groups", models.JSONField(default=list)),
                    ("earliest_on", models.DateField(blank=True, null=True)),
                    (
                        "when_shut",
                        models.CharField(
                            choices=[
                                (
                                    "move",
                                    "Move it to another day of that week if everybody is free then, else leave the week out",
                                ),
                                ("leave_out", "Leave that week out"),
                            ],
                            default="move",
                            max_length=10,
                        ),
                    ),
                    (
                        "slot",
                        models.JSONField(
                            blank=True, help_text="The offer chosen: first date, minutes, room, staff.", null=True
                        ),
                    ),
                    (
                        "booked_as",
                        models.ForeignKey(
                            blank=True,
                            help_text="Kept for a day, empty, so that a second answer to the last step leads to the group.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="sessions_app.series",
                        ),
                    ),
                    ("changed_at", models.DateTimeField(auto_now=True)),
                    ("pupils", models.ManyToManyField(related_name="+", to="people.youngperson")),
                ],
                options={
                    "ordering": ["-changed_at"],
                },
            ),
            migrations.CreateModel(
                name="Supervision",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "practitioner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="supervisions",
                            to="people.practitioner",
                        ),
                    ),
                    (
                        "supervisor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="supervisions_given",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("case_management", "Case management"), ("clinical_skills", "Clinical skills")],
                            max_length=16,
                        ),
                    ),
                    ("held_on", models.DateField(default=mhst.core.clock.today)),
                    ("minutes", models.PositiveSmallIntegerField(default=0)),
                    ("learned", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    ("signed_by_supervisor_at", models.DateTimeField(blank=True, null=True)),
                    ("signed_by_practitioner_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["-held_on", "-created_at"],
                    "indexes": [
                        models.Index(fields=["practitioner", "kind", "held_on"], name="sessions_ap_practit_cd3957_idx")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("signed_by_practitioner_at__isnull", True),
                                ("signed_by_supervisor_at__isnull", False),
                                _connector="OR",
                            ),
                            name="supervision_signed_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("signed_by_supervisor_at__isnull", True), ("minutes__gt", 0), _connector="OR"
                            ),
                            name="supervision_signed_with_its_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SupervisionDecision",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "supervision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="decisions",
                            to="sessions_app.supervision",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="supervision_decisions",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("decision", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("done_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["due_on"],
                    "constraints": [
                        models.UniqueConstraint(fields=("supervision", "referral"), name="supervision_decision_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="TriageDecision",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="decisions",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("one_to_one", "Accept for 1:1"),
                                ("group", "Accept for a group"),
                                ("advice", "Advice to those who asked"),
                                ("more_information", "Ask for more information"),
                                ("not_accepted", "Not accepted, with what could help instead"),
                                ("step_up", "Step up to specialist help"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="sessions_app.programme",
                        ),
                    ),
                    (
                        "not_accepted_because",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("01", "The same request was made before"),
                                ("02", "Another service fits better"),
                                ("03", "Too little was told, and nobody answered"),
                            ],
                            max_length=2,
                        ),
                    ),
                    (
                        "why",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="The team's reasons; only the team reads them."
                        ),
                    ),
                    (
                        "advice",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What is said to those who asked.", null=True
                        ),
                    ),
                    (
                        "signposts",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="What could help instead, one a line.", null=True
                        ),
                    ),
                    ("decided_on", models.DateField(default=mhst.core.clock.today)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_with",
                        models.ManyToManyField(blank=True, related_name="triage_decisions", to="people.practitioner"),
                    ),
                ],
                options={
                    "ordering": ["-decided_on", "-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("outcome", "not_accepted"), ("not_accepted_because", ""), _connector="XOR"
                            ),
                            name="triage_not_accepted_for_a_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("outcome", "not_accepted"), _negated=True),
                                ("signposts__isnull", False),
                                _connector="OR",
                            ),
                            name="triage_not_accepted_says_what_could_help",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UnmatchedConsent",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "school",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="unmatched_consents",
                            to="places.school",
                        ),
                    ),
                    ("given_name", models.CharField(max_length=80)),
                    ("family_name", models.CharField(max_length=80)),
                    ("birth_date", models.DateField()),
                    ("parent_name", models.CharField(max_length=160)),
                    (
                        "relationship",
                        models.CharField(
                            choices=[
                                ("mother", "Mother"),
                                ("father", "Father"),
                                ("step_parent", "Step-parent"),
                                ("grandparent", "Grandparent"),
                                ("foster", "Foster parent"),
                                ("social_worker", "Social worker"),
                                ("other", "Other guardian"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("has_parental_responsibility", models.BooleanField()),
                    ("contact", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    (
                        "answer",
                        models.CharField(
                            choices=[("given", "Given"), ("refused", "Refused")],
                            help_text="To being seen.",
                            max_length=8,
                        ),
                    ),
                    (
                        "school_answer",
                        models.CharField(
                            choices=[("given", "Given"), ("refused", "Refused")],
                            help_text="To sharing with the school.",
                            max_length=8,
                        ),
                    ),
                    ("wording_version", models.CharField(max_length=20)),
                    ("arrived_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "young_person",
                        models.ForeignKey(
                            blank=True,
                            help_text="Whom a person found it to be.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "matched_to",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="matched_consents",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "confirmed_despite",
                        models.CharField(
                            blank=True,
                            help_text="What differed from the record when somebody confirmed who it is about.",
                            max_length=40,
                        ),
                    ),
                    ("set_aside_because", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "settled_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["arrived_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("set_aside_because__isnull", True),
                                    ("settled_at__isnull", True),
                                    ("young_person__isnull", True),
                                ),
                                models.Q(
                                    ("set_aside_because__isnull", True),
                                    ("settled_at__isnull", False),
                                    ("young_person__isnull", False),
                                ),
                                models.Q(
                                    ("set_aside_because__isnull", False),
                                    ("settled_at__isnull", False),
                                    ("young_person__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="unmatched_consent_settled_one_way",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Waiting",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "series",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="waiting",
                            to="sessions_app.series",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="waiting", to="people.youngperson"
                        ),
                    ),
                    ("position", models.PositiveIntegerField()),
                    ("joined_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "ordering": ["series", "position"],
                    "constraints": [
                        models.UniqueConstraint(fields=("series", "young_person"), name="waiting_once_a_person"),
                        models.UniqueConstraint(fields=("series", "position"), name="waiting_position_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnswerTimes",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "team",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE, related_name="answer_times", to="places.team"
                        ),
                    ),
                    ("lead", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("deputy", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("duty", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("manager", models.PositiveSmallIntegerField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("lead__isnull", True), ("lead__range", (5, 480)), _connector="OR"),
                            name="answer_times_lead_in_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("deputy__isnull", True), ("deputy__range", (5, 480)), _connector="OR"),
                            name="answer_times_deputy_in_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("duty__isnull", True), ("duty__range", (5, 480)), _connector="OR"),
                            name="answer_times_duty_in_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("manager__isnull", True), ("manager__range", (5, 480)), _connector="OR"
                            ),
                            name="answer_times_manager_in_a_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarFeed",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "practitioner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="feeds", to="people.practitioner"
                        ),
                    ),
                    ("token_hash", models.CharField(max_length=64, unique=True)),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ("last_read_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("revoked_at__isnull", True)),
                            fields=("practitioner",),
                            name="feed_one_alive",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SupportSession",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "series",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="sessions_app.series",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("date", models.DateField()),
                    ("start_minute", models.PositiveSmallIntegerField()),
                    ("end_minute", models.PositiveSmallIntegerField()),
                    (
                        "room",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="places.room",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "Planned"),
                                ("held", "Held"),
                                ("cancelled", "Cancelled"),
                                ("skipped", "Skipped"),
                            ],
                            default="planned",
                            max_length=10,
                        ),
                    ),
                    (
                        "cancel_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("practitioner_away", "Practitioner away"),
                                ("school_closed", "School closed"),
                                ("room_needed", "Room needed by the school"),
                                ("exams", "Exams"),
                                ("too_few", "Too few can come"),
                                ("asked_by_school", "The school asked"),
                                ("asked_by_family", "The young person or family asked"),
                                ("absent", "The young person is absent"),
                                ("other", "Another reason"),
                            ],
                            max_length=20,
                        ),
                    ),
                    (
                        "note",
                        models.CharField(
                            blank=True, help_text="Why this week is skipped, in words for the school.", max_length=160
                        ),
                    ),
                    (
                        "moved_from",
                        models.DateField(
                            blank=True,
                            help_text="The usual day, when that was shut and the run's rule chose this one.",
                            null=True,
                        ),
                    ),
                    (
                        "why_moved",
                        models.CharField(blank=True, help_text="Why the usual day was shut.", max_length=160),
                    ),
                    (
                        "version",
                        models.PositiveIntegerField(default=1, help_text="Counts changes; the feed's SEQUENCE."),
                    ),
                    ("changed_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "facilitators",
                        models.ManyToManyField(
                            related_name="sessions", through="sessions_app.Facilitation", to="people.practitioner"
                        ),
                    ),
                ],
                options={
                    "ordering": ["date", "start_minute"],
                    "indexes": [
                        models.Index(fields=["date", "state"], name="sessions_ap_date_524dc8_idx"),
                        models.Index(fields=["series", "date"], name="sessions_ap_series__fa8bd0_idx"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "end_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                (
                                    "start_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                ("start_minute__lt", models.F("end_minute")),
                            ),
                            name="session_in_order_by_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("number__isnull", True), ("state", "skipped")),
                                models.Q(models.Q(("state", "skipped"), _negated=True), ("number__isnull", False)),
                                _connector="OR",
                            ),
                            name="session_numbered_unless_skipped",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state", "cancelled"), ("cancel_reason", ""), _connector="XOR"),
                            name="session_cancelled_with_a_reason",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["planned", "held"])),
                            fields=("series", "number"),
                            name="session_number_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Allocation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("practitioner", "Practitioner"),
                                ("room_unit", "Room"),
                                ("young_person", "Young person"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("resource_id", models.UUIDField()),
                    (
                        "purpose",
                        models.CharField(
                            choices=[("session", "Session"), ("travel", "Travel and signing in")], max_length=8
                        ),
                    ),
                    ("date", models.DateField()),
                    ("start_minute", models.PositiveSmallIntegerField()),
                    ("end_minute", models.PositiveSmallIntegerField()),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="allocations",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "origin",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.school",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["kind", "resource_id", "date"], name="sessions_ap_kind_cc327f_idx")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "end_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                (
                                    "start_minute__in",
                                    (
                                        420,
                                        425,
                                        430,
                                        435,
                                        440,
                                        445,
                                        450,
                                        455,
                                        460,
                                        465,
                                        470,
                                        475,
                                        480,
                                        485,
                                        490,
                                        495,
                                        500,
                                        505,
                                        510,
                                        515,
                                        520,
                                        525,
                                        530,
                                        535,
                                        540,
                                        545,
                                        550,
                                        555,
                                        560,
                                        565,
                                        570,
                                        575,
                                        580,
                                        585,
                                        590,
                                        595,
                                        600,
                                        605,
                                        610,
                                        615,
                                        620,
                                        625,
                                        630,
                                        635,
                                        640,
                                        645,
                                        650,
                                        655,
                                        660,
                                        665,
                                        670,
                                        675,
                                        680,
                                        685,
                                        690,
                                        695,
                                        700,
                                        705,
                                        710,
                                        715,
                                        720,
                                        725,
                                        730,
                                        735,
                                        740,
                                        745,
                                        750,
                                        755,
                                        760,
                                        765,
                                        770,
                                        775,
                                        780,
                                        785,
                                        790,
                                        795,
                                        800,
                                        805,
                                        810,
                                        815,
                                        820,
                                        825,
                                        830,
                                        835,
                                        840,
                                        845,
                                        850,
                                        855,
                                        860,
                                        865,
                                        870,
                                        875,
                                        880,
                                        885,
                                        890,
                                        895,
                                        900,
                                        905,
                                        910,
                                        915,
                                        920,
                                        925,
                                        930,
                                        935,
                                        940,
                                        945,
                                        950,
                                        955,
                                        960,
                                        965,
                                        970,
                                        975,
                                        980,
                                        985,
                                        990,
                                        995,
                                        1000,
                                        1005,
                                        1010,
                                        1015,
                                        1020,
                                        1025,
                                        1030,
                                        1035,
                                        1040,
                                        1045,
                                        1050,
                                        1055,
                                        1060,
                                        1065,
                                        1070,
                                        1075,
                                        1080,
                                        1085,
                                        1090,
                                        1095,
                                        1100,
                                        1105,
                                        1110,
                                        1115,
                                        1120,
                                        1125,
                                        1130,
                                        1135,
                                        1140,
                                    ),
                                ),
                                ("start_minute__lt", models.F("end_minute")),
                            ),
                            name="allocation_in_order_by_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("purpose", "travel"), _negated=True),
                                ("kind", "practitioner"),
                                _connector="OR",
                            ),
                            name="allocation_only_practitioners_travel",
                        ),
                        models.UniqueConstraint(
                            fields=("session", "kind", "resource_id", "purpose"), name="allocation_once_a_session"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "code",
                        models.CharField(
                            choices=[
                                ("5", "Came on time"),
                                ("6", "Came late, was seen"),
                                ("7", "Came too late to be seen"),
                                ("3", "Was not brought, no word"),
                                ("2", "Cancelled by or for the young person"),
                                ("4", "Cancelled by us"),
                            ],
                            max_length=1,
                        ),
                    ),
                    (
                        "why_not_there",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("absent", "Absent from school"),
                                ("trip", "On a trip"),
                                ("exam", "In an exam"),
                                ("excluded", "Suspended or excluded"),
                                ("room_taken", "The room was taken"),
                                ("not_released", "Was not let out of the lesson"),
                                ("forgot", "Forgot"),
                                ("did_not_want", "Did not want to come"),
                                ("not_known", "Nobody knows"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "mechanism",
                        models.CharField(
                            choices=[
                                ("01", "Face to face"),
                                ("02", "Telephone"),
                                ("04", "Talk type, for somebody who cannot speak"),
                                ("05", "E-mail"),
                                ("09", "Text message"),
                                ("10", "Instant messages"),
                                ("11", "Video"),
                                ("13", "Chat room"),
                                ("98", "Other"),
                            ],
                            default="01",
                            max_length=2,
                        ),
                    ),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(
                            blank=True, help_text="With the young person alone.", null=True
                        ),
                    ),
                    ("with_parent", models.BooleanField(default=False)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(default=mhst.core.clock.now)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "young_person"), name="attendance_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="AttendanceChange",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "attendance",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="changes",
                            to="sessions_app.attendance",
                        ),
                    ),
                    (
                        "was_code",
                        models.CharField(
                            choices=[
                                ("5", "Came on time"),
                                ("6", "Came late, was seen"),
                                ("7", "Came too late to be seen"),
                                ("3", "Was not brought, no word"),
                                ("2", "Cancelled by or for the young person"),
                                ("4", "Cancelled by us"),
                            ],
                            max_length=1,
                        ),
                    ),
                    (
                        "was_why_not_there",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("absent", "Absent from school"),
                                ("trip", "On a trip"),
                                ("exam", "In an exam"),
                                ("excluded", "Suspended or excluded"),
                                ("room_taken", "The room was taken"),
                                ("not_released", "Was not let out of the lesson"),
                                ("forgot", "Forgot"),
                                ("did_not_want", "Did not want to come"),
                                ("not_known", "Nobody knows"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "was_mechanism",
                        models.CharField(
                            choices=[
                                ("01", "Face to face"),
                                ("02", "Telephone"),
                                ("04", "Talk type, for somebody who cannot speak"),
                                ("05", "E-mail"),
                                ("09", "Text message"),
                                ("10", "Instant messages"),
                                ("11", "Video"),
                                ("13", "Chat room"),
                                ("98", "Other"),
                            ],
                            max_length=2,
                        ),
                    ),
                    ("was_minutes", models.PositiveSmallIntegerField(null=True)),
                    ("was_with_parent", models.BooleanField()),
                    ("why", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("changed_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["changed_at"],
                },
            ),
            migrations.CreateModel(
                name="Facilitation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="facilitations",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "practitioner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="facilitations",
                            to="people.practitioner",
                        ),
                    ),
                    ("role", models.CharField(choices=[("lead", "Lead"), ("second", "Second")], max_length=8)),
                    ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["session", "role"],
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "practitioner"), name="facilitation_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at__isnull", True), ("role", "lead")),
                            fields=("session",),
                            name="facilitation_one_lead",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    ("key", models.CharField(max_length=160, unique=True)),
                    ("channel", models.CharField(choices=[("email", "Email"), ("text", "Text message")], max_length=8)),
                    (
                        "words",
                        models.CharField(
                            choices=[
                                ("appointment", "Appointment reminder"),
                                ("appointment_moved", "An appointment has moved"),
                                ("appointment_cancelled", "An appointment is cancelled"),
                                ("questions", "Some questions to answer on a phone"),
                                ("question", "A question for a parent or guardian"),
                                ("to_open", "A letter to open on a phone"),
                                ("school_letter", "A letter to a school, to read after signing in"),
                                ("notice", "Something changed in a colleague's timetable"),
                                ("to_read", "Answers that a colleague reads today"),
                                ("urgent", "Something urgent waits for a colleague's answer"),
                                ("to_sign", "Something written together waits for a colleague's signature"),
                                ("follow_up", "Asked what came of something, some weeks later"),
                                ("to_review", "What was agreed with others is to be looked at this term"),
                                ("news", "What a colleague began with others has moved on"),
                                ("partner_question", "Asks a partner organisation to answer by a link"),
                                ("partner_attendance", "Asks a partner organisation how it goes, by a link"),
                                ("partner_news", "A colleague's referral to a partner has news"),
                                (
                                    "handed_over",
                                    "What a colleague shares with others is with somebody else now, or with them",
                                ),
                                ("invited", "A colleague asks somebody into a talk, for a while"),
                            ],
                            max_length=40,
                        ),
                    ),
                    ("address", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    (
                        "details",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True,
                            editable=True,
                            help_text="JSON. Neutral: a date and a time, a link of our own.",
                            null=True,
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            blank=True,
                            help_text="Whose it is to mend.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="places.team",
                        ),
                    ),
                    (
                        "preference",
                        models.ForeignKey(
                            blank=True,
                            help_text="By what they agreed to. Without one it was asked for there and then.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="messages",
                            to="sessions_app.contactpreference",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="messages",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting"),
                                ("sending", "Being sent"),
                                ("sent", "Sent"),
                                ("failed", "Could not be sent"),
                                ("cancelled", "No longer wanted"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("not_before", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "not_after",
                        models.DateTimeField(blank=True, help_text="The moment from which it is of no use.", null=True),
                    ),
                    ("attempts", models.PositiveSmallIntegerField(default=0)),
                    ("claimed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "may_have_gone",
                        models.BooleanField(default=False, help_text="Sending began, and its end is not known."),
                    ),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("provider_id", models.CharField(blank=True, max_length=80)),
                    (
                        "problem",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("refused", "The address or the words were refused"),
                                ("busy", "The sending service had too much to do"),
                                ("unreachable", "The sending service did not answer"),
                                ("not_let_in", "The sending service did not accept our key"),
                                ("no_way", "No service that sends these is set up"),
                                ("cut_off", "Sending was cut off again and again"),
                                ("too_late", "It would have come too late"),
                                ("not_agreed", "They no longer agree to be written to"),
                                ("not_wanted", "What it was about has changed"),
                                ("given_up", "Somebody decided not to send it"),
                            ],
                            max_length=16,
                        ),
                    ),
                ],
                options={
                    "ordering": ["not_before", "created_at"],
                    "indexes": [models.Index(fields=["state", "not_before"], name="sessions_ap_state_bfdf4e_idx")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state", "sent"), ("sent_at__isnull", True), _connector="XOR"),
                            name="message_sent_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["sent", "cancelled"]), _negated=True),
                                ("address__isnull", True),
                                _connector="OR",
                            ),
                            name="message_done_with_knows_no_address",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Dispatch",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "letter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="dispatches",
                            to="sessions_app.letter",
                        ),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("link", "A link, by the way they agreed to"),
                                ("school_page", "On the school's page of the request"),
                                ("post", "Posted"),
                                ("hand", "Handed over"),
                                ("secure_email", "By secure email between services"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("to", models.CharField(help_text="Who has it now.", max_length=160)),
                    ("sent_on", models.DateField(default=mhst.core.clock.today)),
                    (
                        "sent_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "preference",
                        models.ForeignKey(
                            blank=True,
                            help_text="By what they agreed to.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="sessions_app.contactpreference",
                        ),
                    ),
                    (
                        "message",
                        models.OneToOneField(
                            blank=True,
                            help_text="What tells its reader of it.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="sessions_app.message",
                        ),
                    ),
                    ("token_hash", models.CharField(blank=True, max_length=64)),
                    ("expires_at", models.DateTimeField(blank=True, null=True)),
                    ("opened_at", models.DateTimeField(blank=True, null=True)),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    "verbose_name_plural": "dispatches",
                    "ordering": ["created_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("token_hash", ""), _negated=True),
                            fields=("token_hash",),
                            name="dispatch_link_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("expires_at__isnull", False),
                                    ("way", "link"),
                                    models.Q(("token_hash", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(("way", "link"), _negated=True),
                                    ("expires_at__isnull", True),
                                    ("token_hash", ""),
                                ),
                                _connector="OR",
                            ),
                            name="dispatch_link_has_its_secret",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OccupiedSlot",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "allocation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="slots",
                            to="sessions_app.allocation",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("practitioner", "Practitioner"),
                                ("room_unit", "Room"),
                                ("young_person", "Young person"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("resource_id", models.UUIDField()),
                    ("date", models.DateField()),
                    (
                        "slot",
                        models.PositiveSmallIntegerField(
                            help_text="Five-minute steps since midnight on the wall clock."
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("kind", "resource_id", "date", "slot"), name="one_place_at_a_time"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("slot__gte", 84), ("slot__lt", 228)),
                            name="occupied_slot_in_the_working_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SessionRecord",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="records",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "young_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="session_records",
                            to="people.youngperson",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="session_records",
                            to="sessions_app.referral",
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
                        "state",
                        models.CharField(
                            choices=[("draft", "Being written"), ("signed", "Signed")], default="draft", max_length=8
                        ),
                    ),
                    (
                        "done",
                        models.JSONField(
                            default=list, help_text="What of the programme's plan was done, by its words' number."
                        ),
                    ),
                    (
                        "gave_intervention",
                        models.BooleanField(default=False, help_text="A coded intervention was given."),
                    ),
                    ("note", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    (
                        "safety",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True,
                            editable=True,
                            help_text="What was asked and said about being safe, in words.",
                            null=True,
                        ),
                    ),
                    (
                        "safety_plan",
                        mhst.core.crypto.EncryptedTextField(
                            blank=True, editable=True, help_text="Who does what by when.", null=True
                        ),
                    ),
                    (
                        "safety_owner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.practitioner",
                        ),
                    ),
                    ("saved_at", models.DateTimeField(default=mhst.core.clock.now)),
                    ("signed_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "ordering": ["session__date", "session__start_minute"],
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "young_person"), name="session_record_once"),
                        models.CheckConstraint(
                            condition=models.Q(("state", "signed"), ("signed_at__isnull", True), _connector="XOR"),
                            name="session_record_signed_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("safety_plan__isnull", True),
                                ("state", "draft"),
                                ("safety_owner__isnull", False),
                                _connector="OR",
                            ),
                            name="session_record_plan_has_an_owner",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RecordAddition",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="additions",
                            to="sessions_app.sessionrecord",
                        ),
                    ),
                    ("words", mhst.core.crypto.EncryptedTextField(blank=True, editable=True)),
                    ("added_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "added_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["added_at"],
                },
            ),
            migrations.CreateModel(
                name="Notice",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "to",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("booked", "A group was booked"),
                                ("moved", "A session was moved"),
                                ("cancelled", "A session was cancelled"),
                                ("run_cancelled", "A group or course was cancelled"),
                                ("revived", "A session takes place after all"),
                                ("place_freed", "Somebody moved up from the waiting list"),
                                ("paused", "A group was paused"),
                                ("dates_changed", "A school's dates have changed"),
                                ("staff_away", "A practitioner is away or not free"),
                                ("room_changed", "A room is not lent then"),
                                ("handed_over", "Somebody else holds it from now on"),
                                ("taken_out", "Somebody was taken out of a group"),
                                ("list_ended", "A waiting list ended with its group"),
                                ("consent", "A question of consent was answered or changed"),
                                ("answered", "A question to the team was answered"),
                                ("wrong_person", "A request named the wrong young person"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "series",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to="sessions_app.series",
                        ),
                    ),
                    (
                        "referral",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to="sessions_app.referral",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    ("sentence", models.CharField(help_text="Names no young person.", max_length=300)),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["-created_at"],
                    "indexes": [models.Index(fields=["to", "read_at"], name="sessions_ap_to_id_bee466_idx")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("series__isnull", False), ("referral__isnull", False), _connector="XOR"
                            ),
                            name="notice_about_one_thing",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Measure",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "referral",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="measures",
                            to="sessions_app.referral",
                        ),
                    ),
                    ("instrument", models.CharField(max_length=40)),
                    (
                        "rater",
                        models.CharField(
                            choices=[
                                ("self", "The young person"),
                                ("parent", "A parent or guardian"),
                                ("teacher", "A teacher"),
                                ("practitioner", "The practitioner"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "occasion",
                        models.CharField(
                            choices=[
                                ("baseline", "At the start"),
                                ("session", "At a session"),
                                ("middle", "In the middle"),
                                ("end", "At the end"),
                                ("follow_up", "Afterwards"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="measures",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=mhst.core.clock.now)),
                    (
                        "asked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("due_on", models.DateField()),
                    ("token_hash", models.CharField(blank=True, max_length=64)),
                    ("expires_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "how",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("phone", "On their own phone"),
                                ("read_out", "Read out and answered together"),
                                ("scores", "Scores copied from paper"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("answers", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    ("scores", mhst.core.crypto.EncryptedTextField(blank=True, editable=True, null=True)),
                    ("filled_in_at", models.DateTimeField(blank=True, null=True)),
                    ("declined_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "to_read",
                        models.BooleanField(
                            default=False,
                            help_text="An answer is such that somebody reads it the same day. A call for eyes, not a score.",
                        ),
                    ),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "read_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["due_on", "created_at"],
                    "indexes": [
                        models.Index(fields=["referral", "instrument", "rater"], name="sessions_ap_referra_c70618_idx"),
                        models.Index(fields=["due_on"], name="sessions_ap_due_on_faba74_idx"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("token_hash", ""), _negated=True),
                            fields=("token_hash",),
                            name="measure_link_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("filled_in_at__isnull", True), ("how", ""), ("scores__isnull", True)),
                                models.Q(
                                    ("filled_in_at__isnull", False),
                                    ("scores__isnull", False),
                                    models.Q(("how", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="measure_filled_in_with_scores",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HeadCount",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "session",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="head_count",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(choices=[("01", "Health promotion"), ("03", "Therapeutic")], max_length=2),
                    ),
                    ("came", models.PositiveSmallIntegerField()),
                    ("minutes", models.PositiveSmallIntegerField()),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="GoalScore",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("created_at", models.DateTimeField(default=mhst.core.clock.now, editable=False)),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="sessions_app.goal"
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goal_scores",
                            to="sessions_app.supportsession",
                        ),
                    ),
                    ("scored_on", models.DateField(default=mhst.core.clock.today)),
                    ("score", models.PositiveSmallIntegerField()),
                ],
                options={
                    "ordering": ["scored_on", "created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("score__range", (0, 10))), name="goal_score_0_to_10"
                        ),
                        models.UniqueConstraint(fields=("goal", "session"), name="goal_score_once_a_session"),
                    ],
                },
            ),
        ),
        guards.CONCERNS.operation(),
        guards.CONCERN_ENTRIES.operation(),
        guards.nobody_closes_their_own(),
        guards.LETTERS.operation(),
    ]
