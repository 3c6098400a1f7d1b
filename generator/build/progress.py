"""How far a build is, by its jobs: each edition has about as many as the one before it."""

from collections.abc import Callable

Tell = Callable[[str, float], None]
"""Hears what is being done, in a few words, and how much of the whole is done, from 0 to 1."""


class Progress:
    """Tells how far the making of so many editions is, as each begins and as jobs of theirs end."""

    def __init__(self, tell: Tell, editions: int) -> None:
        """Begin with nothing done."""
        self._tell = tell
        self._editions = editions
        self._begun = 0
        self._words = ""
        self._done = 0.0

    def begin(self, words: str) -> None:
        """Tell that an edition begins, in a few words."""
        self._begun += 1
        self._words = f"{words}, {self._begun} of {self._editions}"
        self._tell(self._words, self._done)

    def hear(self, ended: int, handed_out: int) -> None:
        """Tell how far it is when a job has ended, of those that were handed out for the editions begun so far."""
        self._done = max(self._done, self._begun / self._editions * ended / handed_out)
        left = handed_out - ended
        self._tell(f"{self._words}, {left} job{'' if left == 1 else 's'} left", self._done)
