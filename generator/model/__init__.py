"""Values: editions, articles, cards, addresses, settings, problems. Nothing in this package reads
a file, the clock or the environment.
"""
