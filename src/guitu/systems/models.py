"""接口密钥: what another system comes in with, how often it came, and each of its calls."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class SystemKey(models.Model):
    """A key of one system: from which post of its own it acts, over which area, what it may do and read, until when.

    The secret is shown once and kept as a hash. Made by one natural person, granted by another.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the area it acts over
    post_id = models.UUIDField()  # its own: what it writes and looks at is written from there
    name = models.TextField()  # of the system
    body = models.TextField()  # that runs it
    role = models.TextField()  # whose rights it has a part of
    actions = ArrayField(models.TextField())
    classes = ArrayField(models.TextField())
    per_minute = models.IntegerField()
    per_day = models.IntegerField()
    expires_on = models.DateField()  # the first day on which it opens nothing
    made_at = models.DateTimeField()
    made_by = models.UUIDField()  # natural persons
    granted_by = models.UUIDField()
    digest = models.BinaryField(null=True)  # of the secret; None: not taken yet
    prefix = models.TextField(default="")  # the beginning of the secret, by which people name the key
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    why = models.BinaryField(null=True)  # sealed: why it was withdrawn

    class Meta:
        indexes = [
            models.Index(fields=["digest"], name="system_key_digest", condition=Q(digest__isnull=False)),
            models.Index(fields=["county_id", "-made_at"], name="system_key_made"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "post_id"], name="one_key_of_a_post"),
            models.CheckConstraint(condition=~Q(granted_by=F("made_by")), name="key_granted_by_another_person"),
            models.CheckConstraint(condition=Q(per_minute__gte=1, per_day__gte=1), name="key_rate"),
            models.CheckConstraint(
                condition=Q(digest__isnull=True, taken_at__isnull=True) | Q(digest__isnull=False, taken_at__isnull=False),
                name="key_taken",
            ),
        ]


class SystemMeter(models.Model):
    """How often a key came in this minute and on this day. Written by the database's own function alone."""

    key_id = models.UUIDField(primary_key=True)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    minute_at = models.DateTimeField()
    in_minute = models.IntegerField()
    day_on = models.DateField()
    in_day = models.IntegerField()
    last_at = models.DateTimeField()


class SystemCall(models.Model):
    """One call of a key: when, which door, how it was answered. Never what was sent or given."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    key_id = models.UUIDField()
    at = models.DateTimeField()
    method = models.TextField()
    door = models.TextField()  # by its name in the interface; empty: there is none such
    status = models.SmallIntegerField()
    number = models.TextField()  # of the answer

    class Meta:
        indexes = [models.Index(fields=["key_id", "-at"], name="system_call_of_key")]


class Subscription(models.Model):
    """What a key wants to be told of, and where; the address and what its letters are signed with lie sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    key = models.ForeignKey(SystemKey, on_delete=models.PROTECT)
    kinds = ArrayField(models.TextField())
    address = models.BinaryField()
    secret = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id"], name="subscription_open", condition=Q(ended_at__isnull=True))]


class Event(models.Model):
    """Something that happened, on its way to a subscriber: its kind and ids, nothing of whom. Written by the database with
    the line of the ledger that it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    subscription_id = models.UUIDField()
    kind = models.TextField()
    object_id = models.UUIDField()
    matter_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["county_id", "next_at"], name="event_waiting", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            )
        ]
