"""Where work runs: in this process, in local processes, or on a Dask cluster."""

import os
from concurrent.futures import ProcessPoolExecutor

import distributed
import pytest
from distributed import Client, LocalCluster

from generator.build.executors import InThisProcess, cluster, workers


def double(number):
    """Return twice a number; stands in the module so that other processes can find it."""
    if number < 0:
        raise ValueError("too small")
    return 2 * number


def process(_):
    """Return the id of the process that does the job."""
    return os.getpid()


def test_one_job_runs_in_this_process():
    """With one job, work is done in the process that asks."""
    with workers(1) as executor:
        done = executor.submit(process, 1).result()

    assert os.getpid() == done


def test_several_jobs_run_in_other_processes():
    """With several jobs, work is done in processes of their own."""
    with workers(2) as executor:
        done = [executor.submit(process, each).result() for each in (1, 2)]

    expected = (True, False)

    assert expected == (isinstance(executor, ProcessPoolExecutor), os.getpid() in done)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_job_raises_where_its_result_is_asked_for(jobs):
    """What a job raises reaches whoever asks for the results."""
    with workers(jobs) as executor, pytest.raises(ValueError, match="too small") as raised:
        executor.submit(double, -1).result()

    expected = ("too small",)

    assert expected == raised.value.args


def test_in_this_process_gives_finished_futures():
    """A job is done when it is submitted, with the words it was given."""
    future = InThisProcess().submit(int, "11", base=2)

    expected = (True, 3)

    assert expected == (future.done(), future.result())


@pytest.fixture
def scheduler():
    """Return the address of a Dask cluster that lives in this process and listens on the loopback address only."""
    where = {"host": "127.0.0.1", "protocol": "tcp", "dashboard_address": None}
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **where) as local:
        yield local.scheduler_address


def test_a_cluster_does_the_jobs(scheduler):
    """Given a scheduler's address, its workers do the jobs."""
    with cluster(scheduler) as executor:
        done = [each.result() for each in [executor.submit(double, number) for number in (1, 2)]]
    expected = [2, 4]

    assert expected == done


def test_a_failed_job_on_a_cluster_raises_its_own_exception(scheduler):
    """What a job raises on a worker reaches whoever asks for the results, as it does at home."""
    with cluster(scheduler) as executor, pytest.raises(ValueError, match="too small") as raised:
        executor.submit(double, -1).result()

    expected = ("too small",)

    assert expected == raised.value.args


def test_no_cluster_at_an_address_is_said(monkeypatch):
    """An address where no scheduler answers raises an OSError, after a while."""
    monkeypatch.setattr(distributed, "Client", lambda address, timeout: Client(address, timeout=timeout / 100))

    with pytest.raises(OSError, match=r"127\.0\.0\.1:1") as raised, cluster("tcp://127.0.0.1:1"):
        pass

    assert isinstance(raised.value, TimeoutError | OSError)
