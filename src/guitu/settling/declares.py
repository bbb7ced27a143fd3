"""Settling declares its jobs here: each night what opens within two months is written, and what nobody settled is found."""

from __future__ import annotations

from guitu.kit.declarations import ClockJob, Declaration, SealedAs

DECLARATION = Declaration(
    package="settling",
    sealed_as=(
        SealedAs("ledger_fact.body", "casework_fact|body"),
        SealedAs("ledger_fact.note", "casework_fact|note"),
        SealedAs("settling_summary.course", "casework_summary|course"),
    ),
    jobs=(
        ClockJob("move_every_horizon", "10 16 * * *", "move_horizon"),
        ClockJob("settle_what_is_left_everywhere", "*/10 * * * *", "settle_what_is_left"),
    ),
)
