"""预防: teaching places with their bookings, activities with their tags, brands, loudspeakers with their scripts, clips.

A place, an activity and a loudspeaker are matters: when they began and ended follows from their facts. Here lies what lists
find and figures count; all words are sealed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.prevention.models.on_matter import OnMatter
from guitu.rules import activities, broadcasts, places


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
    reminded_on = models.DateField(null=True)
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
    programme_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(null=True)
    places = models.IntegerField(null=True)  # for how many people may sign up; none: nobody
    gate = models.TextField(db_default="", default="")  # the code that stands at the door on its day
    about = models.BinaryField()  # sealed: where, host event, leaders' names, pledge, works performed, materials, results

    class Meta:
        indexes = [models.Index(fields=["county_id", "held_on"], name="prevention_activity_of_day"), models.Index(fields=["programme_id"], name="prevention_activity_in")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=activities.KINDS, expected__gte=0), name="prevention_activity_kind"),
            models.CheckConstraint(condition=models.Q(leader__in=("", *activities.LEADERS)), name="prevention_activity_leader"),
        ]


class Photo(OnMatter):
    """A photograph of an activity, made anew, with the faces covered that somebody covered; shown once it is confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    added_on = models.DateField()
    shown_on = models.DateField(null=True)
    covers = models.IntegerField(db_default=0, default=0)
    data = models.BinaryField()  # sealed

    class Meta:
        indexes = [models.Index(fields=["matter_id"], name="prevention_photo_of")]


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


class Voice(models.Model):
    """The recording of a script, without what a telephone writes beside the sound."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the script's
    county_id = models.TextField(db_collation="C")
    media_type = models.TextField()
    seconds = models.IntegerField()
    data = models.BinaryField()  # sealed


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
