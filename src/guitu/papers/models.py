"""Papers as issued, the templates they were printed from, the files of a matter, and prints of many at once."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Template(models.Model):
    """The words and the layout that papers were issued with: kept, so that one prints again as it was."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    kind = models.TextField()
    digest = models.TextField()
    origin = models.TextField()  # pack | office
    title = models.TextField()
    body = models.TextField()
    layout = models.TextField(default="")  # of the PDF
    word = models.BinaryField(null=True)  # the office's own Word template, encrypted: whatever somebody left in it
    post_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    used_from = models.DateTimeField(null=True)  # the office's own: since when it is printed from
    used_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "kind", "digest"], name="template_version"),
            models.UniqueConstraint(
                fields=["county_id", "kind"],
                condition=models.Q(used_from__isnull=False, used_until__isnull=True),
                name="one_template_in_use",
            ),
        ]


class Series(models.Model):
    """The last number that a body gave to a kind of paper in a year. Its row is locked while one is drawn."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    body_id = models.UUIDField()
    kind = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "body_id", "kind", "year"], name="series_of_body")
        ]


class OfMatter(models.Model):
    """What hangs on a matter and lies where it lies."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    matter_id = models.UUIDField()
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Paper(OfMatter):
    """One paper as issued: its number, its values, what became of it. Its state is read from its days."""

    kind = models.TextField()
    about = models.TextField(default="")  # the measure, the fact or the duty it was issued for
    template = models.ForeignKey(Template, on_delete=models.PROTECT, db_index=False)
    body_id = models.UUIDField()
    post_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    year = models.IntegerField()
    number = models.IntegerField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    values = models.BinaryField()  # encrypted: every field as printed
    digest = models.TextField(default="")  # of the PDF; empty where only Word is printed
    word_digest = models.TextField(default="")  # of the Word file, once it was made
    served_on = models.DateField(null=True)
    served_how = models.TextField(default="")
    served_words = models.BinaryField(null=True)
    replaced_by = models.UUIDField(null=True)
    ended_on = models.DateField(null=True)  # replaced or withdrawn on
    ended_why = models.TextField(default="")
    ended_words = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["matter_id", "-issued_at"], name="paper_of_matter")]
        constraints = [
            models.UniqueConstraint(fields=["county_id", "body_id", "kind", "year", "number"], name="paper_number")
        ]


class File(OfMatter):
    """A scan or a photograph in the file of a matter: made anew, encrypted, known again by its content."""

    paper_id = models.UUIDField(null=True)  # the paper that it is the signed copy of
    item = models.TextField(default="")  # or the item of the checklist that it fills
    digest = models.BinaryField()  # keyed, of what was sent: the same file sent twice is one
    media_type = models.TextField()
    size = models.IntegerField()
    pages = models.IntegerField()
    post_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "matter_id", "paper_id", "item", "digest"],
                name="same_content_same_file",
                nulls_distinct=False,
            )
        ]


class Content(OfMatter):
    """The bytes of a file, encrypted; apart, so that lists never read them. Its id is the file's."""

    data = models.BinaryField()


class Print(models.Model):
    """A print of one kind of paper for many at once: who asked, how far it is, and for a day the pages."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    post_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    kind = models.TextField()
    typed = models.BinaryField()  # encrypted: what was typed once for all of them
    state = models.TextField(default="waiting")  # waiting | running | done | stopped
    total = models.IntegerField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    pages = models.BinaryField(null=True)  # encrypted: the PDF of all letters, until it is swept


class Letter(OfMatter):
    """One of them: whose, about what, and what became of it."""

    print = models.ForeignKey(Print, on_delete=models.PROTECT, db_index=False)
    about = models.TextField(default="")
    place = models.IntegerField()
    state = models.TextField(default="waiting")  # waiting | issued | refused
    paper_id = models.UUIDField(null=True)
    reason = models.JSONField(default=dict)  # a code and its values

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "print", "place"], name="letter_of_print")]
