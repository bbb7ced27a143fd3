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


class Ending(models.Model):
    """A file that has ended: the first day of each state that follows. While the row is there, row security of every
    table compares its days with today; it goes when the file lies sealed."""

    matter_id = models.UUIDField(primary_key=True)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    restricted_on = models.DateField()  # a second person checked the exit
    archived_on = models.DateField(null=True)  # from then on only the county sees it; NULL: a hold stands before
    sealed_on = models.DateField(null=True)  # from then on nobody does
    checked_at = models.DateTimeField()
    checked_post = models.UUIDField()
    checked_person = models.UUIDField()
    confirmed_person = models.UUIDField(null=True)  # who recorded what the police confirmed; NULL: not a human being

    class Meta:
        indexes = [models.Index(fields=["county_id", "sealed_on"], name="ending_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(checked_person=models.F("confirmed_person")) | models.Q(confirmed_person__isnull=True),
                name="exit_checked_by_another",
            )
        ]


class SealedFile(models.Model):
    """A file after its seal: a number, its days, and nothing of the person. What is in it: `SealedBody`."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town
    checked_on = models.DateField()
    due_on = models.DateField()
    sealed_at = models.DateTimeField()
    destroy_on = models.DateField(null=True)  # NULL: a hold without an end stands
    destroyed_at = models.DateTimeField(null=True)
    found_by = models.BinaryField(null=True)  # keyed hash of the number under a key of its own: for who asks by law
    hold_days = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["county_id", "sealed_at"], name="sealed_in_month")]


class SealedBody(models.Model):
    """All rows of a file in one document, sealed under the file's own key. Read by `matters_open_sealed` alone."""

    file_id = models.UUIDField(primary_key=True)
    county_id = models.TextField(db_collation="C")
    data = models.BinaryField()


class Hold(models.Model):
    """暂缓: what keeps a file from the next state, sealed or not yet."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    subject_id = models.UUIDField()  # a matter before its seal, a sealed file after it
    why = models.TextField()  # a code
    words = models.BinaryField()  # sealed
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    post_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "subject_id"], condition=models.Q(until_on__isnull=True), name="one_hold_at_a_time"
            )
        ]


class Unsealing(models.Model):
    """开启: one post may read one sealed file until a day, by a document of the law, granted by a second person."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="unsealings")
    approval_id = models.UUIDField()
    post_id = models.UUIDField()
    ground = models.TextField()  # a code
    document = models.BinaryField()  # sealed: its number and who issued it
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "approval_id"], name="one_unsealing_per_approval")]


class SealedLook(models.Model):
    """A look at a sealed file, written by the function that gives what is in it. Kept for the person's own log."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="looks")
    unsealing = models.ForeignKey(Unsealing, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    post_id = models.UUIDField()
