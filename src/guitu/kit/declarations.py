"""A package declares itself once, in `declares.py`, with these plain data: no callable, no table of its own.

`guitu/declared.py` lists the declarations, `guitu/apps.py` hands each part down to the registry of the package that
works with it. A page is named by its URL name and the names of its arguments. SQL is a constant whose columns are
fixed here. Texts are message ids, translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from guitu.kit.counts import Count

Text = Any  # a lazy translation, or Chinese as the message id


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its URL name, and the names of what its address takes."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterKind:
    """A kind of thing that a file is kept on: what one is called, in which compartment it lies, its page."""

    code: str
    label: Text
    compartment: str
    page: Page
    action: str = ""  # a post that may not do it sees the name without a way to the page
    later: Page | None = None  # where a duty of it is put off; none: it cannot be


@dataclass(frozen=True, slots=True)
class DutyStep:
    """A step within a kind of duty, the part of its key after the kind: its own word, page and action."""

    code: str
    word: str
    page: Page | None = None  # none: as the kind
    action: str = ""


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of duty: its word, the page that records it and the action behind that, its filter, who may read of it."""

    code: str
    word: str
    group: str  # of the filter
    needs: str  # the class of fields it tells about
    page: Page
    action: str  # a post that may not do it sees the duty without a button
    steps: tuple[DutyStep, ...] = ()
    by_another: bool = False  # never by who recorded what it is of
    sheet: Page | None = None  # where several of one matter are recorded together, told their `kinds`
    own: bool = False  # of a matter in which many take part: listed by the post whose it is, and by who sees the area


@dataclass(frozen=True, slots=True)
class FactWords:
    """What facts are called, by kind; their fields; and the codes of each field. One wording per code."""

    kinds: Mapping[str, Text]
    fields: Mapping[str, Text]
    codes: Mapping[str, Mapping[str, Text]]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: shown to who may do the action."""

    key: str  # what a page calls `active`
    label: Text
    icon: str
    page: str  # by its URL name; it takes no argument
    action: str
    shelf: Literal["desk", "beside"]
    rank: int  # from the top of its shelf
    on_phone: int = 0  # its place in the bar at the bottom of a phone; 0: none


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a post that may do the action sees first; of several the one of the lowest rank."""

    page: str  # by its URL name; it takes no argument, and is read
    action: str
    rank: int


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """Where a notice of a kind leads: the page, which takes what it is about or nothing, and the action behind it."""

    code: str  # its words are in `rules/notices.py`
    page: Page
    action: str  # a post that may not do it reads the notice without a way to the page


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page whose form may be filled in without a line and be sent later: it records what was seen or done, decides
    nothing, and is never read back on a check page."""

    page: str  # by its URL name
    action: str  # what it records


@dataclass(frozen=True, slots=True)
class Search:
    """The field in the head of every page: where what is typed is sent, where a phone is led instead."""

    page: str
    on_phone: str
    menu: str  # the entry of the menu that must be open to the post
    hint: Text
    label: Text
    short: Text


@dataclass(frozen=True, slots=True)
class SealedAs:
    """A column whose values are sealed for something else than `table|column` and the key of their row."""

    column: str  # as `table.column`
    place: str = ""  # empty: as all others
    by: str = ""  # which row they are bound to, a function by its dotted name, of these columns; empty: their own
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockJob:
    """What runs by the clock: one job of the task per county, so that one county's trouble is not another's."""

    name: str
    cron: str  # UTC: 16:10 is ten past midnight in China
    task: str  # told the county
    queue: str = "settle"  # what must not wait for an import has another


@dataclass(frozen=True, slots=True)
class Sums:
    """One kind of sums kept beforehand: the owner's functions that write its cells, and what counts wrong ones."""

    to_fold: str  # counties with changes that are not in their cells yet
    folding: str  # of a county, up to so many changes
    recounting: str  # of a county
    proof: str  # how many cells of `county`, with the changes not folded yet, differ from what they sum


