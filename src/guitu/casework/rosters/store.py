"""The tables in which rosters of people lie; a row becomes a person."""

from guitu.importing.store import Store

SHEET = "people"  # as offices' answers about it are remembered
STORE = Store("casework_importbatch", "casework_importrow", "person_id")
