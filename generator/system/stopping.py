"""Being asked to stop, by Ctrl-C or by the machine (SIGTERM, SIGHUP): work ends at once, cleans up, and says so."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_Handler = Callable[[int, FrameType | None], Any]


class Stopped(BaseException):
    """Raised where the work was when it was asked to stop; `exit_code` is what the program ends with, by custom."""

    def __init__(self, number: int) -> None:
        """Keep the `number` of the signal."""
        self.exit_code = 128 + number
        super().__init__(signal.Signals(number).name)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` within the block when asked to stop; asked again while that cleans up, take no notice.

    What the program was started to take no notice of (`nohup`) stays so.
    """

    def stop(number: int, _: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, _take_no_notice)
        raise Stopped(number)

    with _handling(stop):
        yield


@contextmanager
def unstoppable() -> Iterator[None]:
    """Take no notice of being asked to stop within the block, which must be short: half of it is worse than all."""
    with _handling(_take_no_notice):
        yield


def _take_no_notice(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; SIG_IGN would have Python complain of a signal that is on its way already."""


@contextmanager
def _handling(handler: _Handler) -> Iterator[None]:
    """Have signals handled in another way for as long as the block lasts; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.getsignal(each) for each in SIGNALS}
    ours = {each: old for each, old in before.items() if old not in (signal.SIG_IGN, None)}
    for each in ours:
        signal.signal(each, handler)
    try:
        yield
    finally:
        for each, old in ours.items():
            signal.signal(each, old)
