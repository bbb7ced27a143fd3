"""The code of a place as the database keeps it."""

from __future__ import annotations

from typing import Any

from django.db import models

PATH = r"^([0-9]{2}|[0-9]{4}|[0-9]{6}([0-9]{3}){0,3})$"


class PathField(models.TextField):
    """Digits of the statistical code, 2/4/6/9/12, and 15 for a group; compared byte by byte."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)
