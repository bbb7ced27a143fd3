"""Lists what packages declare for those that ask below them: the counts that figures run."""

from guitu.casework import counts as casework
from guitu.grid import counts as grid

COUNTS = (*grid.COUNTS, *casework.COUNTS)
