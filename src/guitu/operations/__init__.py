"""The administrators' pages: who looked at what, the ledger, how the house runs, accounts; no data of anybody in care."""
