"""A user's mistake, which one line explains."""


class Mistake(Exception):
    """What was wrong, what was expected, what to do: printed as one line, exit code 2.

    Parameters
    ----------
    message : str
        One line or, where several places need mending, one line each.
    code : int, default 2
        Exit code of the command.
    """

    def __init__(self, message: str, code: int = 2):
        self.code = code
        super().__init__(message)
