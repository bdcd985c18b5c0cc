"""The makeup of a page (版): stories and a measure in, places of boxes out; pure functions."""
