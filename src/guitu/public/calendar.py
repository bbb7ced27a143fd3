"""A day for the calendar of a visitor's own telephone, which reminds them the day before: nothing of it is kept or sent by us."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.http import HttpResponse

from guitu.rules.dates import day_after

ALARM = "-PT15H"  # nine in the morning of the day before, of an event of a whole day
LONGEST = 70  # bytes of a line, of 75 that are allowed


def event(title: str, where: str, on: date, at: datetime, about: str, key: str, note: str = "") -> HttpResponse:
    """One event of a whole day. The same booking has the same mark, so that a calendar changes it and does not add another."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guitu//1", "BEGIN:VEVENT", f"UID:{sha256(key.encode()).hexdigest()[:32]}@guitu", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{day_after(on):%Y%m%d}", f"SUMMARY:{_plain(title)}", f"LOCATION:{_plain(where)}",
        f"DESCRIPTION:{_plain(note)}", f"URL:{about}", "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_plain(title)}", f"TRIGGER:{ALARM}", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR",
    ]
    answer = HttpResponse("".join(f"{part}\r\n" for line in lines for part in _folded(line)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="day.ics"'
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A long line goes on in the next, which begins with a space; never inside a sign."""
    found, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST:
            found.append(part)
            part = " "
        part += sign
    return [*found, part]
