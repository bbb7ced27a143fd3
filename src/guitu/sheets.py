"""What comes in and goes out by Excel: the kinds of sheet, each described in its slice. `importing` works with them."""

from __future__ import annotations

from guitu.casework.particulars.commands import correct_person
from guitu.grid.bodies.sheet import SHEET as BODIES
from guitu.grid.posts.sheet import SHEET as POSTS
from guitu.grid.staff.sheet import SHEET as STAFF
from guitu.kit.sheets import Sheet

CORRECTIONS = {"people": correct_person}  # what a roster of people says otherwise of who is on file
SHEETS: tuple[Sheet, ...] = (BODIES, POSTS, STAFF)
