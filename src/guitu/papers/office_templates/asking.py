"""What the one who decides reads of a template: whose it is, and what it says otherwise than the text of the pack."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as N_

from guitu.grid.post_names import posts_called
from guitu.kit.actor import Actor
from guitu.kit.clock import local_day
from guitu.kit.crypto import open_bytes
from guitu.kit.database import row
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said
from guitu.papers import word
from guitu.papers.kinds import Kind
from guitu.papers.templates import WORD

MOST = 600  # signs of what is otherwise; who wants more opens the template


def shown_to_decide(actor: Actor, kind: Kind, template_id: UUID) -> list[tuple[str, str]]:
    found = row(
        "SELECT word, post_id, at, digest FROM papers_template WHERE id = %s AND kind = %s AND county_id = %s"
        " AND origin = 'office'",
        [template_id, kind.code, actor.county_id],
    )
    if found is None:
        raise NotVisible
    stored, post, at, digest = found
    more, less = word.differing(open_bytes(WORD, template_id, stored) or b"", kind.title, kind.body)
    return [
        (N_("哪种文书"), said(kind.title)),
        (N_("谁传的"), f"{posts_called({post}, local_day(at)).get(post, '')} {local_day(at).isoformat()}"),
        (N_("多出的文字"), _told(more)),
        (N_("少了的文字"), _told(less)),
        (N_("文件的指纹"), digest[:12]),
    ]


def _told(lines: list[str]) -> str:
    return " / ".join(line.strip() for line in lines)[:MOST] or said(N_("没有"))
