"""Where work runs on this machine: in this process, or in others."""

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from generator.build.executors import InThisProcess, workers


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
