"""People: the least that lists need in one row, identity sealed in another."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Person(models.Model):
    """BASIC: what a masked list shows. Names, numbers and addresses are in Identity."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's: a person's file is one
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    county_id = models.TextField(db_collation="C")
    standing_no = models.UUIDField(unique=True, default=uuid4)  # random, the only key of standing; county-free by design
    scope_path = models.TextField(db_collation="C")  # where executed: who is responsible
    home_path = models.TextField(db_collation="C", null=True)  # household register: BASIC and STATUS only
    basics = models.BinaryField()  # encrypted: masked name, sex and birth date, see `basics.py`
    opened_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "scope_path"], name="person_area"),
            models.Index(fields=["home_path"], name="person_home"),
        ]


class Identity(models.Model):
    """IDENT and CONTACT: every field encrypted and bound to its row; blind indexes for equality."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, db_constraint=True)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    town_path = models.TextField(db_collation="C")  # the office that keeps the file
    name = models.BinaryField()
    id_type = models.BinaryField(null=True)  # a code, encrypted: it tells who is a foreigner
    id_number = models.BinaryField(null=True)
    id_index = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    phone_index = models.IntegerField(null=True)  # cut to 32 bits: false positives are dropped after decrypting
    address = models.BinaryField(null=True)
    home_address = models.BinaryField(null=True)
    family = models.BinaryField(null=True)
    extra = models.BinaryField(null=True)  # the roster's other columns, as one encrypted document
    # keyed search tokens of the name, cut short: they find candidates, decrypting decides
    tokens = ArrayField(models.IntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "town_path", "id_index"], name="one_file_per_town")]
        indexes = [
            models.Index(fields=["county_id", "id_index"], name="identity_number"),
            models.Index(fields=["county_id", "phone_index"], name="identity_phone"),
            # Under row security no index looks into an array: the area's tokens are read from the index alone.
            models.Index(fields=["scope_path"], include=["person", "county_id", "tokens"], name="identity_tokens"),
        ]


class Correction(models.Model):
    """更正基本信息: who changed what of somebody, when and why, with what stood there before. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()  # the person's file
    no = models.IntegerField()  # from 1 on: whoever corrects says which one he saw last
    recorded_at = models.DateTimeField()
    post_id = models.UUIDField()
    body = models.BinaryField()  # sealed: which particulars, their old values, the reason and its words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "matter_id", "no"], name="correction_no")]


class Access(models.Model):
    """A look at a personal page, an unmasking, a search, a denial. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    post_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    action = models.TextField()  # open | unmask | search | denied | export | print
    outcome = models.TextField(default="done")
    person_id = models.UUIDField(null=True)
    classes = models.TextField(default="")
    purpose = models.TextField(default="")  # a code
    words = models.BinaryField(null=True)  # encrypted: what was typed beside it
    request_id = models.TextField(default="")
    detail = models.JSONField(default=dict)
    block = models.BigIntegerField(null=True)  # sealed later, by the clock

    class Meta:
        indexes = [
            models.Index(
                fields=["county_id", "at", "id"], name="access_unsealed", condition=models.Q(block__isnull=True)
            ),
            models.Index(fields=["person_id", "-at"], name="access_person"),
            models.Index(fields=["post_id", "-at"], name="access_post"),
            models.Index(fields=["county_id", "-at"], name="access_county_at"),
        ]


class Match(models.Model):
    """The same identity on file in two towns, for the county to settle. No town sees it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    how = models.TextField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "one", "other"], name="match_once")]


class Relative(models.Model):
    """家庭成员: a record of its own beside a person's file; blanked when its own consent is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", default="people", db_default="people")
    matter_id = models.UUIDField()
    post_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    body = models.BinaryField(null=True)  # encrypted: name, relation, telephone

    class Meta:
        indexes = [models.Index(fields=["matter_id"], name="relative_of_matter")]
