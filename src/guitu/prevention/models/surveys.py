"""群众调查: the survey, its frame by town, sex and age, and the sample without names."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.rules import surveys


class Survey(models.Model):
    """A survey among the people of a county: its days, its sample, and since when its rates are published."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    from_on = models.DateField()
    until_on = models.DateField()
    size = models.IntegerField()
    seed = models.TextField(default="")
    drawn_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: title, pollster, what the frame rests on


class Stratum(models.Model):
    """One cell of the frame: so many people of a sex and an age in a town."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    survey_id = models.UUIDField()
    sex = models.TextField()
    age = models.TextField()
    people = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["survey_id"], name="prevention_stratum_of")]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=surveys.SEXES, age__in=surveys.AGES, people__gte=0), name="prevention_stratum_cell"),
        ]


class Sampled(models.Model):
    """A place in the sample by its number: no name, no telephone. What became of it, and the answers."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    survey_id = models.UUIDField()
    number = models.IntegerField()
    sex = models.TextField()
    age = models.TextField()
    position = models.IntegerField()  # on the list of its cell, which stays with who has it
    way = models.TextField(default="")
    outcome = models.TextField(default="")
    right = models.IntegerField(null=True)
    satisfied = models.IntegerField(null=True)
    took_part = models.BooleanField(null=True)
    link_hash = models.BinaryField(null=True)  # of the link by which this number answers for itself

    class Meta:
        indexes = [models.Index(fields=["link_hash"], name="prevention_sampled_link")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "survey_id", "number"], name="prevention_sampled_number"),
            models.CheckConstraint(condition=models.Q(outcome__in=("", *surveys.DISPOSITIONS)), name="prevention_sampled_outcome"),
        ]
