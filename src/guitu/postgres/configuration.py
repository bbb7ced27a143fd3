"""Server settings for two cores and up to a county, and for tests."""

from __future__ import annotations

import os
from pathlib import Path

SMALL_SHARED_MEMORY = 64 * 1024 * 1024

COMMON = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_wal_senders": "2",
    "lc_messages": "C",
    # Statements and details carry personal data: neither goes into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %u@%d ",
}

MAIN = {
    "max_connections": "60",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_compression": "off",  # its packing is the slow kind here: a record would spend a quarter of its time on it
    "min_wal_size": "128MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "idle_in_transaction_session_timeout": "10min",
}

TEST = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
}


def settings(purpose: str) -> dict[str, str]:
    """`bench` measures what `main` does, so it has the same settings."""
    chosen = COMMON | (TEST if purpose in ("test", "debian15") else MAIN | _memory())
    if _shared_memory_size() < SMALL_SHARED_MEMORY:
        chosen["dynamic_shared_memory_type"] = "mmap"
    return chosen


def _memory() -> dict[str, str]:
    """An eighth of the machine for what is read again and again; only what is used is taken."""
    megabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    buffers = min(max(megabytes // 8, 256), 2048)
    return {"shared_buffers": f"{buffers}MB", "effective_cache_size": f"{max(megabytes // 2, 1024)}MB"}


def _shared_memory_size() -> int:
    folder = Path("/dev/shm")  # noqa: S108 -- asked for its size only
    if not folder.exists():
        return SMALL_SHARED_MEMORY  # macOS has none and needs none
    sizes = os.statvfs(folder)
    return sizes.f_frsize * sizes.f_blocks
