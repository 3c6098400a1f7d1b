"""Work on a Dask cluster: jobs go there with the files they need, and whatever can fail there is a sentence."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from generator.build.errands import WAYS, OtherProgramError, Way, errand, program, run

SECONDS_TO_ANSWER, SECONDS_FOR_A_WORKER = 10, 60
"""How long a scheduler may take to answer, and how long a build waits for the first worker, or for another one."""
_TRIES = 2
"""How often a job is done again whose worker ended."""
_NAMED = 3


class ClusterError(Exception):
    """Raised where a cluster cannot do the work: a sentence that says why."""


class Cluster(Executor):
    """Has jobs done by the workers of a Dask cluster, which share no folder with this machine."""

    def __init__(self, client: Any, address: str) -> None:
        """Work with a client that is connected to the scheduler at an address."""
        self._client, self._address = client, address
        self._workers = client.get_executor(pure=False, retries=_TRIES)
        self._last_seen = time.monotonic()

    @property
    def width(self) -> int:
        """How many jobs are done at a time."""
        threads: Mapping[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a job done; one whose result is here already is not sent."""
        way, (job,), done = WAYS[fn], args, Future[Any]()
        if (kept := way.kept(job)) is not None:
            done.set_result(kept)
        else:
            sent = self._workers.submit(run, errand(way, job), **kwargs)
            sent.add_done_callback(lambda found: _settle(done, way, job, found))
        return done

    def look(self) -> None:
        """Make sure that something is still to be expected of the cluster.

        Raises:
            ClusterError: Its scheduler is gone, or its last worker for too long.
        """
        if self._client.status != "running":
            raise ClusterError(f"the Dask scheduler at {self._address} does not answer any more")
        if self._client.nthreads():
            self._last_seen = time.monotonic()
        elif time.monotonic() - self._last_seen > SECONDS_FOR_A_WORKER:
            sentence = f"the Dask cluster at {self._address} has had no worker for {SECONDS_FOR_A_WORKER} seconds"
            raise ClusterError(sentence)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Return the cluster whose scheduler is at an address, once it has a worker and each has this very program.

    Raises:
        ModuleNotFoundError: The optional package `distributed` is not installed.
        ClusterError: Nothing answers there, no worker comes, or one has another version of the program, or none.
    """
    from distributed import Client  # noqa: PLC0415 - optional, and only for those who have a cluster

    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as exc:
        raise ClusterError(f"no Dask scheduler answers at {address}") from exc
    with client:
        _wait_for_a_worker(client, address)
        _compare(client)
        yield Cluster(client, address)


def _wait_for_a_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS_FOR_A_WORKER)
    except TimeoutError as exc:
        sentence = f"the Dask scheduler at {address} has no worker, and none came within {SECONDS_FOR_A_WORKER} seconds"
        raise ClusterError(sentence) from exc


def _compare(client: Any) -> None:
    """Make sure that each worker has this program, so that no result depends on who made it."""
    found, ours = client.run(program, on_error="return"), program()
    without = [worker for worker, said in found.items() if isinstance(said, Exception)]
    others = [worker for worker, said in found.items() if isinstance(said, str) and said != ours]
    for workers, what in (
        (without, "have not this program installed"),
        (others, "have another version of the program"),
    ):
        if workers:
            more = f" and {len(workers) - _NAMED} more" if workers[_NAMED:] else ""
            raise ClusterError(f"these workers {what}, or of a library: {', '.join(workers[:_NAMED])}{more}")


def _settle(done: Future[Any], way: Way, job: Any, found: Future[Any]) -> None:
    """Give what a job came to, here, to whoever waits for it."""
    try:
        done.set_result(way.receive(job, found.result()))
    except BaseException as exc:  # noqa: BLE001 - whatever it is belongs to who asks for the result
        done.set_exception(_in_words(exc))


def _in_words(exc: BaseException) -> BaseException:
    """Return what happened to a job as a sentence, where it is about the cluster and not about the job."""
    if isinstance(exc, OtherProgramError):
        return ClusterError(str(exc))
    if isinstance(exc, ImportError):
        return ClusterError(f"a worker has not this program installed: {exc}")
    if isinstance(exc, CancelledError):
        return ClusterError("the cluster gave a job up: its scheduler or its workers are gone")
    if type(exc).__module__.startswith("distributed"):
        return ClusterError(f"the cluster gave a job up: {exc}")
    return exc
