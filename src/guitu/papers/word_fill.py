"""A Word template is filled with values as plain text; the same values give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, BinaryIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
BREAKS = re.compile("\r\n|\r|\u2028|\u2029|\x0b|\x0c")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every part of the archive


def environment() -> ImmutableSandboxedEnvironment:
    """No attribute of Python is reached, an unknown field is an error, and `<` stays `<`."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def plain(values: Mapping[str, str]) -> dict[str, str]:
    """Values as a document can hold them: one kind of line break, nothing that XML forbids."""
    return {name: FORBIDDEN.sub("", BREAKS.sub("\n", value)) for name, value in values.items()}


def fill(template: BinaryIO, values: Mapping[str, str], at: datetime) -> bytes:
    document: Any = DocxTemplate(template)
    document.render(plain(values), environment(), autoescape=True)
    said = document.docx.core_properties
    said.author = said.last_modified_by = ""
    said.created = said.modified = at.replace(tzinfo=None, microsecond=0)
    target = io.BytesIO()
    document.save(target)
    return same(target.getvalue())


def same(data: bytes) -> bytes:
    """The archive without the moment at which it was made, its parts in one order."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, FIRST_DAY)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0, 0
            made.writestr(part, source.read(name))
    return target.getvalue()


def warm(empty: bytes) -> None:
    """Whatever the libraries load from files at their first use is loaded now."""
    fill(io.BytesIO(empty), {}, datetime(2026, 1, 1))  # noqa: DTZ001
    with suppress(TemplateError):
        environment().parse("{{ 'a' }}")  # codecs and what tells an error come from files of their own
        environment().parse("{{")
