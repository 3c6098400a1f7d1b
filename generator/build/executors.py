"""Where work runs on this machine: in this process, or in others that end with it."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from typing import Any

from generator.system.process_locks import let_go_in_a_worker

PATIENCE = 900.0
"""For how many seconds a build waits while no job of its ends; then something hangs."""
_STEP = 5.0
_IN_HAND = 2
"""How many jobs are handed out for each that is done at a time, so that nobody waits for the next."""
Hear = Callable[[int, int], None]
"""Hears how many jobs have ended, and how many were handed out so far."""

_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux: which signal a process gets when its parent ends."""


class InThisProcess(Executor):
    """Does each job at once, in the process that asks; used with one job, and to debug."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do the job and give its result as a finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as exc:  # noqa: BLE001 - whatever a job raises belongs to who asks for its result
            future.set_exception(exc)
        return future


class StalledError(Exception):
    """Raised when no job has ended for longer than one is waited for."""


class Foreman:
    """Hands out jobs and waits for their results, as long as any job still comes to an end now and then."""

    def __init__(self, patience: float = PATIENCE, hear: Hear = lambda _ended, _handed_out: None) -> None:
        """Wait for so many seconds while no job ends; `hear` is told of each that does."""
        self._patience = patience
        self._hear = hear
        self._handed_out = self._ended = 0
        self._look: Callable[[], object] = bool
        self._last = time.monotonic()

    def submit(self, where: Executor, fn: Callable[..., Any], *args: Any) -> Future[Any]:
        """Have a job done."""
        self._last = time.monotonic()
        self._handed_out += 1
        self._look = getattr(where, "look", bool)
        future = where.submit(fn, *args)
        future.add_done_callback(self._note)
        return future

    def result(self, future: Future[Any]) -> Any:
        """Return what a job came to, or raise what it raised.

        Raises:
            StalledError: Neither this nor any other job has ended for too long.
        """
        while not wait_for([future], timeout=min(_STEP, self._patience)).done:
            self._look()
            if time.monotonic() - self._last > self._patience:
                raise StalledError(f"no part of the work has come to an end for {self._patience / 60:.0f} minutes")
        return future.result()

    def results(self, where: Executor, fn: Callable[..., Any], jobs: Iterable[Any]) -> Iterator[Any]:
        """Yield what jobs come to, in their order, with no more of them handed out at a time than keeps all busy.

        Raises:
            StalledError: As for `result`.
        """
        waiting: deque[Future[Any]] = deque()
        for job in jobs:
            waiting.append(self.submit(where, fn, job))
            if len(waiting) > _IN_HAND * getattr(where, "width", os.cpu_count() or 1):
                yield self.result(waiting.popleft())
        while waiting:
            yield self.result(waiting.popleft())

    def _note(self, _: Future[Any]) -> None:
        self._last = time.monotonic()
        self._ended += 1
        self._hear(self._ended, self._handed_out)


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Return somewhere to run `jobs` jobs at a time on this machine; when the block fails, what still runs is ended."""
    if jobs <= 1:
        yield InThisProcess()
        return
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(max_workers=jobs, initializer=end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            ours = set(multiprocessing.active_children()) - others
            for worker in ours:
                worker.kill()
            for worker in ours:
                worker.join()
            raise


def end_with_parent() -> None:
    """Have this worker end as soon as the process that started it does, however that ends.

    On Linux the kernel sees to it, whatever the worker is doing; elsewhere a thread watches. Ctrl-C and a closed
    terminal reach the whole group, and are the parent's to deal with.
    """
    let_go_in_a_worker()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for each in (signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_end_when_alone, daemon=True).start()


def _end_when_alone() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