@dataclass(frozen=True, slots=True)
class SideCard:
    """Who is looked after, beside the worklist: of the acting post by state, and how many a town or a post has.

    The statements may name `me`, `county`, `today`, `month`, `year`, `place`, `place_end` and `care`.
    """

    mine: str  # columns: state, n
    of_posts: str  # columns: post_id, people; of the posts of a place
    of_town: str  # columns: people; of the town at `t.path`
    states: tuple[str, ...]  # in the order they are listed
    care: tuple[str, ...]  # those that are counted
    word: str  # of a state: its code in the table of words, with {state}
    page: Page  # the list of those in one state, which it takes as `state`


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list by its code: what it is called, and the SQL that puts the list in order by it; none where it
    cannot be, because what stands in it lies sealed or is made in the page."""

    code: str
    label: Text
    sort: str = ""
    falling: bool = False  # the first click puts the largest on top
    num: bool = False
    essential: bool = False  # also on a telephone
    klass: str = ""  # of fields, which the post must read
    whole: bool = False  # only over an area


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list by the URL name of its page, which takes no argument. The first column stays whatever somebody chooses."""

    name: str
    columns: tuple[ListColumn, ...]
    order: str  # SQL: the order of the rows, and of those that a column leaves equal
    filters: tuple[str, ...] = ()  # what its address may ask for
    passing: tuple[str, ...] = ()  # the same, of what is not remembered: days, one file
    size: int = 50

    def column(self, code: str) -> ListColumn | None:
        return next((one for one in self.columns if one.code == code), None)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of an export of people that lies in a table of the package: one text a person."""

    code: str
    heading: Text
    klass: str  # of fields: who may read it may export it
    sql: str  # columns: person_id, value; may name `county` and `today`
    width: int = 14


@dataclass(frozen=True, slots=True)
class OpenCommand:
    """A command with a door for systems: what it is called, the kind of fact whose closed lists it takes, and the module
    that has it, where a package declares it of itself."""

    name: str
    title: Text
    fact: str = ""
    module: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """All that one package says of itself."""

    package: str
    matters: tuple[MatterKind, ...] = ()
    duties: tuple[DutyKind, ...] = ()
    duty_groups: Mapping[str, Text] = field(default_factory=dict)  # the filters of the worklist, in this order
    words: FactWords | None = None
    actions: Mapping[str, frozenset[str]] = field(default_factory=dict)  # groups, for `guitu/roles.py` to give
    # A role that is given such a group sees the compartment whole in its area.
    whole: Mapping[str, str] = field(default_factory=dict)
    # Which of its commands other systems may call, and why not the others: `read_back`, `decision`, … (`guitu/for_systems.py`).
    open_commands: tuple[OpenCommand, ...] = ()
    closed_commands: Mapping[str, str] = field(default_factory=dict)  # names, several in one text, and the reason
    menu: tuple[MenuEntry, ...] = ()
    first: tuple[FirstPage, ...] = ()
    search: Search | None = None
    # How many wait at a line of the menu, by its key: SQL over the account `a`, giving a count by post as one JSON object;
    # read together with the session.
    badges: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[NoticeKind, ...] = ()
    waiting: tuple[WaitingPage, ...] = ()
    jobs: tuple[ClockJob, ...] = ()
    sums: Mapping[str, Sums] = field(default_factory=dict)
    side_card: SideCard | None = None
    columns: Mapping[str, str] = field(default_factory=dict)  # of the list of people, see `people/columns.py`
    hanging: Mapping[str, str] = field(default_factory=dict)  # who hangs at a place, see `grid/hanging.py`
    hanging_posts: Mapping[str, str] = field(default_factory=dict)  # and at a post
    follows: str = ""  # how its rows follow a place that gets another code, see `grid/following.py`
    moved: Mapping[str, str] = field(default_factory=dict)  # what of it lies at `paths`, told before a change
    counts: tuple[Count, ...] = ()  # what figures may count of its rows, see `kit/counts.py`
    # What kernels call of it, by dotted names: who folds its kinds of matter (`settling/composers.py`), and what its papers
    # are made of, by compartment (`papers/sources.py`).
    folds: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    carries: str = ""  # what it does beyond a statement when places get other codes (`grid/following.py`)
    sheets: tuple[str, ...] = ()  # what comes in and goes out by Excel, each described in its slice (`kit/sheets.py`)
    # The command by which what a kind of sheet says otherwise of somebody on file is put right (`importing/registry.py`).
    corrections: Mapping[str, str] = field(default_factory=dict)
    explains: str = ""  # what on file says why somebody is not reached, see `people/explaining.py`
    signals: str = ""  # what on file says that something is wrong, see `people/signalling.py`
    linked: tuple[str, ...] = ()  # what a link without an account opens (`links/doors.py`)
    lists: tuple[ListPage, ...] = ()  # that are read, ordered and kept by `lists`
    sealed_as: tuple[SealedAs, ...] = ()  # what turning the key must know (`rotation/columns.py`)
    alarms: tuple[str, ...] = ()  # what `/readyz` asks besides the jobs (`kit/health.py`), by dotted names
    exported: tuple[ExportColumn, ...] = ()  # beside what `exports` has of its own
