"""The tables in which rosters of people lie; a row becomes a person."""

from guitu.importing.store import Store

STORE = Store("casework_importbatch", "casework_importrow", "person_id")
