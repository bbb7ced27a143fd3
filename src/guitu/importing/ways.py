"""The addresses of a file on its way in, by what is done there: one set of pages for every kind of sheet."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

STEPS = ("batch", "columns", "answers", "progress", "start", "stop", "undo", "errors", "take")


class Ways:
    """`way.columns` and its like, for the templates. `prefix` is what the URL names of the kind begin with."""

    def __init__(self, prefix: str, batch_id: UUID | None = None, sheet: str = "") -> None:
        own = [sheet] if sheet else []
        self.home = reverse(prefix, args=own)
        self._prefix, self._arguments = prefix, [*own, batch_id]

    def __getattr__(self, step: str) -> str:
        if step not in STEPS:
            raise AttributeError(step)
        return reverse(f"{self._prefix}-{step}", args=self._arguments)
