"""What comes in and goes out by Excel: the kinds of sheet, each described in its slice. `importing` works with them."""

from __future__ import annotations

from guitu.grid.bodies.sheet import SHEET as BODIES
from guitu.grid.posts.sheet import SHEET as POSTS
from guitu.grid.staff.sheet import SHEET as STAFF
from guitu.kit.sheets import Sheet

SHEETS: tuple[Sheet, ...] = (BODIES, POSTS, STAFF)
