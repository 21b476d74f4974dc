"""What went wrong, in words for the one who has to put it right."""


class Problem(Exception):
    pass
