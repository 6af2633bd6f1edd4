"""Mistakes that the person at the keyboard can mend."""


class UserError(ValueError):
    """Says in one line what is wrong and what to do; commands show it and exit with code 2."""
