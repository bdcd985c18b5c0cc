"""Seed pages into manuscripts, with the ledger of every character."""
