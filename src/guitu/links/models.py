"""链接: one matter opened to somebody without an account, for some hours; and each time that somebody knocked."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

OUTCOMES = (
    "opened", "answered", "unknown", "wrong_code", "locked", "used_up", "expired", "withdrawn", "spent", "maker_left", "over",
)


class Link(models.Model):
    """Its id is the post of the part that it has in the matter. The token is nowhere, the code only as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    kind = models.TextField()  # what is done with it, as a package declares
    token_hash = models.BinaryField()
    code_hash = models.BinaryField()  # keyed, and bound to the token
    shown = models.BinaryField()  # sealed: the words that whoever opens it reads
    to_whom = models.BinaryField()  # sealed
    made_at = models.DateTimeField()
    made_post = models.UUIDField()
    made_person = models.UUIDField()
    expires_at = models.DateTimeField()
    openings = models.IntegerField()
    tries = models.IntegerField()
    visit_minutes = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter_id"], name="link_of_matter"),
            models.Index(fields=["token_hash"], name="link_by_token"),  # a stranger names no county
            models.Index(fields=["made_post", "-made_at"], name="link_of_maker"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "token_hash"], name="link_token_once"),
            models.CheckConstraint(condition=Q(openings__gt=0, tries__gt=0, visit_minutes__gt=0), name="link_has_bounds"),
        ]


class Opening(models.Model):
    """One knock: opened, answered, or why not. Of a link that never was there is a line too, which nobody sees."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    link_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    outcome = models.TextField()
    secret_hash = models.BinaryField(null=True)  # of what the page that was opened holds, to answer with
    net = models.BinaryField()  # keyed hash of where it came from: the same or another

    class Meta:
        indexes = [
            models.Index(fields=["link_id", "at"], name="opening_of_link"),
            models.Index(fields=["secret_hash"], name="opening_by_secret", condition=Q(secret_hash__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="opening_outcome")]
