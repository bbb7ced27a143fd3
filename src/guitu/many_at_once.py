"""What may be done to many rows of a list at once. `guitu/apps.py` hands the table to `lists`. Legal steps are never here:
they are read back one by one."""

from __future__ import annotations

from guitu.casework.registrations.many import ASSIGNING, PLACING
from guitu.grid.posts.many import CLOSING, LEAVING

ACTS = (ASSIGNING, PLACING, CLOSING, LEAVING)
