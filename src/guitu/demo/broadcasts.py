"""乡村大喇叭 of the demo: 恩平's villages play on Fridays; a few weeks stay silent, as they do."""

from __future__ import annotations

import wave
from datetime import date, datetime, timedelta
from io import BytesIO
from math import pi, sin
from uuid import UUID

from guitu.demo.life import SHANGHAI
from guitu.demo.places import ENPING
from guitu.demo.prevention import at_hour, officer, places_inside
from guitu.grid.areas import TOWN, VILLAGE
from guitu.kit.database import acting, rows
from guitu.ledger.commands import batch
from guitu.prevention.broadcasts.commands import play_broadcast, start_broadcasts, write_script
from guitu.prevention.broadcasts.voice import add_voice, heard
from guitu.prevention.fold import LOUDSPEAKER
from guitu.rules.dates import days_after
from guitu.settling.load import gather

WEEKS = 4
FRIDAY = 5
SCRIPTS = (
    ("罂粟花不是观赏花", "mandarin", 5, "田头屋后见到罂粟，不摘、不留、不卖，打电话告诉村里。种一株也是违法。"),
    ("新型毒品长什么样", "dialect", 6, "奶茶、跳跳糖、邮票、电子烟油，看着像零食，里面可能有毒。陌生人给的，不吃、不吸、不带。"),
    ("邻居从那里回来了", "dialect", 7, "戒了毒回来的人，最怕冷眼。见面打个招呼，有活一起干，就是帮他。"),
)


def _chime() -> bytes:
    """Three notes in the place of a voice: what is really said is recorded by the county."""
    target = BytesIO()
    with wave.open(target, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(8000)
        for hertz in (523, 659, 784):
            made.writeframes(bytes(128 + round(90 * (1 - at / 8000) * sin(2 * pi * hertz * at / 8000)) for at in range(8000)))
    return target.getvalue()


def play_fridays(today: date) -> int:
    """Gives how many weeks were ticked."""
    last = days_after(today, -((today.isoweekday() - FRIDAY) % 7 or 7))
    first = days_after(last, -7 * (WEEKS - 1))
    began = days_after(first, -1)
    clerk = officer(ENPING, "county_clerk", ENPING, today)
    for number, (title, language, minutes, text) in enumerate(SCRIPTS, start=1):
        made = write_script(clerk, at=at_hour(began, 9), number=number, language=language, minutes=minutes, title=title, text=text, door="demo")
    add_voice(clerk, at=at_hour(began, 9), script_id=UUID(made["script"]), voice=heard(_chime()), door="demo")
    played, villages = 0, [path for path, _ in places_inside(ENPING, VILLAGE)]
    for town, _name in places_inside(ENPING, TOWN):
        head = officer(ENPING, "town_head", town, today)
        paths = [path for path in villages if path.startswith(town)]
        if not paths:
            continue
        start_broadcasts(head, at=at_hour(began, 10), paths=paths, on=began, door="demo")
        with acting(head):
            speakers = [UUID(str(id)) for (id,) in rows("SELECT id FROM prevention_loudspeaker WHERE county_id = %s AND scope_path >= %s AND scope_path < %s ORDER BY scope_path", [ENPING, head.lo, head.hi])]
        with batch(head) as held:
            gather(held, LOUDSPEAKER, speakers)
            for week in range(WEEKS):
                day = days_after(first, 7 * week)
                for number, speaker in enumerate(speakers):
                    if (number * 7 + week * 3) % 11 == 0:
                        continue  # silent
                    play_broadcast(head, at=_evening(day, number), loudspeaker_id=speaker, on=day, door="demo")
                    played += 1
    return played


def _evening(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
