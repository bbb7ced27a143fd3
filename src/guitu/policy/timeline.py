"""One pack over time: which numbers hold on which day."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from guitu.policy import calendars, sources, typed, values
from guitu.policy.faults import Fault, PackError
from guitu.policy.sections import SECTIONS, Policies
from guitu.policy.values import Clause, Entry, Value
from guitu.rules.dates import Calendar
from guitu.rules.deadlines import Days


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """A pack as read from its text, once per process: the object itself is what tells two apart. `on` is a bisection; the same object comes back for the same stretch."""

    name: str
    title: str
    sha256: str
    calendar: Calendar
    clauses: Mapping[str, Clause]
    entries: tuple[Entry, ...]
    named: Mapping[str, Entry]
    changes: tuple[date, ...]  # days on which a number changes, the first date left out
    policies: tuple[Policies, ...]
    versions: tuple[str, ...]

    def on(self, day: date) -> Policies:
        """The numbers in force that day; before the first date, the first ones."""
        return self.policies[bisect_right(self.changes, day)]

    def version(self, day: date) -> str:
        """What was in force that day, e.g. enping@2024-01-01#3f2a9c1b; later changes leave it as it is."""
        return self.versions[bisect_right(self.changes, day)]

    def clause(self, name: str, day: date) -> str:
        """The clause that a number rests on that day, e.g. of "urine_tests.per_year.community_detox_3"."""
        entry = self.named.get(name)
        return entry.on(day).clause if entry else "guitu.default"

    def values(self, day: date) -> list[tuple[Entry, Value]]:
        """Every number in force that day with its file, line and clause."""
        return [(entry, entry.on(day)) for entry in self.entries]


def from_text(text: str) -> Timeline:
    """The timeline of a pack's text as just read. Raises PackError with every fault."""
    files, clauses, entries, faults = _read(text)
    return _assembled(text, files, clauses, entries, entries, faults + _typing_faults(files, entries))


def from_kept_text(text: str) -> Timeline:
    """The timeline of a text as an activation kept it, under the rules of today. Numbers that rules have
    learnt to ask for since then come from the national pack shipped with them, and so does how a number of days
    runs where the text kept only how many; ones that no rule asks for any more are left aside. What we say of our own presets is said as today, whatever the text kept, and
    days off are known as far as they are published today. The versions are named as they were."""
    files, clauses, said, faults = _read(text)
    national, shipped_clauses, shipped, _ = _read(sources.joined("national"))
    entries = {key: _in_full(entry, shipped) for key, entry in said.items() if _is_asked_for(entry)}
    given = {key[:2] for key in entries}
    entries |= {key: entry for key, entry in shipped.items() if key[:2] not in given}
    theirs = {name: clause for name, clause in clauses.items() if not name.startswith("guitu.")}
    made = _assembled(text, files, clauses | shipped_clauses | theirs, entries, said, faults)
    return replace(made, calendar=calendars.carried_on(made.calendar, calendars.read(national)[0]))


def _read(text: str) -> tuple[list[sources.Source], dict[str, Clause], values.Entries, list[Fault]]:
    files = sources.split(text)
    clauses, faults = values.clauses(files)
    entries, more = values.entries(files, clauses)
    return files, clauses, entries, faults + more


def _assembled(
    text: str,
    files: list[sources.Source],
    clauses: dict[str, Clause],
    entries: values.Entries,
    said: values.Entries,
    faults: list[Fault],
) -> Timeline:
    calendar, odd = calendars.read(files)
    about = [file.data for file in files if file.stem == "pack"]
    if not about:
        faults.append(Fault("pack.toml", 1, "没有 pack.toml"))
    if faults or odd:
        raise PackError(faults + odd)
    starts = _days(entries)
    return Timeline(
        name=about[-1]["name"],
        title=about[-1]["title"],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        calendar=calendar,
        clauses=clauses,
        entries=tuple(entries.values()),
        named={entry.name: entry for entry in entries.values()},
        changes=starts[1:],
        policies=tuple(_policies(entries, day) for day in starts),
        versions=tuple(_version(about[-1]["name"], said, day) for day in starts),
    )


def _days(entries: values.Entries) -> tuple[date, ...]:
    return tuple(sorted({value.from_on for entry in entries.values() for value in entry.values}))


def _is_asked_for(entry: Entry) -> bool:
    section = SECTIONS.get(entry.section)
    return section is not None and typed.field_type(section, entry.path) is not None


def _in_full(entry: Entry, shipped: values.Entries) -> Entry:
    """The number with how its days run, which texts did not say at first."""
    if typed.field_type(SECTIONS[entry.section], entry.path) is not Days:
        return entry
    key = (entry.section, *entry.path)
    like = shipped.get(key) or next(other for found, other in shipped.items() if found[:2] == key[:2])
    said = [
        replace(value, value={**like.on(value.from_on).value, "days": value.value})
        if isinstance(value.value, int)
        else value
        for value in entry.values
    ]
    return replace(entry, values=said)


def _typing_faults(files: list[sources.Source], entries: values.Entries) -> list[Fault]:
    faults: list[Fault] = []
    root = files[0].file.split("/")[0] if files else ""
    for file in files:
        if file.stem not in SECTIONS and file.stem not in values.OTHER_FILES:
            faults.append(Fault(file.file, 1, f"没有名为 {file.stem} 的规则"))
    for section, shape in SECTIONS.items():
        mine = [entry for entry in entries.values() if entry.section == section]
        for entry in mine:
            faults += typed.faults_of(entry, shape)
        for name in typed.missing(shape, {entry.path[0] for entry in mine}):
            faults.append(Fault(f"{root}/{section}.toml", 1, f"缺少 {section}.{name}"))
    return faults


def _policies(entries: values.Entries, day: date) -> Policies:
    parts: dict[str, dict[tuple[str, ...], Value]] = {section: {} for section in SECTIONS}
    for entry in entries.values():
        parts[entry.section][entry.path] = entry.on(day)
    return Policies(**{name: typed.built(SECTIONS[name], found) for name, found in parts.items()})


def _version(name: str, entries: values.Entries, day: date) -> str:
    in_force = {entry.name: entry.on(day).value for entry in entries.values()}
    digest = hashlib.sha256(json.dumps(in_force, sort_keys=True, default=str).encode()).hexdigest()
    since = max((start for start in _days(entries) if start <= day), default=day)
    return f"{name}@{since.isoformat()}#{digest[:8]}"
