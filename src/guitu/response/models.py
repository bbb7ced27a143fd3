"""呼应: a call, and who has duty at a unit. Where a call stands follows from its facts; a roster's lines are never rewritten."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Call(models.Model):
    """One call: of which kind, about whom, what was known when it was raised."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # where it is: who answers follows from it
    compartment = models.TextField(db_collation="C", db_default="calls", default="calls")
    template = models.TextField()
    person_id = models.UUIDField(null=True)  # on file; else whom it is about stands in the words
    raised_at = models.DateTimeField()
    whom = models.BinaryField(null=True)  # sealed
    spot = models.BinaryField(null=True)  # sealed: the place in words
    known = models.BinaryField()  # sealed: what is known

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "raised_at"], name="call_of_person"),
            models.Index(fields=["county_id", "scope_path", "raised_at"], name="call_in_area"),
        ]


class Switch(models.Model):
    """A rule is on or off from a moment on, and why. What was said last holds."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    rule = models.TextField()
    is_on = models.BooleanField()
    said_at = models.DateTimeField()
    said_post = models.UUIDField()
    words = models.BinaryField()  # sealed

    class Meta:
        indexes = [models.Index(fields=["county_id", "rule", "said_at"], name="switch_of_rule")]


class Match(models.Model):
    """A rule held once: which signals it used up, and the call that came of it, the one they came to, or the reason on file."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    rule = models.TextField()
    last_signal = models.TextField()
    signals = ArrayField(models.TextField())
    matched_at = models.DateTimeField()
    call_id = models.UUIDField(null=True)
    came_to = models.TextField()
    cause = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "rule", "matched_at"], name="rule_match_at")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "rule", "last_signal"], name="rule_match_once"),
            models.CheckConstraint(condition=models.Q(came_to__in=("new", "live", "explained")), name="rule_match_came_to"),
        ]


class Outside(models.Model):
    """The number by which another system calls an event."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="calls", default="calls")
    matter_id = models.UUIDField()
    number = models.TextField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "number"], name="outside_number")]
        indexes = [models.Index(fields=["matter_id"], name="outside_of_event")]


class Drill(models.Model):
    """A silent drill: all units with a roster are asked at one moment, apart from real calls."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    started_at = models.DateTimeField()
    started_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "started_at"], name="drill_of_county")]


class Drilled(models.Model):
    """One post in a drill, for one unit: whether it had duty, and when it acknowledged. Nobody there: no post."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    drill = models.ForeignKey(Drill, on_delete=models.PROTECT)
    unit = models.TextField()
    place = models.TextField()  # the code of its area on that day
    post_id = models.UUIDField(null=True)
    is_first = models.BooleanField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "drill", "unit", "place", "post_id"], name="drilled_once", nulls_distinct=False)]
        indexes = [models.Index(fields=["county_id", "unit", "place"], name="drilled_unit"), models.Index(fields=["post_id"], name="drilled_post")]


class Heard(models.Model):
    """A post answered, to a call or to a drill, or sent a code back: its channel works on that day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    heard_at = models.DateTimeField()
    what = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "post_id", "heard_at"], name="heard_of_post")]
        constraints = [models.CheckConstraint(condition=models.Q(what__in=("call", "drill", "code")), name="heard_what")]


class Statement(models.Model):
    """五个不发生: of an area and a month, one of the five: it did not happen, or it did; who looked, how. Taken back by a later line."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")
    month = models.DateField()
    item = models.TextField()
    result = models.TextField()
    looked_on = models.DateField()
    how = ArrayField(models.TextField())
    takes_back = models.UUIDField(null=True)
    said_at = models.DateTimeField()
    said_post = models.UUIDField()
    said_person = models.UUIDField()
    words = models.BinaryField(null=True)  # sealed

    class Meta:
        indexes = [models.Index(fields=["county_id", "path", "month"], name="statement_of_area")]
        constraints = [
            models.CheckConstraint(condition=models.Q(result__in=("kept", "broken", "taken_back")), name="statement_result"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="statement_of_month"),
        ]


class Layer(models.Model):
    """Posts of a unit that take turns, from a day on, on days of one sort. A later line of the same sort takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # of the unit
    unit = models.TextField()
    days = models.TextField()
    posts = ArrayField(models.UUIDField())
    turn_days = models.IntegerField()
    from_on = models.DateField()
    hands_over = models.IntegerField()  # minutes after midnight
    said_at = models.DateTimeField()
    said_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "unit", "path"], name="layer_of_unit")]
        constraints = [
            models.CheckConstraint(condition=models.Q(days__in=("workday", "day_off", "every")), name="layer_days"),
            models.CheckConstraint(condition=models.Q(turn_days__gte=1, turn_days__lte=31), name="layer_turn"),
        ]


class Cover(models.Model):
    """One post instead of whoever has the turn: a swap, a stand-in, or taken over. What was said last holds."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # of the unit
    unit = models.TextField()
    post_id = models.UUIDField()
    kind = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    said_at = models.DateTimeField()
    said_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "unit", "path", "until_at"], name="cover_of_unit")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=("swap", "stand_in", "taken_over")), name="cover_kind"),
            models.CheckConstraint(condition=models.Q(until_at__gt=models.F("from_at")), name="cover_ends"),
        ]
