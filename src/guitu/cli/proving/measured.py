"""What reading one file costs: a process of its own reads it as the product does, and the system counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import guitu

READ = """
import re, resource, sys
from pathlib import Path
from guitu.kit.workbooks import WorkbookRefused, opened
said = ""
try:
    with opened(Path(sys.argv[1])) as sheet:
        for _ in sheet.rows:
            pass
except WorkbookRefused as refusal:
    said = refusal.reason.code
status = Path("/proc/self/status")  # what the system counts of this process begins with whoever started it
own = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) if status.exists() else 0
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), said)
"""


@dataclass(frozen=True)
class Measured:
    refused: str | None  # the code of the answer; none: it was read
    cpu_seconds: float
    megabytes: float  # of the larger of the two processes
    seconds: float


def measured(path: Path) -> Measured:
    """Both processes together: the one that asks and the confined one that opens the file."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", READ, str(path)],
        env=os.environ | {"PYTHONPATH": str(Path(guitu.__path__[0]).parent)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        kilobytes, _, said = process.stdout.read().partition(" ")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{path.name}: {process.returncode}")
    return Measured(
        said.strip() or None, used.ru_utime + used.ru_stime, int(kilobytes) / 1024, time.monotonic() - began
    )
