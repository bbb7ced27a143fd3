"""作品, 证书 and 表扬: works apart from their authors, marks, numbered certificates, honours."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.rules import broadcasts, honours, works


class Collection(models.Model):
    """A collection of works: what is asked for, from when until when, and whether its prizes are decided."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    title = models.TextField()
    categories = models.TextField()  # codes, apart by spaces
    opens_on = models.DateField()
    closes_on = models.DateField()
    decided_on = models.DateField(null=True)


class Work(models.Model):
    """A work sent in, as a juror may see it: no author, no school's name, no unit."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    number = models.IntegerField()
    category = models.TextField()
    school_id = models.UUIDField(null=True)
    taken_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    prize = models.TextField(default="")
    words = models.BinaryField()  # sealed: its title

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "collection_id", "number"], name="prevention_work_number"),
            models.CheckConstraint(condition=models.Q(category__in=works.CATEGORIES, prize__in=("", *works.PRIZES)), name="prevention_work_category"),
        ]


class Author(models.Model):
    """Who made a work; no juror of its collection sees the row until prizes are decided."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the work's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    is_minor = models.BooleanField()
    has_consent = models.BooleanField()
    words = models.BinaryField()  # sealed: name, class, unit, teacher


class Picture(models.Model):
    """The picture of a work, made anew without what a camera writes into it."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the work's
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    media_type = models.TextField()
    data = models.BinaryField()  # sealed


class Juror(models.Model):
    """A post that judges the works of a collection."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    post_id = models.UUIDField()
    path = models.TextField(db_collation="C")
    school_id = models.UUIDField(null=True)
    named_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "collection_id", "post_id"], name="prevention_juror_once")]


class Mark(models.Model):
    """A juror's marks of a work; or that he must not judge it, which he said himself."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    collection_id = models.UUIDField()
    work_id = models.UUIDField()
    post_id = models.UUIDField()
    is_conflict = models.BooleanField(default=False)
    theme = models.IntegerField(null=True)
    idea = models.IntegerField(null=True)
    expression = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "work_id", "post_id"], name="prevention_mark_once"),
            models.CheckConstraint(
                condition=models.Q(is_conflict=True, theme__isnull=True) | models.Q(is_conflict=False, theme__isnull=False, idea__isnull=False, expression__isnull=False),
                name="prevention_mark_whole",
            ),
        ]


class Certificate(models.Model):
    """A numbered certificate with the code of its public page. Another issue is another row."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    kind = models.TextField()
    about_id = models.UUIDField()  # the work's, or the honour's
    year = models.IntegerField()
    number = models.IntegerField()
    code = models.TextField()
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    is_named = models.BooleanField()  # whether its public page says the holder
    words = models.BinaryField()  # sealed: holder, what for, by whom; the reason of a withdrawal

    class Meta:
        indexes = [models.Index(fields=["code"], name="prevention_certificate_code")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "kind", "year", "number"], name="prevention_certificate_no"),
            models.UniqueConstraint(fields=["county_id", "code"], name="prevention_certificate_of"),
        ]


class Honour(models.Model):
    """An honour that the county gives, or that a unit of it received: from whom, since when, and when it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    kind = models.TextField()
    level = models.TextField()  # of whoever gives it
    year = models.IntegerField()
    nominated_on = models.DateField(null=True)  # none: received
    nominated_person = models.UUIDField(null=True)
    publicised_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    granted_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # of a term
    revoked_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: holder, deeds, who gives it, why it was taken back

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=honours.KINDS, level__in=broadcasts.LEVELS), name="prevention_honour_kind")]
