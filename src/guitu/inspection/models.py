"""巡查: places on the register, the sealed records of visits, campaigns with their draws and deployments."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from guitu.inspection.stock.models import Stockbook  # noqa: F401  Django finds models here


def _clear() -> models.TextField[str, str]:
    return models.TextField(db_collation="C")


def _compartment() -> models.TextField[str, str]:
    return models.TextField(db_collation="C", db_default="venues", default="venues")


class Venue(models.Model):
    """A place. What is told of it lies sealed; how it is found again, as keyed hashes; the rest follows from its facts."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = _clear()
    scope_path = _clear()
    compartment = _compartment()
    kind = models.TextField()
    details = models.BinaryField()
    valid_until = models.DateField(null=True)
    licence_key = models.BinaryField(null=True)
    name_key = models.BinaryField()
    address_key = models.BinaryField(null=True)
    tokens = ArrayField(models.IntegerField())
    version = models.IntegerField(default=1)
    # Derived by settling:
    state = models.TextField(default="unchecked")
    checked_on = models.DateField(null=True)
    look_by = models.DateField(null=True)
    put_right_by = models.DateField(null=True)
    open_findings = models.IntegerField(default=0)
    raised = models.BooleanField(default=False)
    signed_year = models.IntegerField(null=True)
    unsigned_year = models.IntegerField(null=True)
    unsigned = models.TextField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "scope_path", "id"], name="venue_by_place"),
            models.Index(fields=["county_id", "licence_key"], name="venue_by_licence"),
            models.Index(fields=["county_id", "name_key"], name="venue_by_name"),
            models.Index(fields=["county_id", "address_key"], name="venue_by_address"),
            GinIndex(fields=["tokens"], name="venue_by_tokens"),
        ]


class Record(models.Model):
    """What was written down of one visit, word for word: the list as it was, answers, words, signatures. Never changed."""

    id = models.UUIDField(primary_key=True)  # the fact's
    county_id = _clear()
    scope_path = _clear()
    compartment = _compartment()
    matter_id = models.UUIDField()
    document = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["matter_id"], name="record_of_venue")]


class Campaign(models.Model):
    """行动: a name, its days, which kinds of place, how they were drawn."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    name = models.BinaryField()
    kinds = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField()
    way = models.TextField()
    quota = models.IntegerField(null=True)
    seed = models.TextField(default="")
    drawn_at = models.DateTimeField(null=True)


class Drawn(models.Model):
    """A place that a campaign goes to."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    compartment = _compartment()
    matter_id = models.UUIDField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "campaign", "matter_id"], name="venue_once_drawn")]
        indexes = [models.Index(fields=["matter_id"], name="drawn_venue")]


class Deployment(models.Model):
    """One human being out on one day of a campaign: the person-times that it counts."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    on_day = models.DateField()
    natural_person_id = models.UUIDField()
    force = models.TextField()  # the role

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "campaign", "on_day", "natural_person_id"], name="deployed_once_a_day")
        ]


class Photo(models.Model):
    """A photograph of a finding, made anew without place or camera, sealed; or of a reply that came through a link."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    compartment = _compartment()
    matter_id = models.UUIDField()
    finding = models.TextField()
    moment = models.TextField()
    digest = models.BinaryField()
    at = models.DateTimeField()
    post_id = models.UUIDField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "matter_id", "finding", "digest"], name="photo_once")]


class SelfRound(models.Model):
    """自查: a round in which places look at themselves, and the share of it that is drawn for a spot check."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    name = models.BinaryField()
    kinds = models.TextField()
    from_on = models.DateField()
    closes_on = models.DateField()  # the day after the last
    share = models.IntegerField()
    seed = models.TextField()
    drawn_at = models.DateTimeField(null=True)


class SelfCheck(models.Model):
    """A place in a round: the code of its own list, what it said, whether it was drawn."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    compartment = _compartment()
    matter_id = models.UUIDField()
    round = models.ForeignKey(SelfRound, on_delete=models.PROTECT)
    code = models.BinaryField()
    code_hash = models.BinaryField()
    list = models.TextField(default="", db_default="")
    answered_at = models.DateTimeField(null=True)
    wrong = models.IntegerField(null=True)
    answers = models.BinaryField(null=True)
    is_drawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["matter_id"], name="self_check_of_venue"),
            models.Index(fields=["code_hash"], name="self_check_by_code"),  # a stranger names no county
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "round", "matter_id"], name="self_check_once"),
            models.UniqueConstraint(fields=["county_id", "code_hash"], name="self_check_code_once"),
        ]


class Tip(models.Model):
    """A tip that somebody sent without a name. Who sent it is kept nowhere; the receipt number only as a digest."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    about = models.TextField()
    received_at = models.DateTimeField()
    secret_hash = models.BinaryField()
    words = models.BinaryField(null=True)  # sealed: what and where; gone when nothing was in it
    outcome = models.TextField(default="")
    decided_on = models.DateField(null=True)
    claimed_on = models.DateField(null=True)
    answer = models.BinaryField(null=True)  # sealed: what whoever has the receipt reads

    class Meta:
        indexes = [models.Index(fields=["secret_hash"], name="tip_by_receipt")]  # a stranger names no county
        constraints = [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="tip_once")]


class TipLook(models.Model):
    """What one human being thought of a tip before any name was open."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = _clear()
    scope_path = _clear()
    tip = models.ForeignKey(Tip, on_delete=models.PROTECT)
    natural_person_id = models.UUIDField()
    post_id = models.UUIDField()
    look = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "tip", "natural_person_id"], name="looked_once")]


class TipName(models.Model):
    """Whom a tip names: a row of its own, which the database shows to nobody until two human beings found it worth following."""

    id = models.UUIDField(primary_key=True)  # the tip's
    county_id = _clear()
    scope_path = _clear()
    name = models.BinaryField()
