"""The private PostgreSQL: its binaries, where it lives, how it starts, is shared and stops.

Standard library only, so that it runs before anything else is set up.
"""

from guitu.postgres.cluster import DATABASE
from guitu.postgres.server import Purpose, Server, debian15, open, remove
from guitu.postgres.trouble import Trouble

__all__ = ["DATABASE", "Purpose", "Server", "Trouble", "debian15", "open", "remove"]
