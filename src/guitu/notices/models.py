"""消息: what a post is told; and the outbox of what leaves the house because of it, by which way to whom."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from guitu.rules.notices import FOR_ONE, WAYS

STATES = ("waiting", "sending", "sent", "given_up")


class Notice(models.Model):
    """One post is told one thing: a kind and a code, for no name has room in it. Read once, by whoever holds the post."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    from_post = models.UUIDField()  # whose command it came of; that post sees when it was read
    kind = models.TextField()
    code = models.TextField(default="")
    object_id = models.UUIDField(null=True)  # where it leads
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["post_id", "-made_at", "-id"], name="notice_of_post"),
            models.Index(fields=["post_id"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["from_post", "-made_at", "-id"], name="notice_from_post"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9A-Z]{0,8}$"), name="notice_has_no_words"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z_]{3,40}$"), name="notice_kind"),
        ]


class Channel(models.Model):
    """A way out of the house, as a place has it: a mail server, a group's robot, another system. Its secrets are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # a group's robot is told what concerns posts of this place
    way = models.TextField()
    config = models.BinaryField()
    kinds = ArrayField(models.TextField(), default=list)  # told to a group; empty for ways to one person
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "way"], name="channel_once"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="channel_way"),
        ]


class Setting(models.Model):
    """By which way an account wants to be told which kinds. An address counts from when its code came back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    account_id = models.UUIDField()
    way = models.TextField()
    address = models.BinaryField()  # sealed
    kinds = ArrayField(models.TextField(), default=list)
    verified_at = models.DateTimeField(null=True)
    code_hash = models.BinaryField(null=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "account_id", "way"], name="setting_once"),
            models.CheckConstraint(condition=Q(way__in=FOR_ONE), name="setting_way"),
        ]


class Delivery(models.Model):
    """One message on its way out: so many notices of one kind to one recipient within one window. Its id is the key by
    which a receiver knows it again."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    target_id = models.UUIDField()  # a setting or a channel
    way = models.TextField()
    kind = models.TextField()
    window_at = models.DateTimeField()
    n = models.IntegerField()
    secret = models.BinaryField(null=True)  # sealed: a code of an address; gone when it is sent
    state = models.TextField(default="waiting")
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)  # sent or given up
    trouble = models.TextField(default="")  # a code

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "next_at"], name="delivery_due", condition=Q(state__in=("waiting", "sending"))),
            models.Index(fields=["target_id", "claimed_at"], name="delivery_of_target"),
            models.Index(fields=["county_id", "-next_at"], name="delivery_given_up", condition=Q(state="given_up")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "target_id", "kind", "window_at"], name="digest_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="delivery_state"),
            models.CheckConstraint(condition=Q(way__in=WAYS, n__gt=0), name="delivery_bounds"),
        ]
