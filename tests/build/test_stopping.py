"""Being stopped: real signals to real builds, at any point of their work; nothing is left running, half done or hanging."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest
from building import children, contents, edit, is_running, kill, left_over, project, run, start, wait_until
from conftest import REPOSITORY

from generator.build.executors import Foreman, StalledError, workers
from generator.system.stopping import Stopped, stoppable, unstoppable

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a project; each test changes a text, and has most of the work still to do."""
    root = project(tmp_path_factory.mktemp("project"))
    code, said = run(root, "build", "--jobs", "2")
    assert 0 == code, said
    return root


def idle(seconds: float) -> None:
    """Do nothing for a while."""
    threading.Event().wait(seconds)


def at_work(root: Path, words: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a build of a changed text, and wait until both its workers are there; give it and them."""
    edit(root, words)
    process = start(root, "build", "--jobs", "2")
    wait_until(lambda: len(children(process.pid)) == 2)
    return process, children(process.pid)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_asked_to_stop_it_cleans_up(built_once: Path, name: str) -> None:
    """One sentence, the exit code of custom, no worker, no leftover, and the old site as it was."""
    before = contents(built_once / "site")
    process, others = at_work(built_once, f"Stopped by {name}.")

    process.send_signal(getattr(signal, name))
    said, _ = process.communicate(timeout=60)

    assert f"The build was stopped ({name}). The last good site is as it was.\n" == said
    assert 128 + getattr(signal, name) == process.returncode
    assert [] == [each for each in others if is_running(each)]
    assert ([], False) == (left_over(built_once), (built_once / ".cache" / "lock").exists())
    assert before == contents(built_once / "site")


def test_a_closed_terminal_reaches_everyone_and_ends_as_quietly(built_once: Path) -> None:
    """Ctrl-C and hang-up go to workers too: these leave it to the build, and nobody prints a traceback."""
    process, others = at_work(built_once, "Stopped with the group.")

    os.killpg(process.pid, signal.SIGHUP)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=60)

    assert "Traceback" not in said
    assert 1 == said.count("The build was stopped")
    assert [] == [each for each in others if is_running(each)]


def test_killed_it_takes_its_workers_along(built_once: Path) -> None:
    """A build that is killed outright leaves no worker behind, whatever these were doing, and the next one clears up."""
    process, others = at_work(built_once, "Killed.")

    kill(process)

    wait_until(lambda: not any(is_running(each) for each in others))
    code, said = run(built_once, "build", "--jobs", "2")
    assert (0, []) == (code, left_over(built_once)), said


def test_a_worker_that_is_killed_is_said(built_once: Path) -> None:
    """When the machine ends a worker, as it does when memory runs out, that is a problem in plain words."""
    before = contents(built_once / "site")
    process, others = at_work(built_once, "Without a worker.")

    os.kill(others[0], signal.SIGKILL)
    said, _ = process.communicate(timeout=60)

    assert 1 == process.returncode
    assert (
        "site:1:1: error: a worker ended before its work was done; most often because memory ran out [machine]" in said
    )
    assert "Traceback" not in said
    assert (before, []) == (contents(built_once / "site"), left_over(built_once))


def test_started_with_nohup_it_goes_on(built_once: Path) -> None:
    """A build that was started to take no notice of a closed terminal takes none."""
    edit(built_once, "Started with nohup.")
    process = start(
        built_once, "build", "--only", "site", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)
    )
    wait_until(lambda: left_over(built_once))

    process.send_signal(signal.SIGHUP)
    said, _ = process.communicate(timeout=60)

    assert (0, True) == (process.returncode, "Built 1 edition" in said)


def test_zensical_ends_with_the_build(tmp_path: Path) -> None:
    """The other engine, which is a program of its own, is not left running either."""
    root = project(tmp_path)
    process = start(root, "build", "--only", "site", "--engine", "zensical", "--jobs", "1")
    wait_until(lambda: children(process.pid))
    others = children(process.pid)

    kill(process)

    wait_until(lambda: not any(is_running(each) for each in others))
    assert others


def test_asked_again_while_it_cleans_up_it_takes_no_notice() -> None:
    """The first request ends the work; more of them do not disturb what puts things in order."""
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    steps = []

    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(10)
            steps.append("went on")
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGHUP)
            steps.append("put in order")

    with pytest.raises(Stopped, match="SIGTERM") as caught, stoppable():
        work()

    assert (143, ["put in order"]) == (caught.value.exit_code, steps)
    assert before == [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]


def test_what_must_not_be_halved_is_not(tmp_path: Path) -> None:
    """Asked to stop while a site is put in place, a build finishes that, and handles signals as before after it."""
    with stoppable():
        with unstoppable():
            os.kill(os.getpid(), signal.SIGTERM)
            (tmp_path / "done").touch()
        handler = signal.getsignal(signal.SIGTERM)

    assert (tmp_path / "done").exists()
    assert "stop" == handler.__name__  # type: ignore[union-attr]


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    """Only the main thread can say how signals are handled; in any other, work is done without."""
    done = []

    def work() -> None:
        with stoppable(), unstoppable():
            done.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [signal.getsignal(signal.SIGTERM)] == done


def test_work_that_stands_still_is_said() -> None:
    """When no job comes to an end for too long, whoever waits hears of it instead of waiting for ever."""
    foreman = Foreman(patience=0.3)
    with pytest.raises(StalledError, match="no part of the work has come to an end"), workers(2) as pool:
        foreman.result(foreman.submit(pool, idle, 60))


def test_work_that_goes_on_is_waited_for() -> None:
    """As long as other jobs end, one that takes long is waited for."""
    foreman = Foreman(patience=1)
    slow: Future[str] = Future()
    with workers(2) as pool:
        jobs = [foreman.submit(pool, idle, 0.5) for _ in range(6)]
        jobs[-1].add_done_callback(lambda _: slow.set_result("done"))
        result = foreman.result(slow)

    assert "done" == result


ORPHANS = """
import os, signal, sys, time
from generator.build import executors
from generator.build.executors import workers
executors.sys = type("Elsewhere", (), {"platform": "somewhere else"})
with workers(2) as pool:
    for _ in range(2):
        pool.submit(time.sleep, 600)
    print("started", flush=True)
    time.sleep(600)
"""


def test_where_the_kernel_does_not_help_a_worker_watches_its_parent() -> None:
    """Without Linux's own way, workers end with their parent all the same."""
    command = [sys.executable, "-c", ORPHANS]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        wait_until(lambda: len(children(process.pid)) == 2)
        others = children(process.pid)
        kill(process)
        wait_until(lambda: not any(is_running(each) for each in others))

    assert 2 == len(others)
