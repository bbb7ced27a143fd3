"""无毒小单元: units, the households of a village's declaration, titles by day, batches, samples, targets."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.prevention.models.on_matter import OnMatter
from guitu.rules import unit_samples, units


class Unit(OnMatter):
    """A drug-free unit: a village, a school, or all households of a village together. What it is follows from its facts."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    type = models.TextField()
    name = models.TextField()  # of an office, a school, a place; never of a household
    number = models.TextField(default="")  # on the plaque
    naming_id = models.UUIDField(null=True)  # the batch in which it is published or was named last
    phase = models.TextField(default="")  # as the fold says: the declaration under way,
    level = models.TextField(default="")  # at which level it was declared,
    round = models.IntegerField(default=0)  # in which year,
    ends_on = models.DateField(null=True)  # when the last title is over,
    seen_on = models.DateField(null=True)  # when somebody from above last looked
    code = models.TextField()  # in the address under the square on the plaque; says nothing

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "type", "scope_path"], name="prevention_unit_of"),
            models.Index(fields=["code"], name="prevention_unit_by_code"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "type", "name"], name="prevention_unit_once"),
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_unit_code"),
            models.UniqueConstraint(fields=["county_id", "number"], condition=~models.Q(number=""), name="prevention_unit_number"),
        ]


class Household(OnMatter):
    """A household in a village's declaration: group, number, state. Without name and address; no file hangs on it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    round = models.IntegerField()
    group_path = models.TextField(db_collation="C")
    number = models.IntegerField()
    reason = models.TextField(default="")  # why it is not declared; empty: it is
    out_on = models.DateField(null=True)  # from this day it counts no more: a visit found otherwise
    words = models.BinaryField(null=True)  # sealed: the argument of an exception

    class Meta:
        indexes = [models.Index(fields=["county_id", "scope_path", "group_path", "number"], name="prevention_household_of")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "matter_id", "round", "group_path", "number"], name="prevention_household_once"),
        ]


class Title(OnMatter):
    """A stretch of days in which a title is in force, as the fold says: any past day is counted by these."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    type = models.TextField()
    round = models.IntegerField()
    naming_id = models.UUIDField()
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "type", "from_on"], name="prevention_title_of_type"), models.Index(fields=["matter_id"], name="prevention_title_of")]


class Naming(models.Model):
    """A batch: published together, then named together under one document."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    published_on = models.DateField()
    until_on = models.DateField()  # the last day of publicity
    named_on = models.DateField(null=True)
    by = models.TextField(default="")
    document = models.TextField(default="")  # the number of the paper that names them

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(by__in=("", *units.NAMED_BY)), name="prevention_naming_by")]


class Sample(models.Model):
    """The households of one approving town to be visited, drawn by a seed from a list that was frozen."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    round = models.IntegerField()
    seed = models.TextField()
    households = models.IntegerField()
    permille = models.IntegerField()
    lots = models.TextField()  # the declarations of villages that were frozen, by their ids
    drawn_on = models.DateField()


class Drawn(OnMatter):
    """A household that is to be visited, and what was found there."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    matter_id = models.UUIDField()
    sample_id = models.UUIDField()
    household_id = models.UUIDField()
    result = models.TextField(default="")
    visited_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sample_id"], name="prevention_drawn_of")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "sample_id", "household_id"], name="prevention_drawn_once"),
            models.CheckConstraint(condition=models.Q(result__in=("", *unit_samples.RESULTS)), name="prevention_drawn_result"),
        ]


class Target(models.Model):
    """How many units of a type a place is to reach in a year, and which post answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    type = models.TextField()
    year = models.IntegerField()
    number = models.IntegerField()
    whose = models.BinaryField(null=True)  # sealed: who answers for it

    class Meta:
        indexes = [models.Index(fields=["county_id", "type", "year", "scope_path"], name="prevention_target_of")]
