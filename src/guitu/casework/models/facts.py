"""The facts of casework; kinds and bodies are in rules/facts/."""

from __future__ import annotations

from django.db import models

from guitu.ledger.models import FactRow


class Fact(FactRow):
    """What happened to one person, once and for all."""

    batch_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter_id", "happened_on"], name="fact_person"),
            models.Index(fields=["county_id", "kind", "happened_on"], name="fact_kind"),
            models.Index(fields=["batch_id"], name="fact_batch", condition=models.Q(batch_id__isnull=False)),
        ]
