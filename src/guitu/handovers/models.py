"""所地对接: a handover, its packet in compartments, the agreements that it rests on, who is seconded until when. Where a
handover stands follows from its facts."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guitu.rules.handovers import PARTS


class Handover(models.Model):
    """One person about to come out of one facility, until what follows is done."""

    id = models.UUIDField(primary_key=True, default=uuid4)  # the matter's
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")  # the town that receives
    compartment = models.TextField(db_collation="C", db_default="handovers", default="handovers")
    facility_post = models.UUIDField(null=True)  # who announced it; NULL: a link
    facility = models.BinaryField()  # sealed: what the facility is called
    number_index = models.BinaryField(null=True)  # keyed: the same person announced twice
    person_id = models.UUIDField(null=True)  # the file, once there is one

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "scope_path"], name="handover_in_area"),
            models.Index(fields=["county_id", "number_index"], name="handover_of_number"),
            models.Index(fields=["person_id"], name="handover_of_person"),
        ]


class Packet(models.Model):
    """One compartment of what goes over. What was put last counts; after its days it is emptied, and the line stays."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    compartment = models.TextField(db_collation="C", db_default="handovers", default="handovers")
    matter_id = models.UUIDField()
    part = models.TextField()
    consent_on = models.DateField(null=True)  # the person agreed
    body = models.BinaryField(null=True)  # sealed; NULL: emptied
    put_at = models.DateTimeField()
    put_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["matter_id", "part", "put_at"], name="packet_of_handover")]
        constraints = [models.CheckConstraint(condition=models.Q(part__in=PARTS), name="packet_part")]


class Agreement(models.Model):
    """A framework agreement with a facility, and who sits at the joint desk."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # of the office that signed
    with_whom = models.TextField()
    signed_on = models.DateField()
    until_on = models.DateField(null=True)
    contents = ArrayField(models.TextField())
    desk = models.BinaryField(null=True)  # sealed: names and telephones of the joint desk
    said_at = models.DateTimeField()
    said_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "path", "signed_on"], name="agreement_in_area")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("signed_on")), name="agreement_ends"
            )
        ]


class Secondment(models.Model):
    """Somebody seconded to a post, in either direction: from where, which way, and the day on which the holding ends."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    path = models.TextField(db_collation="C")  # of the post
    post_id = models.UUIDField()
    way = models.TextField()
    home = models.TextField()  # the body that seconds
    from_on = models.DateField()
    until_on = models.DateField()
    said_at = models.DateTimeField()
    said_post = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["county_id", "path", "from_on"], name="secondment_in_area")]
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__gt=models.F("from_on")), name="secondment_ends"),
            models.CheckConstraint(condition=models.Q(way__in=("officer_out", "worker_in")), name="secondment_way"),
        ]
