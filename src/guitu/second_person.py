"""Which commands take a second person, and whose action it is to grant them. `guitu/apps.py` hands the table to `approvals`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.approvals.askable import Askable
from guitu.ledger.activation import activate_policy

ASKABLE = (Askable(activate_policy, "approve_policy", _("启用政策包")),)
