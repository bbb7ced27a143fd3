"""待办: the one worklist. Derived: settle writes it, nobody edits it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Left

_OPEN = models.Q(state="open")
# A day fixed by a notice, other than the last day: what counts is the one, then the other.
_MOVES = models.Q(planned_on__gt=models.F("opens_on")) & ~models.Q(planned_on=models.F("due_on"))
_PLAIN = models.Q(state="open") & ~_MOVES
_FIXED = models.Q(state="open") & _MOVES


class Duty(models.Model):
    """One thing due on one matter, with its reason. Whose it is, lists read from the matter."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    town_path = models.GeneratedField(
        expression=Left("scope_path", 9), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    compartment = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    post_id = models.UUIDField(null=True)  # who is to do it
    key = models.TextField()
    kind = models.TextField()
    state = models.TextField()  # open | done | waived | missed
    opens_on = models.DateField()
    planned_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)  # of what is due within minutes; `due_on` is its day
    done_by = models.UUIDField(null=True)
    done_on = models.DateField(null=True)
    measure_id = models.UUIDField(null=True)
    place = models.TextField()  # 青云社区
    reasons = models.JSONField(default=list)  # [[code, values, clause], …]
    policy = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "matter_id", "key"], name="duty_key")]
        indexes = [
            models.Index(fields=["county_id", "matter_id", "due_on"], name="duty_due_of_person", condition=_OPEN),
            models.Index(fields=["post_id", "due_on"], name="duty_of_post", condition=_OPEN),
            models.Index(fields=["county_id", "scope_path", "due_on"], name="duty_in_area", condition=_OPEN),
            models.Index(fields=["county_id", "due_at"], name="duty_in_minutes", condition=_OPEN & models.Q(due_at__isnull=False)),
            # The first of each kind in a county, in a town: a list of thirty sorts no more than it shows.
            models.Index(fields=["county_id", "kind", "due_on", "id"], name="duty_of_kind", condition=_PLAIN),
            models.Index(fields=["town_path", "kind", "due_on", "id"], name="duty_in_town", condition=_PLAIN),
            models.Index(fields=["county_id", "kind", "planned_on", "due_on", "id"], name="duty_fixed", condition=_FIXED),
            models.Index(fields=["town_path", "kind", "planned_on", "due_on", "id"], name="duty_fixed_in_town", condition=_FIXED),
        ]


class Postponement(models.Model):
    """暂不: until when a post is not to be reminded of a duty. Derived from what was said last; hides it for that post
    and for nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    post_id = models.UUIDField()
    key = models.TextField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id", "post_id", "key"], name="put_off_once")
        ]
        indexes = [models.Index(fields=["post_id", "until_on"], name="put_off_by")]


class DutyCell(models.Model):
    """How many open duties of a kind stand on a day, or in a month, of a county or a town, for whoever asks on
    `from_on` or later (ADR 0026). Written by the database alone; the application may only read."""

    # the kind before the span: a list asks for some kinds, and other contexts' rows are passed by
    pk = models.CompositePrimaryKey("county_id", "path", "kind", "compartment", "span", "begins_on", "from_on")
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # a county or a town, nothing below
    compartment = models.TextField(db_collation="C")
    span = models.TextField()  # month | day
    begins_on = models.DateField()
    kind = models.TextField()
    from_on = models.DateField()  # -infinity: always
    n = models.IntegerField()


class DutyChange(models.Model):
    """A duty that opened, or is open no more, and is not in the cells yet: who counts adds both."""

    pk = models.CompositePrimaryKey("county_id", "town_path", "id")
    county_id = models.TextField(db_collation="C")
    town_path = models.TextField(db_collation="C")
    id = models.UUIDField(default=uuid4)
    compartment = models.TextField(db_collation="C")
    kind = models.TextField()
    opens_on = models.DateField()
    planned_on = models.DateField()
    due_on = models.DateField()
    n = models.IntegerField()  # 1 or -1
