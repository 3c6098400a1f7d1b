"""Builds on a Dask cluster whose workers are processes of their own, in folders of their own, as on other machines."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from building import contents, wait_until
from conftest import REPOSITORY, Site
from test_build import options

from generator.build import cluster as clusters
from generator.build import errands
from generator.build.build import build
from generator.problems import ContentError

pytestmark = pytest.mark.site

BLOCKING = """
import sys
class Without:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "generator":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without())
"""


class Farm:
    """A scheduler, and workers that have nothing but the program installed: no project, and no folder in common."""

    def __init__(self, folder: Path) -> None:
        """Begin a scheduler."""
        self._folder, self._stack, self.workers = folder, ExitStack(), list[subprocess.Popen[str]]()
        ready = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(ready))
        wait_until(lambda: ready.is_file() and '"address"' in ready.read_text(encoding="utf-8"))
        self.address = ready.read_text(encoding="utf-8").partition('"address": "')[2].partition('"')[0]

    def add_worker(self, program: Path | None = None, startup: str = "") -> None:
        """Add a worker with a copy of the program of its own."""
        place = self._folder / f"worker-{len(self.workers)}"
        shutil.copytree(
            program or REPOSITORY / "generator", place / "generator", ignore=shutil.ignore_patterns("*.pyc")
        )
        (place / "sitecustomize.py").write_text(startup, encoding="utf-8")
        given = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(place / "scratch"))
        self.workers.append(self._start("worker", self.address, *given, path=place))

    def _start(self, *words: str, path: Path | None = None) -> subprocess.Popen[str]:
        place = path or self._folder
        env = {**os.environ, "PYTHONPATH": str(place), "TMPDIR": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
        log = self._stack.enter_context((place / f"{words[0]}.log").open("w", encoding="utf-8"))
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        command += ["--host", "127.0.0.1"]
        return subprocess.Popen(command, cwd=place, env=env, stdout=log, stderr=log, text=True)

    def close(self) -> None:
        """End every process, politely where it is still there."""
        for each in (*self.workers, self.scheduler):
            each.kill()
            each.wait()
        self._stack.close()


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    """Return a farm with a scheduler, and no worker yet."""
    folder = tmp_path / "farm"
    folder.mkdir()
    made = Farm(folder)
    yield made
    made.close()


def told(here: Site, scheduler: str) -> list[tuple[str, str]]:
    """Build on a cluster that cannot do it, and return what is said."""
    with pytest.raises(ContentError) as caught:
        build(options(here.root, scheduler=scheduler))
    return [(each.rule, each.sentence) for each in caught.value.problems]


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    site: Callable[..., Site], farm: Farm, tmp_path: Path
) -> None:
    """Four workers that share no folder make what this machine makes alone; the jobs of one that dies are done again."""
    here = site("trust-amends")
    for _ in range(4):
        farm.add_worker()
    killed: list[int] = []

    def tell(words: str, _: float) -> None:
        if words.startswith("Building hillside") and not killed:
            killed.append(farm.workers[0].pid)
            farm.workers[0].send_signal(signal.SIGKILL)

    outcome = build(options(here.root, scheduler=farm.address), tell=tell)
    build(options(here.root, site_dir=tmp_path / "alone"))

    assert ("", "hillside") == outcome.editions
    assert [farm.workers[0].pid] == killed
    assert outcome.remade["chapters"] > 0
    assert contents(tmp_path / "alone") == contents(here.root / "site")


def test_what_was_made_elsewhere_is_known_here(site: Callable[..., Site], farm: Farm) -> None:
    """Results go into the cache of who asks: the next build, without a cluster, makes what changed and nothing else."""
    here = site("trust-amends")
    farm.add_worker()
    build(options(here.root, scheduler=farm.address))
    (here.root / "site/index.html").unlink()

    again = build(options(here.root))

    assert ("",) == again.editions
    assert {"chapters": 0, "PDFs": 0, "Word documents": 0} == again.remade


def test_problems_of_content_are_those_of_this_machine(site: Callable[..., Site], farm: Farm) -> None:
    """What workers find wrong is told with the paths that people know."""
    here = site("trust-amends")
    farm.add_worker()
    here.write("trusts/hillside/values.yml", "crisis_line: 01632 960 100\nteam_base: the Old School\nnothing: 1\n")
    with pytest.raises(ContentError) as alone:
        build(options(here.root))

    with pytest.raises(ContentError) as caught:
        build(options(here.root, scheduler=farm.address))

    assert alone.value.problems == caught.value.problems


def test_a_scheduler_that_is_not_there_is_said(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing answers, a sentence says so, and nothing is built."""
    monkeypatch.setattr(clusters, "SECONDS_TO_ANSWER", 1)
    here = site()

    assert [("cluster", "no Dask scheduler answers at tcp://127.0.0.1:9")] == told(here, "tcp://127.0.0.1:9")
    assert not (here.root / "site").exists()


def test_a_scheduler_without_workers_is_said(
    site: Callable[..., Site], farm: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no worker comes, the build does not wait for ever."""
    monkeypatch.setattr(clusters, "SECONDS_FOR_A_WORKER", 1)
    ((rule, sentence),) = told(site(), farm.address)

    assert "cluster" == rule
    assert sentence.endswith("has no worker, and none came within 1 seconds")


def test_workers_without_the_program_are_named(site: Callable[..., Site], farm: Farm) -> None:
    """A worker on which the program is not installed is named before any work begins."""
    farm.add_worker()
    farm.add_worker(startup=BLOCKING)
    wait_until(lambda: "Registered" in (farm._folder / "worker-1/worker.log").read_text(encoding="utf-8"))
    ((rule, sentence),) = told(site(), farm.address)

    assert "cluster" == rule
    assert sentence.startswith("these workers have not this program installed, or of a library: tcp://127.0.0.1:")
    assert 1 == sentence.count("tcp://")


def test_workers_of_another_version_are_named(site: Callable[..., Site], farm: Farm, tmp_path: Path) -> None:
    """A worker with another version of the program would fill the cache with other results, and is named."""
    other = tmp_path / "other"
    shutil.copytree(REPOSITORY / "generator", other)
    (other / "colours.py").write_bytes((other / "colours.py").read_bytes() + b"# Another.\n")
    farm.add_worker(other)
    ((rule, sentence),) = told(site(), farm.address)

    assert "cluster" == rule
    assert "have another version of the program" in sentence


def test_a_job_for_another_version_is_refused() -> None:
    """A worker that joins later, with another version, does no job of this one."""
    sent = errands.errand(errands.Way(work=len), "job")

    assert 3 == errands.run(sent)
    with pytest.raises(errands.OtherProgramError, match="another version"):
        errands.run(errands.Errand(work=len, job="job", files={}, folders=(), program="other", is_once=False))


def test_a_scheduler_that_dies_in_the_middle_is_said(site: Callable[..., Site], farm: Farm) -> None:
    """The old site stays when the cluster goes away while it works, and a sentence says what happened."""
    here = site("trust-amends")
    build(options(here.root))
    before = contents(here.root / "site")
    here.change("national/sessions/listening-well.yml", "Listening is most of the work.", "Other words.")
    farm.add_worker()

    def tell(words: str, _: float) -> None:
        if words.startswith("Building"):
            farm.scheduler.kill()

    with pytest.raises(ContentError) as caught:
        build(options(here.root, scheduler=farm.address), tell=tell)

    assert ["cluster"] == [each.rule for each in caught.value.problems]
    assert before == contents(here.root / "site")
