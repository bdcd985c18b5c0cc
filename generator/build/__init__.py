"""The engine: compares sources and output with the state, renders, releases, reports."""
