"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("abbreviation_en", sa.String(length=500), nullable=False),
        sa.Column("abbreviation_th", sa.String(length=500), nullable=False),
        sa.Column("unit_en", sa.String(length=500), nullable=False),
        sa.Column("unit_th", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_key")),
    )
    op.create_table(
        "calendar_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("organizer_tag", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("material_sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.DateTime(), nullable=False),
        sa.Column("issued_revision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("material_sequence <= sequence", name=op.f("ck_calendar_entry_material_is_issued")),
        sa.ForeignKeyConstraint(
            ["issued_revision_id"], ["revision.id"], name="fk_calendar_entry_issued_revision_id", use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entry")),
        sa.UniqueConstraint("organizer_tag", name=op.f("uq_calendar_entry_organizer_tag")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_entry_uid")),
    )
    op.create_table(
        "closure_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure_list")),
        sa.UniqueConstraint("key", name=op.f("uq_closure_list_key")),
    )
    op.create_table(
        "demonstration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("latest", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_demonstration_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstration")),
    )
    op.create_table(
        "mission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("key", name=op.f("uq_mission_key")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_subject_at", ["subject", "at"], unique=False)

    op.create_table(
        "closed_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closure_list_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["closure_list_id"], ["closure_list.id"], name=op.f("fk_closed_day_closure_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sa.UniqueConstraint("closure_list_id", "day", name=op.f("uq_closed_day_closure_list_id_day")),
    )
    op.create_table(
        "duty_station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("city_en", sa.String(length=500), nullable=False),
        sa.Column("city_th", sa.String(length=500), nullable=False),
        sa.Column("tzid", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closure_list_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("tzid <> ''", name=op.f("ck_duty_station_has_a_clock")),
        sa.ForeignKeyConstraint(["closure_list_id"], ["closure_list.id"], name=op.f("fk_duty_station_closure_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_station")),
        sa.UniqueConstraint("key", name=op.f("uq_duty_station_key")),
    )
    op.create_table(
        "mail_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "released",
                "discarded",
                name="batch_state",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_mail_batch_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_batch")),
    )
    with op.batch_alter_table("mail_batch", schema=None) as batch_op:
        batch_op.create_index(
            "uq_mail_batch_one_draft_per_entry",
            ["entry_id"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("position_en", sa.String(length=500), nullable=False),
        sa.Column("position_th", sa.String(length=500), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("phone", sa.String(length=500), nullable=False),
        sa.Column(
            "language",
            sa.Enum("th", "en", name="language", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column(
            "duty",
            sa.Enum(
                "none",
                "desk officer",
                "administrator",
                name="duty",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.CheckConstraint("name_en <> '' OR name_th <> ''", name=op.f("ck_person_has_a_name")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_person_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_person_fs_uniquifier")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("material_sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.DateTime(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_revision_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("entry_id", "stamp", name=op.f("uq_revision_entry_id_stamp")),
    )
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column(
            "actor_kind",
            sa.Enum(
                "person",
                "link",
                "operator",
                "job",
                "anonymous",
                name="actor_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("actor_label", sa.String(length=500), nullable=False),
        sa.Column("actor_person_id", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_person_id"], ["person.id"], name=op.f("fk_audit_row_actor_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    with op.batch_alter_table("audit_row", schema=None) as batch_op:
        batch_op.create_index("ix_audit_row_subject_kind_subject_id", ["subject_kind", "subject_id"], unique=False)

    op.create_table(
        "committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("symbol", sa.String(length=500), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("short_name_en", sa.String(length=500), nullable=False),
        sa.Column("short_name_th", sa.String(length=500), nullable=False),
        sa.Column("secretariat", sa.String(length=500), nullable=False),
        sa.Column("reports_to", sa.String(length=500), nullable=False),
        sa.Column("minimum_sessions", sa.Integer(), nullable=True),
        sa.Column("nominal_days", sa.Integer(), nullable=True),
        sa.Column("delegation_en", sa.String(length=500), nullable=False),
        sa.Column("delegation_th", sa.String(length=500), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coordinator_id"], ["agency.id"], name=op.f("fk_committee_coordinator_id")),
        sa.ForeignKeyConstraint(["home_id"], ["duty_station.id"], name=op.f("fk_committee_home_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
        sa.UniqueConstraint("key", name=op.f("uq_committee_key")),
    )
    op.create_table(
        "feed_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feed_subscription_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_subscription")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feed_subscription_token_hash")),
    )
    with op.batch_alter_table("feed_subscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_subscription_person_id"), ["person_id"], unique=False)

    op.create_table(
        "focal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_focal_point_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_focal_point_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_point")),
    )
    with op.batch_alter_table("focal_point", schema=None) as batch_op:
        batch_op.create_index("uq_focal_point_agency_id_person_id", ["agency_id", "person_id"], unique=True)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column(
            "participation",
            sa.Enum(
                "CHAIR",
                "REQ-PARTICIPANT",
                "OPT-PARTICIPANT",
                name="participation",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("told_revision_id", sa.Integer(), nullable=True),
        sa.Column(
            "told_method",
            sa.Enum("REQUEST", "CANCEL", name="told_method", native_enum=False, create_constraint=True, length=60),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invitation_agency_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_invitation_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["told_revision_id"], ["revision.id"], name=op.f("fk_invitation_told_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("entry_id", "person_id", name=op.f("uq_invitation_entry_id_person_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "mail_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "update",
                "cancellation",
                "sign_in",
                name="letter_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(kind = 'sign_in') = (revision_id IS NULL)", name=op.f("ck_mail_body_meeting_letters_have_a_revision")
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_mail_body_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_body")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=True),
        sa.Column("duty_station_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["duty_station_id"], ["duty_station.id"], name=op.f("fk_post_duty_station_id")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_post_mission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("reusable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("duty_station_id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["duty_station_id"], ["duty_station.id"], name=op.f("fk_venue_duty_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("key", name=op.f("uq_venue_key")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column(
            "partstat",
            sa.Enum(
                "NEEDS-ACTION",
                "ACCEPTED",
                "TENTATIVE",
                "DECLINED",
                "DELEGATED",
                name="partstat",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "link",
                "signed in",
                "calendar",
                "mail",
                "phone",
                "in person",
                name="answer_source",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("said_by", sa.String(length=500), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_answer_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_invitation_id_id", ["invitation_id", "id"], unique=False)

    op.create_table(
        "cabinet_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "requested", "approved", name="approval_status", native_enum=False, create_constraint=True, length=60
            ),
            nullable=False,
        ),
        sa.Column("reference_en", sa.String(length=500), nullable=False),
        sa.Column("reference_th", sa.String(length=500), nullable=False),
        sa.Column(
            "urgency",
            sa.Enum(
                "none",
                "urgent",
                "very urgent",
                "most urgent",
                name="urgency",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=False),
        sa.Column("open_category_en", sa.String(length=500), nullable=False),
        sa.Column("open_category_th", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "status <> 'approved' OR (decided_on IS NOT NULL AND decision <> '')",
            name=op.f("ck_cabinet_approval_approved_is_dated"),
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_cabinet_approval_committee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cabinet_approval")),
        sa.UniqueConstraint("committee_id", name=op.f("uq_cabinet_approval_committee_id")),
    )
    op.create_table(
        "committee_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "organizational",
                "regular",
                "concluding",
                "reconvened",
                "intersessional",
                "ceremony",
                name="session_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "exchange of views",
                "negotiation",
                "conclusion",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column(
            "modality",
            sa.Enum(
                "in person",
                "online",
                "hybrid",
                name="session_modality",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "provisional",
                "confirmed",
                "postponed",
                "suspended",
                "held",
                "cancelled",
                name="session_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("duty_station_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_committee_session_committee_id")),
        sa.ForeignKeyConstraint(
            ["duty_station_id"], ["duty_station.id"], name=op.f("fk_committee_session_duty_station_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["committee_session.id"], name=op.f("fk_committee_session_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_session")),
        sa.UniqueConstraint("committee_id", "key", name=op.f("uq_committee_session_committee_id_key")),
        sa.UniqueConstraint(
            "committee_id", "kind", "ordinal", name=op.f("uq_committee_session_committee_id_kind_ordinal")
        ),
    )
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("adopted", sa.Date(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("not_voting", sa.Integer(), nullable=True),
        sa.Column("own_vote", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_instrument_committee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("committee_id", "title", name=op.f("uq_instrument_committee_id_title")),
    )
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=False),
        sa.Column("text_th", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "due",
            sa.Enum(
                "before each session",
                "before the first session of the negotiation stage",
                name="obligation_due",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("open", "met", name="obligation_status", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "status <> 'met' OR (met_on IS NOT NULL AND evidence <> '')", name=op.f("ck_obligation_met_is_shown")
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_obligation_committee_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_obligation_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("committee_id", "position", name=op.f("uq_obligation_committee_id_position")),
    )
    op.create_table(
        "office_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "capacity",
            sa.Enum(
                "substantive",
                "acting",
                "chargé d'affaires a.i.",
                name="capacity",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_office_holder_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_office_holder_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_office_holder_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holder")),
        sa.UniqueConstraint("post_id", "person_id", "since", name=op.f("uq_office_holder_post_id_person_id_since")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("sign_in_link_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column(
            "language",
            sa.Enum("th", "en", name="mail_language", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column(
            "participation",
            sa.Enum(
                "CHAIR",
                "REQ-PARTICIPANT",
                "OPT-PARTICIPANT",
                name="mail_participation",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column(
            "partstat",
            sa.Enum(
                "NEEDS-ACTION",
                "ACCEPTED",
                "TENTATIVE",
                "DECLINED",
                "DELEGATED",
                name="mail_partstat",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("previous_revision_id", sa.Integer(), nullable=True),
        sa.Column(
            "previous_method",
            sa.Enum("REQUEST", "CANCEL", name="previous_method", native_enum=False, create_constraint=True, length=60),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "queued",
                "sending",
                "sent",
                "refused",
                "bounced",
                "dropped",
                name="mail_state",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("dated", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["mail_batch.id"], name=op.f("fk_outgoing_mail_batch_id")),
        sa.ForeignKeyConstraint(["body_id"], ["mail_body.id"], name=op.f("fk_outgoing_mail_body_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_outgoing_mail_invitation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outgoing_mail_person_id")),
        sa.ForeignKeyConstraint(
            ["previous_revision_id"], ["revision.id"], name=op.f("fk_outgoing_mail_previous_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_link_id"], ["sign_in_link.id"], name=op.f("fk_outgoing_mail_sign_in_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_mail_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_outgoing_mail_invitation_id_id", ["invitation_id", "id"], unique=False)
        batch_op.create_index("ix_outgoing_mail_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "approved_agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_approved_agency_agency_id")),
        sa.ForeignKeyConstraint(["approval_id"], ["cabinet_approval.id"], name=op.f("fk_approved_agency_approval_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_agency")),
        sa.UniqueConstraint("approval_id", "agency_id", name=op.f("uq_approved_agency_approval_id_agency_id")),
        sa.UniqueConstraint("approval_id", "position", name=op.f("uq_approved_agency_approval_id_position")),
    )
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes >= opens", name=op.f("ck_block_closes_after_it_opens")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_block_entry_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_block_session_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_block_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_block_entry_id")),
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("convener_id", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=True),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("tzid", sa.String(length=60), nullable=False),
        sa.Column(
            "modality",
            sa.Enum(
                "in person",
                "online",
                "hybrid",
                name="consultation_modality",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("letter_number", sa.String(length=500), nullable=False),
        sa.Column("letter_dated", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="consultation_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name=op.f("ck_consultation_hours_come_in_pairs")),
        sa.CheckConstraint("ends IS NULL OR ends > starts", name=op.f("ck_consultation_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_consultation_committee_id")),
        sa.ForeignKeyConstraint(["convener_id"], ["agency.id"], name=op.f("fk_consultation_convener_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_consultation_entry_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_consultation_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consultation_entry_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_consultation_form_key")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_delegation_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("session_id", name=op.f("uq_delegation_session_id")),
    )
    op.create_table(
        "head_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_head_override_has_a_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_head_override_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_head_override_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_override")),
        sa.UniqueConstraint("session_id", name=op.f("uq_head_override_session_id")),
    )
    op.create_table(
        "head_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("duty_station_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("source_en", sa.String(length=500), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["cabinet_approval.id"], name=op.f("fk_head_rule_approval_id")),
        sa.ForeignKeyConstraint(["duty_station_id"], ["duty_station.id"], name=op.f("fk_head_rule_duty_station_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_head_rule_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_rule")),
        sa.UniqueConstraint("approval_id", "duty_station_id", name=op.f("uq_head_rule_approval_id_duty_station_id")),
    )
    op.create_table(
        "legal_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("as_printed", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["cabinet_approval.id"], name=op.f("fk_legal_basis_approval_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_basis")),
        sa.UniqueConstraint("approval_id", "position", name=op.f("uq_legal_basis_approval_id_position")),
    )
    op.create_table(
        "session_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_session_revision_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_revision")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_session_revision_session_id_number")),
    )
    op.create_table(
        "delegate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "head",
                "deputy head",
                "representative",
                "alternate",
                "adviser",
                "secretary",
                name="delegate_role",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("open_reason", sa.String(length=500), nullable=False),
        sa.Column("open_approver", sa.String(length=500), nullable=False),
        sa.CheckConstraint("role <> 'head'", name=op.f("ck_delegate_head_is_derived")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delegate_agency_id")),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_delegate_delegation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delegate_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
        sa.UniqueConstraint("delegation_id", "person_id", name=op.f("uq_delegate_delegation_id_person_id")),
    )
    op.create_table(
        "invited_agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invited_agency_agency_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_invited_agency_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invited_agency")),
        sa.UniqueConstraint("consultation_id", "agency_id", name=op.f("uq_invited_agency_consultation_id_agency_id")),
    )
    if op.get_context().dialect.supports_alter:  # SQLite takes the circle of these two tables at once, others do not
        op.create_foreign_key(
            "fk_calendar_entry_issued_revision_id", "calendar_entry", "revision", ["issued_revision_id"], ["id"]
        )


def downgrade() -> None:
    if op.get_context().dialect.supports_alter:
        op.drop_constraint("fk_calendar_entry_issued_revision_id", "calendar_entry", type_="foreignkey")
    op.drop_table("invited_agency")
    op.drop_table("delegate")
    op.drop_table("session_revision")
    op.drop_table("legal_basis")
    op.drop_table("head_rule")
    op.drop_table("head_override")
    op.drop_table("delegation")
    op.drop_table("consultation")
    op.drop_table("block")
    op.drop_table("approved_agency")
    op.drop_table("outgoing_mail")
    op.drop_table("office_holder")
    op.drop_table("obligation")
    op.drop_table("instrument")
    op.drop_table("committee_session")
    op.drop_table("cabinet_approval")
    op.drop_table("answer")
    op.drop_table("venue")
    op.drop_table("sign_in_link")
    op.drop_table("post")
    op.drop_table("mail_body")
    op.drop_table("login_session")
    op.drop_table("invitation")
    op.drop_table("focal_point")
    op.drop_table("feed_subscription")
    op.drop_table("committee")
    op.drop_table("audit_row")
    op.drop_table("revision")
    op.drop_table("person")
    op.drop_table("mail_batch")
    op.drop_table("duty_station")
    op.drop_table("closed_day")
    op.drop_table("sign_in_attempt")
    op.drop_table("mission")
    op.drop_table("demonstration")
    op.drop_table("closure_list")
    op.drop_table("calendar_entry")
    op.drop_table("agency")
