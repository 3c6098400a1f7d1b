"""What a library says through its log while it works, collected so that a warning can stop a build."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Collector(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(level=logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def complaints(of: str) -> Iterator[list[str]]:
    """Collect the warnings of the library `of` in a list, for as long as the block lasts."""
    said: list[str] = []
    handler, logger = _Collector(said), logging.getLogger(of)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
