"""Matters (事项) are whatever the house keeps a file on; parts say which post takes which part in one."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.kit.actor import COMPARTMENTS


class Matter(models.Model):
    """One file: a person's, a call's, a venue's. What hangs on it has its id, and a person's row has it too."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # who is responsible; everything that hangs on it follows by key
    kind = models.TextField()
    compartment = models.TextField(db_collation="C")
    label = models.BinaryField()  # what lists call it, masked and encrypted: see `labels.py`
    # Where it stands, as settling derives it; of people nothing, lists read `casework_current`, which others see too.
    state = models.TextField(null=True)
    since_on = models.DateField(null=True)
    next_state = models.TextField(null=True)  # already known to follow
    next_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # What the keys of all that hangs on a matter refer to.
            models.UniqueConstraint(fields=["id", "scope_path", "compartment"], name="matter_place"),
            models.CheckConstraint(condition=models.Q(compartment__in=COMPARTMENTS), name="matter_compartment"),
        ]


_OPEN = models.Q(until_on__isnull=True)


class Part(models.Model):
    """Which post has which part in a matter, since when. One that reaches beyond the post's area ends by itself."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C")
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="parts", db_index=False, db_constraint=False
    )  # the key with the place and the compartment is written in SQL
    post_id = models.UUIDField()
    part = models.TextField(default="responsible")  # responsible | village | grid | police | medical | counsellor
    from_on = models.DateField()
    until_on = models.DateField(null=True)  # since when it is over; NULL: nobody has ended it
    beyond = models.BooleanField(default=False, db_default=False)  # reaches where the post's area does not
    expires_on = models.DateField(null=True)  # the first day on which a part beyond is no more
    classes = models.TextField(default="", db_default="")  # of a part beyond: the classes of fields shown, no others
    purpose = models.TextField(default="", db_default="")  # a code
    given_by = models.UUIDField(null=True)  # the post that gave it; NULL: before this was kept

    class Meta:
        indexes = [
            models.Index(  # row security asks it in every query: which matters are mine
                fields=["post_id", "matter"],
                include=["scope_path", "compartment", "beyond", "expires_on", "until_on"],
                name="part_of_post",
                condition=_OPEN,
            ),
            models.Index(
                fields=["compartment", "scope_path"],
                include=["post_id", "part"],
                name="part_in_area",
                condition=_OPEN,
            ),
            models.Index(fields=["matter"], name="part_of_matter"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "matter", "part"],
                condition=_OPEN & models.Q(beyond=False),
                name="one_post_per_part",
            ),
            models.UniqueConstraint(
                fields=["county_id", "matter", "post_id"],
                condition=_OPEN & models.Q(beyond=True),
                name="invited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(beyond=False) | models.Q(expires_on__isnull=False), name="beyond_ends"
            ),
        ]
