"""预防: teaching places with their bookings, activities with their tags, brands, loudspeakers with their scripts, clips.

A place, an activity and a loudspeaker are matters: when they began and ended follows from their facts. Here lies what lists
find and figures count; all words are sealed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.prevention import survey_models, unit_models  # noqa: F401  Django finds all models of a package here
from guitu.prevention.on_matter import OnMatter
from guitu.rules import activities, broadcasts, honours, places, quizzes, schools, works


class Place(OnMatter):
    """A teaching place, by its public name."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    kind = models.TextField()
    name = models.TextField()  # on the door: found and sorted by
    zones = models.IntegerField()
    opened_on = models.DateField()
    about = models.BinaryField()  # sealed: hours, keeper, where, the names of the zones

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=places.KINDS), name="prevention_place_kind"),
        ]


class Booking(OnMatter):
    """A group that comes to a place: put down for a slot, or come without a word. A class is one, with its heads."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    day_on = models.DateField()
    slot = models.TextField()  # empty: it came without a booking
    visitors = models.TextField()
    headcount = models.IntegerField()
    state = models.TextField()
    asked_at = models.DateTimeField()
    came = models.IntegerField(null=True)
    basis = models.TextField(null=True)
    who = models.BinaryField(null=True)  # sealed: the unit, never a person
    phone = models.BinaryField(null=True)  # sealed: of who booked without an account, until some days after the day
    secret_hash = models.BinaryField(null=True)  # of the link by which that one cancels

    class Meta:
        indexes = [models.Index(fields=["matter_id", "day_on", "slot"], name="prevention_booking_of_slot")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=("confirmed", "waiting", "cancelled", "came")), name="prevention_booking_state"),
            models.CheckConstraint(
                condition=models.Q(state="came", came__gte=1, basis__in=activities.BASES)
                | (~models.Q(state="came") & models.Q(came__isnull=True, basis__isnull=True)),
                name="prevention_booking_came",
            ),
            models.CheckConstraint(condition=models.Q(visitors__in=places.VISITORS, headcount__gte=1), name="prevention_booking_heads"),
        ]


class Activity(OnMatter):
    """An activity: what it is, when, and how many came by what that rests on. A stall of a fair names the fair."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    kind = models.TextField()
    held_on = models.DateField()
    expected = models.IntegerField()
    counted = models.IntegerField(null=True)
    signed = models.IntegerField(null=True)
    estimated = models.IntegerField(null=True)
    leader = models.TextField(default="")  # the highest level that came
    cost = models.BigIntegerField(null=True)  # fen
    parent_id = models.UUIDField(null=True)
    brand_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(null=True)
    about = models.BinaryField()  # sealed: where, host event, leaders' names, pledge, works performed, materials, results

    class Meta:
        indexes = [models.Index(fields=["county_id", "held_on"], name="prevention_activity_of_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=activities.KINDS, expected__gte=0), name="prevention_activity_kind"),
            models.CheckConstraint(condition=models.Q(leader__in=("", *activities.LEADERS)), name="prevention_activity_leader"),
        ]


class Tag(OnMatter):
    """One of the words an activity is found by: which of six, form, topic, key group, organiser, level of a leader."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    family = models.TextField()
    code = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "matter_id", "family", "code"], name="prevention_tag_once")]


class Brand(models.Model):
    """A brand of prevention (红鸟阿福) and the town that has it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    name = models.TextField()
    since_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "name"], name="prevention_brand_name")]


class Loudspeaker(OnMatter):
    """The loudspeaker of a village; one each, until two villages become one."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    since_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "scope_path"], name="prevention_loudspeaker_of")]


class Script(models.Model):
    """What is read out, by its number in the county."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    number = models.IntegerField()
    language = models.TextField()
    minutes = models.IntegerField()
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: title and text

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "number"], name="prevention_script_number"),
            models.CheckConstraint(condition=models.Q(language__in=broadcasts.LANGUAGES), name="prevention_script_language"),
        ]


class Clip(models.Model):
    """What the press, radio or television said of the work: an output, never a score."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    day_on = models.DateField()
    level = models.TextField()
    taken_back_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: outlet, title, where it is found

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(level__in=broadcasts.LEVELS), name="prevention_clip_level")]


class School(models.Model):
    """A school of the county with its pupils; the teacher's post sees his own school and no other."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    name = models.TextField()
    level = models.TextField()
    pupils = models.IntegerField()
    post_id = models.UUIDField(null=True)  # the teacher's
    since_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "name"], name="prevention_school_name"),
            models.CheckConstraint(condition=models.Q(level__in=schools.LEVELS, pupils__gte=1), name="prevention_school_level"),
        ]


class Deed(models.Model):
    """One thing that a school did of 五个一 and 6·27, on a day; of a lesson its hours."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    school_id = models.UUIDField()
    item = models.TextField()
    day_on = models.DateField()
    hours = models.IntegerField()
    taken_back_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["school_id", "day_on"], name="prevention_deed_of_school")]
        constraints = [models.CheckConstraint(condition=models.Q(item__in=schools.ITEMS, hours__gte=0), name="prevention_deed_item")]


class Contest(models.Model):
    """A school's line of the national contest of one year, from the platform's sheet."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    school_id = models.UUIDField()
    year = models.IntegerField()
    pupils = models.IntegerField()
    took_part = models.IntegerField()
    passed = models.IntegerField()
    excellent = models.IntegerField()
    perfect = models.IntegerField()
    mean = models.IntegerField(null=True)  # hundredths
    taken_back_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "school_id", "year"], name="prevention_contest_once")]


