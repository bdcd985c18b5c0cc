"""The tests of huozi."""
