"""Settings of the tests of the rules."""

from hypothesis import settings

# The first example of a test may find the machine busy or a library not yet warm: no limit a single example.
settings.register_profile("without time limit", deadline=None)
settings.load_profile("without time limit")
