"""评选: a round, the units that stand in it, who judges them, and each juror's vote with its reason."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Selection(models.Model):
    """A round of a year: until when jurors vote, whether it is decided, the code of its public page."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    title = models.TextField()
    opened_on = models.DateField()
    closes_on = models.DateField()  # the day after the last
    decided_on = models.DateField(null=True)
    code = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "code"], name="prevention_selection_of_code")]


class Candidate(models.Model):
    """A drug-free unit that stands in a round; once it is decided, how it went, and why."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    selection_id = models.UUIDField()
    unit_id = models.UUIDField()
    name = models.TextField()
    is_chosen = models.BooleanField(null=True)
    votes_for = models.IntegerField(null=True)
    votes = models.IntegerField(null=True)
    words = models.BinaryField(null=True)  # sealed: the reason that is published

    class Meta:
        indexes = [models.Index(fields=["selection_id"], name="prevention_candidate_in")]
        constraints = [models.UniqueConstraint(fields=["county_id", "selection_id", "unit_id"], name="prevention_candidate_once")]


class SelectionJuror(models.Model):
    """A post that judges the units of a round."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    selection_id = models.UUIDField()
    post_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    named_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "selection_id", "post_id"], name="prevention_selectionjuror_once")]


class Vote(models.Model):
    """What one juror says of one unit; or that he must not judge it, which he said himself."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    selection_id = models.UUIDField()
    candidate_id = models.UUIDField()
    post_id = models.UUIDField()
    is_conflict = models.BooleanField(default=False)
    is_for = models.BooleanField(null=True)
    at = models.DateTimeField()
    words = models.BinaryField()  # sealed: why

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "candidate_id", "post_id"], name="prevention_vote_once"),
            models.CheckConstraint(
                condition=models.Q(is_conflict=True, is_for__isnull=True) | models.Q(is_conflict=False, is_for__isnull=False), name="prevention_vote_whole"
            ),
        ]
