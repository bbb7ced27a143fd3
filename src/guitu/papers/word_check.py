"""An uploaded template is looked through before anybody prints with it; every way in which one breaks has a name.

The order is the order of danger: what the archive carries, what the tags may do, which fields they name, and then a
letter of examples, in which every value must be found again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from lxml import etree

from guitu.papers.blocks import PLACE
from guitu.papers.word_fill import environment, fill

MOST_PARTS, MOST_INFLATED = 300, 40 * 1024 * 1024
FORBIDDEN = (
    (r"vbaproject|vbadata|activex/|\.bin$", "template_has_macro"),
    (r"/embeddings/|oleobject|altchunk|\.(exe|dll|js|vbs|bat|html?|mht|docx?|zip)$", "template_has_embedded_object"),
)
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.I)
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If, nodes.For, nodes.Const)
WIDE = "｛｝"
SINGLE = re.compile(r"(?<!\{)\{\s*[^\s{}%#]{1,30}\s*\}(?!\})")
LEFT = ("{{", "}}", "{%", "%}", "{#")
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001  any
Fault = tuple[str, str]


def faults(data: bytes, order: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the template, the graver first; each a code and what it is about."""
    known: dict[str, str] = order["known"]
    for look in (_archive, _markup):
        if found := list(look(data)):
            return found
    document: Any = DocxTemplate(io.BytesIO(data))
    document.init_docx()
    xml = document.patch_xml(document.get_xml())
    others = [document.patch_xml(text) for text in _beside(document)]
    if found := [fault for text in (xml, *others) for fault in _tags(text)]:
        return list(dict.fromkeys(found))
    used = set(document.get_undeclared_template_variables(environment()))
    found = [("template_field_unknown", name) for name in sorted(used - known.keys())]
    found += [("template_field_lacking", name) for name in order["needed"] if name not in used]
    found += _braces(data)
    written = {name for line in _lines(data) for name in PLACE.findall(line)}  # a row may be swallowed with its field
    return found or list(_rendered(data, known, used | (written & known.keys()), order["optional"]))


def lines(data: bytes) -> list[str]:
    """What it says, paragraph by paragraph; nothing where it is no Word document."""
    try:
        return [line for line in _lines(data) if line.strip()]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, OSError):
        return []


def _archive(data: bytes) -> Iterator[Fault]:
    """The archive holds a Word document and nothing that could run or fetch."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        yield "template_not_word", ""
        return
    names = [member.filename.replace("\\", "/").lower() for member in members]
    if "word/document.xml" not in names or len(set(names)) < len(names):
        yield "template_not_word", ""
    elif len(members) > MOST_PARTS or _inflated(archive, members) > MOST_INFLATED:
        yield "template_too_big", str(MOST_INFLATED // 1024 // 1024)
    else:
        yield from {(code, "") for name in names for pattern, code in FORBIDDEN if re.search(pattern, name)}


def _inflated(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> int:
    """As it really comes out, whatever its headers claim; no more is read than is allowed."""
    size = 0
    for member in members:
        with archive.open(member) as part:
            while chunk := part.read(1 << 16):
                size += len(chunk)
                if size > MOST_INFLATED:
                    return size
    return size


def _markup(data: bytes) -> Iterator[Fault]:
    """No declaration, no macro type, no link to outside but a plain hyperlink."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                yield "template_broken", name
            if name.endswith(".rels"):
                for one in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", text):
                    if EXTERNAL.search(one) and b"/hyperlink" not in one:
                        yield "template_has_external_link", ""
            if name == "[Content_Types].xml" and b"macroenabled" in text.lower():
                yield "template_has_macro", ""
            if name.endswith((".xml", ".rels")) and not _parses(text):
                yield "template_broken", name


def _parses(text: bytes) -> bool:
    try:
        etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return False
    return True


def _beside(document: Any) -> Iterator[str]:
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.get_part_xml(part)


def _tags(xml: str) -> Iterator[Fault]:
    """The tags say names, `if` and `for`, and nothing else: no filter, no call, no other file."""
    try:
        tree = environment().parse(xml)
    except TemplateError as error:
        yield "template_syntax", str(error)[:200]
        return
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED) and not isinstance(node, nodes.EvalContextModifier):
            yield "template_tag_forbidden", type(node).__name__
        if isinstance(node, nodes.Getattr):
            yield "template_tag_forbidden", node.attr


def _braces(data: bytes) -> list[Fault]:
    """Braces of a Chinese keyboard and single ones print as they are: nobody is told but here."""
    found: dict[Fault, None] = {}
    for line in _lines(data):
        if any(sign in line for sign in WIDE):
            found["template_wide_braces", line[:60]] = None
        elif single := SINGLE.search(line):
            found["template_single_braces", single[0]] = None
    return list(found)


def _rendered(data: bytes, known: Mapping[str, str], used: set[str], optional: list[str]) -> Iterator[Fault]:
    """Two letters of examples, with and without what may be empty: no tag is left, no value is lost."""
    printed = ""
    for values in (dict(known), {**known, **dict.fromkeys(optional, "")}):
        try:
            made = "\n".join(_lines(fill(io.BytesIO(data), values, MOMENT)))
        except Exception:  # whatever the template does to the library, it is the template's fault
            yield "template_syntax", ""
            return
        if any(mark in made for mark in LEFT):
            yield "template_tag_left", next(mark for mark in LEFT if mark in made)
        printed += made
    for name in sorted(used):
        if known[name].strip() not in printed:
            yield "template_value_lost", name


def _lines(data: bytes) -> Iterator[str]:
    """The text of every paragraph of the document, its headers and footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                root = etree.fromstring(archive.read(name))
                for paragraph in root.iter(TEXT[:-1] + "p"):
                    yield "".join(text.text or "" for text in paragraph.iter(TEXT))
