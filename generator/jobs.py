"""Where work runs: in this process, in local processes, or on a Dask cluster."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


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


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Give somewhere to run `jobs` jobs at a time on this machine."""
    if jobs <= 1:
        yield InThisProcess()
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield pool


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the workers of the Dask cluster whose scheduler is at `address`.

    Raises:
        ModuleNotFoundError: The optional package `distributed` is not installed.
        OSError: Nothing answers there.
    """
    from distributed import Client  # noqa: PLC0415 - optional, and only for those who have a cluster

    with Client(address, timeout=10) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor()