class Quiz(models.Model):
    """A quiz that anybody may sit by its code, or only the classes that a school put down. Its day after the last is exclusive."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    title = models.TextField()
    level = models.TextField()
    audience = models.TextField()
    questions = models.IntegerField()
    minutes = models.IntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    code = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_quiz_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_quiz_of_code"),
            models.CheckConstraint(condition=models.Q(level__in=quizzes.LEVELS, audience__in=quizzes.AUDIENCES), name="prevention_quiz_level"),
        ]


class QuizClass(models.Model):
    """A class that sits a quiz by a code of its own; its pupils are seats, without names."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    quiz_id = models.UUIDField()
    school_id = models.UUIDField()
    name = models.TextField()
    pupils = models.IntegerField()
    code = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_quizclass_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_quizclass_of_code"),
            models.UniqueConstraint(fields=["county_id", "quiz_id", "school_id", "name"], name="prevention_quizclass_name"),
        ]


class Sitting(models.Model):
    """One go at a quiz: the questions drawn with the order of their options, from when until when. Nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    quiz_id = models.UUIDField()
    class_id = models.UUIDField(null=True)
    seat = models.IntegerField(null=True)
    secret_hash = models.BinaryField()
    drawn = models.TextField()  # codes of the questions, each with the order of its options
    asked = models.IntegerField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["secret_hash"], name="prevention_sitting_secret"), models.Index(fields=["quiz_id"], name="prevention_sitting_of_quiz")]
        constraints = [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="prevention_sitting_once")]


class Reply(models.Model):
    """The answer to one question of a sitting: the option as the bank numbers it, 0 is right."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    sitting_id = models.UUIDField()
    place = models.IntegerField()
    question = models.TextField()
    choice = models.IntegerField()
    turn = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "sitting_id", "place"], name="prevention_reply_once")]


class Collection(models.Model):
    """A collection of works: what is asked for, from when until when, and whether its prizes are decided."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    title = models.TextField()
    categories = models.TextField()  # codes, apart by spaces
    opens_on = models.DateField()
    closes_on = models.DateField()
    decided_on = models.DateField(null=True)


class Work(models.Model):
    """A work sent in, as a juror may see it: no author, no school's name, no unit."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    number = models.IntegerField()
    category = models.TextField()
    school_id = models.UUIDField(null=True)
    taken_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    prize = models.TextField(default="")
    words = models.BinaryField()  # sealed: its title

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "collection_id", "number"], name="prevention_work_number"),
            models.CheckConstraint(condition=models.Q(category__in=works.CATEGORIES, prize__in=("", *works.PRIZES)), name="prevention_work_category"),
        ]


class Author(models.Model):
    """Who made a work; no juror of its collection sees the row until prizes are decided."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the work's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    is_minor = models.BooleanField()
    has_consent = models.BooleanField()
    words = models.BinaryField()  # sealed: name, class, unit, teacher


class Picture(models.Model):
    """The picture of a work, made anew without what a camera writes into it."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the work's
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    media_type = models.TextField()
    data = models.BinaryField()  # sealed


class Juror(models.Model):
    """A post that judges the works of a collection."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    post_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    school_id = models.UUIDField(null=True)
    named_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "collection_id", "post_id"], name="prevention_juror_once")]


class Mark(models.Model):
    """A juror's marks of a work; or that he must not judge it, which he said himself."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    work_id = models.UUIDField()
    post_id = models.UUIDField()
    is_conflict = models.BooleanField(default=False)
    theme = models.IntegerField(null=True)
    idea = models.IntegerField(null=True)
    expression = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "work_id", "post_id"], name="prevention_mark_once"),
            models.CheckConstraint(
                condition=models.Q(is_conflict=True, theme__isnull=True) | models.Q(is_conflict=False, theme__isnull=False, idea__isnull=False, expression__isnull=False),
                name="prevention_mark_whole",
            ),
        ]


class Certificate(models.Model):
    """A numbered certificate with the code of its public page. Another issue is another row."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    kind = models.TextField()
    about_id = models.UUIDField()  # the work's, or the honour's
    year = models.IntegerField()
    number = models.IntegerField()
    code = models.TextField()
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    is_named = models.BooleanField()  # whether its public page says the holder
    words = models.BinaryField()  # sealed: holder, what for, by whom; the reason of a withdrawal

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_certificate_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "kind", "year", "number"], name="prevention_certificate_no"),
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_certificate_of"),
        ]


class Honour(models.Model):
    """An honour that the county gives, or that a unit of it received: from whom, since when, and when it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    kind = models.TextField()
    level = models.TextField()  # of whoever gives it
    year = models.IntegerField()
    nominated_on = models.DateField(null=True)  # none: received
    nominated_person = models.UUIDField(null=True)
    publicised_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    granted_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # of a term
    revoked_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: holder, deeds, who gives it, why it was taken back

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=honours.KINDS, level__in=broadcasts.LEVELS), name="prevention_honour_kind")]
