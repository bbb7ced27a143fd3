"""People with everything that a paper prints, and papers of them as a click issues them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from guitu.casework.measures import commands as measures
from guitu.papers.commands import issue_paper
from tests import casefile, make

NUMBER, PHONE, ADDRESS = "440799199203070038", "15405551234", "青云巷三号"
DECISION = "恩公（城）社戒决字〔2025〕第3号"
START = date(2025, 3, 10)


def somebody(world: make.World, at: datetime, by: str = "encheng_worker", name: str = "王小明", until: str = "signed", **what: Any) -> UUID:
    """In community detox by a decision with a number; identity filled in."""
    actor = world.actor(by)
    identity = {
        "id_number": NUMBER, "phone": PHONE, "address": ADDRESS, "home_address": "东门路一号",
        "family": [{"name": "王母", "relation": "母亲"}], **what,
    }
    found = casefile.person(actor, at, name, **identity)
    decided(world, at, found, by=by, until=until)
    return found


def decided(world: make.World, at: datetime, person: UUID, *, by: str = "encheng_worker", until: str = "signed", on: date = START) -> str:
    actor = world.actor(by)
    opened = measures.open_measure(
        actor, at=at, person_id=person, kind="community_detox", on=on, organ="恩平市公安局", decision_no=DECISION
    )
    found: str = opened["measure"]
    steps = {"served": measures.serve_decision, "reported": measures.report_in, "signed": measures.sign_agreement}
    for state in ("served", "reported", "signed")[: ("decided", "served", "reported", "signed").index(until)]:
        steps[state](actor, at=at, person_id=person, measure=found, on=on)
    return found


def issued(world: make.World, at: datetime, person: UUID, kind: str = "agreement", by: str = "encheng_worker", **typed: str) -> UUID:
    """A paper about the person's measure, as the page issues it."""
    from guitu.casework.paper import opened
    from guitu.kit.database import acting
    from guitu.papers.kinds import kinds_of

    actor = world.actor(by)
    with acting(actor):
        offers = opened(person, at.date()).offers({kind: kinds_of(make.ENPING)[kind]})
    answer = issue_paper(
        actor, at=at, request_id=make.request_id(), matter_id=person, kind=kind, about=offers[0].about, typed=typed
    )
    return UUID(answer["paper"])


def pdf_text(data: bytes) -> str:
    """What a reader would copy out of it, without white space."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    found = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        found = found.replace(entity, sign)
    return re.sub(r"\s+", "", found)
