"""A draft holds what a place wants to change of the numbers it works with, until a second person puts it in force; a trial
says before that what it would change."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """The changes of one place over the pack it works with. One of a place is open at a time; what was put in force stays
    as it was, because the text in force was made from it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # a county or a town
    base = models.TextField()  # the shipped pack that it changes
    state = models.TextField(default="open")  # open | in_force | dropped
    numbers = models.JSONField(default=list)  # [{section, path, from_on, value, clause}]
    clauses = models.JSONField(default=dict)  # id: {title, article, summary, nature}
    examples = models.JSONField(default=list)  # [{title, given, then, until}]
    version = models.IntegerField(default=0)  # counts its changes: who saw an older one is told so
    post_id = models.UUIDField()  # which began it
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    digest = models.TextField(null=True)  # of the text that was put in force

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path"], name="one_open_draft", condition=Q(state="open")),
            models.CheckConstraint(condition=Q(state__in=("open", "in_force", "dropped")), name="draft_state"),
            models.CheckConstraint(condition=Q(state="in_force") ^ Q(digest__isnull=True), name="draft_in_force_has_text"),
        ]
        indexes = [models.Index(fields=["county_id", "digest"], name="draft_by_text", condition=Q(digest__isnull=False))]


class Trial(models.Model):
    """Other numbers tried on the real histories of a place: the text that is tried, over which months, and what came out.
    It writes nothing else. Kept as it was: of a draft that changed since, it is a trial of an older draft."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # a county or a town
    pack = models.TextField()  # the shipped pack that is tried; of a draft, the one under it
    draft_id = models.UUIDField(null=True)
    digest = models.TextField()  # of the text that would be put in force
    text = models.TextField()  # that is tried: the same, or with its changes from the first month on
    from_start = models.BooleanField(default=False)  # as if it had held from the first month on
    on_day = models.DateField()
    first_on = models.DateField()  # of the first month
    ahead_on = models.DateField()  # of this month
    until_on = models.DateField()
    people = models.IntegerField()  # so many were on file when it began
    state = models.TextField(default="running")  # running | done | stopped
    post_id = models.UUIDField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    months = ArrayField(models.IntegerField(), default=list)  # when done: visits, tests, reports by month; before, then after

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path"], name="one_running_trial", condition=Q(state="running")),
            models.CheckConstraint(condition=Q(state__in=("running", "done", "stopped")), name="trial_state"),
        ]
        indexes = [models.Index(fields=["county_id", "digest", "-asked_at"], name="trial_of_text")]


class TrialPart(models.Model):
    """A stretch of a trial's people in the order of their places: how far it is, and what was found on the way."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT)
    number = models.IntegerField()
    after_path = models.TextField(db_collation="C")  # the last that was done
    after_id = models.UUIDField()
    upto_path = models.TextField(db_collation="C")  # the last of the stretch
    upto_id = models.UUIDField()
    done = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    newly = models.IntegerField(default=0)
    released = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)  # whose facts cannot be read
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "trial", "number"], name="trial_part_once")]


class TrialLoad(models.Model):
    """The work of one post in one town by both packs: people in care, and what is asked for in the time ahead and by month."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT)
    post_id = models.UUIDField()  # all zeros: nobody's
    changed = models.IntegerField()
    care_before = models.IntegerField()
    care_after = models.IntegerField()
    limit_before = models.IntegerField()  # people in care counted on for one worker
    limit_after = models.IntegerField()
    ahead = ArrayField(models.IntegerField())  # visits, tests, reports of the time ahead; before, then after
    months = ArrayField(models.IntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "trial", "scope_path", "post_id"], name="trial_load_once"),
        ]


class TrialPerson(models.Model):
    """Somebody for whom other numbers would make something otherwise: what, with the reason by both packs."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()
    trial = models.ForeignKey(Trial, on_delete=models.PROTECT)
    law = models.TextField()  # newly | released | empty: what a counter of the law would do
    differences = models.BinaryField()  # sealed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "trial", "matter_id"], name="trial_person_once"),
            models.CheckConstraint(condition=Q(law__in=("", "newly", "released")), name="trial_person_law"),
        ]
        indexes = [
            models.Index(fields=["trial", "scope_path", "matter_id"], name="trial_people"),
            models.Index(fields=["matter_id"], name="trial_of_person"),
        ]
