"""本人的门: the card by which somebody comes in to their own file, and each visit."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from guitu.rules.portal import WHOSE


class OfFile(models.Model):
    """What hangs on a person's file and lies where it lies."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()  # the person's file

    class Meta:
        abstract = True


class Card(OfFile):
    """A printed card. What its square holds is nowhere, the PIN only as a keyed hash bound to it."""

    whose = models.TextField()  # self | guardian
    token_hash = models.BinaryField()
    pin_hash = models.BinaryField()
    is_own_pin = models.BooleanField(default=False)  # chosen by the person; before that only the first page opens
    contact = models.BinaryField()  # sealed: where to, whom to ask for, which telephone; printed on the card too
    made_at = models.DateTimeField()
    made_post = models.UUIDField()
    made_person = models.UUIDField()
    until_on = models.DateField()  # the first day on which it opens nothing
    lost = models.IntegerField(default=0)  # wrong PINs since the last right one
    tries = models.IntegerField()
    idle_minutes = models.IntegerField()
    most_minutes = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    by_phone = models.BooleanField(default=False, db_default=False)  # a code to the mobile on file stands in for the card, not for the PIN
    code_hash = models.BinaryField(null=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["token_hash"], name="card_by_token"),  # a stranger names no county
            models.Index(fields=["matter_id"], name="card_of_file"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "token_hash"], name="card_token_once"),
            models.UniqueConstraint(
                fields=["county_id", "matter_id", "whose"], condition=Q(withdrawn_at__isnull=True), name="one_card_each"
            ),
            models.CheckConstraint(condition=Q(whose__in=WHOSE), name="card_whose"),
            models.CheckConstraint(condition=Q(tries__gt=0, idle_minutes__gt=0, most_minutes__gt=0), name="card_has_bounds"),
        ]


class Visit(OfFile):
    """Somebody came in with a card: from when, the last tap, until it was left."""

    card_id = models.UUIDField()
    secret_hash = models.BinaryField()  # of what the browser holds
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["secret_hash"], name="visit_by_secret"),
            models.Index(fields=["card_id", "-began_at"], name="visit_of_card"),
        ]
        constraints = [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="visit_secret_once")]


class SealedCard(models.Model):
    """What is left of a card when its file was sealed: it names nobody, and leads its owner to when that was and who has
    opened it since."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    file_id = models.UUIDField()  # of `matters_sealedfile`
    token_hash = models.BinaryField()
    pin_hash = models.BinaryField()
    lost = models.IntegerField(default=0)
    tries = models.IntegerField()
    idle_minutes = models.IntegerField()
    most_minutes = models.IntegerField()
    secret_hash = models.BinaryField(null=True)  # of the visit that is open
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["token_hash"], name="sealed_card_by_token"),
            models.Index(fields=["secret_hash"], name="sealed_card_by_secret", condition=Q(secret_hash__isnull=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["county_id", "file_id", "token_hash"], name="sealed_card_once")]
