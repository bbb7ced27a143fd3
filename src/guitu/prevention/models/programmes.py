"""项目 and 投放: what holds many activities together for some weeks, the cards on which visitors collect stamps, nobody's name on them;
and what went out by other channels than a meeting."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from guitu.rules import airings, programmes


class Programme(models.Model):
    """A campaign that comes from above or is the county's own, or a series of one's town: its days, and from how many stamps
    on a card is given something."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    kind = models.TextField()
    title = models.TextField()
    since_on = models.DateField()
    until_on = models.DateField()  # the day after its last
    gift_from = models.IntegerField(null=True)  # stamps; none: no stamps are collected

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county_id", "scope_path", "title", "since_on"], name="prevention_programme_once"),
            models.CheckConstraint(condition=models.Q(kind__in=programmes.KINDS), name="prevention_programme_kind"),
        ]


class StampCard(models.Model):
    """A card that somebody carries by its number alone."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    programme_id = models.UUIDField()
    secret_hash = models.BinaryField()
    begun_on = models.DateField()
    gift_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "secret_hash"], name="prevention_stampcard_once")]
        indexes = [models.Index(fields=["programme_id"], name="prevention_stampcard_of")]


class Stamp(models.Model):
    """One activity on a card, once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    card_id = models.UUIDField()
    activity_id = models.UUIDField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "card_id", "activity_id"], name="prevention_stamp_once")]


class Airing(models.Model):
    """What went out by one channel on a day: messages sent, or times it was shown. An output, never a score."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    county_id = models.TextField(db_collation="C")
    scope_path = models.TextField(db_collation="C")
    channel = models.TextField()
    audience = models.TextField()
    day_on = models.DateField()
    times = models.IntegerField()
    taken_back_on = models.DateField(null=True)
    words = models.BinaryField()  # sealed: the text, the station, paper or screen

    class Meta:
        indexes = [models.Index(fields=["county_id", "day_on"], name="prevention_airing_of_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=airings.CHANNELS, audience__in=airings.AUDIENCES, times__gte=1), name="prevention_airing_channel"
            ),
        ]
