"""A host as GitHub is one to a workflow: git over HTTP with tokens that may do only so much, requests, and runs of jobs."""

import base64
import compileall
import json
import os
import py_compile
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import yaml
from conftest import REPOSITORY
from copies import git, handed_on

GH = """\
#!{python}
# What `gh pr` and `gh issue` do to a repository's requests and issues, with the token's permissions.
import json, os, pathlib, sys
state = pathlib.Path({state!r})
words, options = sys.argv[1:3], dict(zip(sys.argv[3:], sys.argv[4:]))
may = json.loads((state / "tokens.json").read_text()).get(os.environ.get("GH_TOKEN", ""), {{}})
if words[0] == "issue":
    if may.get("issues", "none") != "write":
        sys.exit("HTTP 403: Resource not accessible by integration")
    issues = json.loads((state / "issues.json").read_text())
    body = "" if words[1] in ("list", "close") else sys.stdin.read()
    if words[1] == "list":
        print(json.dumps([each for each in issues if each["state"] == "OPEN"]))
    elif words[1] == "create":
        by = {{"login": "app/github-actions", "is_bot": True}}
        made = {{"number": len(issues) + 1, "state": "OPEN", "title": options["--title"], "author": by, "body": body}}
        issues.append(made)
    elif words[1] == "close":
        issues[int(sys.argv[3]) - 1]["state"] = "CLOSED"
    else:
        issues[int(sys.argv[3]) - 1]["body"] = body
    (state / "issues.json").write_text(json.dumps(issues))
    sys.exit(0)
if words[0] == "api":
    if may.get("actions", "none") != "write":
        sys.exit("HTTP 403: Resource not accessible by integration")
    workflows = json.loads((state / "workflows.json").read_text())
    if "PUT" in sys.argv:
        number = int(sys.argv[2].split("/")[-2])
        kept = [each | ({{"enabled": True}} if each["id"] == number else {{}}) for each in workflows]
        (state / "workflows.json").write_text(json.dumps(kept))
    else:
        print(json.dumps({{"workflows": workflows}}))
    sys.exit(0)
level = may.get("pull-requests", "none")
if level == "none" or words != ["pr", "list"] and level != "write":
    sys.exit("HTTP 403: Resource not accessible by integration\\nmore of it")
requests = json.loads((state / "requests.json").read_text())
if words == ["pr", "list"]:
    print(json.dumps([each for each in requests if each["branch"] == options["--head"]]))
    sys.exit(0)
body = sys.stdin.read()
if len(body) > 65536:
    sys.exit("GraphQL: Body is too long")
if words == ["pr", "create"]:
    tip = os.popen("git --git-dir " + {origin!r} + " rev-parse refs/heads/" + options["--head"]).read().strip()
    made = {{"number": len(requests) + 1, "state": "OPEN", "branch": options["--head"], "title": options["--title"]}}
    base = options.get("--base", "main")
    requests.append({{**made, "headRefOid": tip, "isCrossRepository": False, "body": body, "base": base}})
else:
    requests[int(sys.argv[3]) - 1]["body"] = body
(state / "requests.json").write_text(json.dumps(requests))
"""


def compile_program(folder: Path) -> None:
    """Compile the program into a folder, so that what is compiled counts wherever its source is the same, letter for letter."""
    drafts = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "generator", folder / "generator", ignore=drafts)
    by_their_text = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=by_their_text)
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            path.unlink()


class Host:
    """Serves the bare repositories of a folder over HTTP to whoever shows a token that may read or write them."""

    def __init__(self, root: Path, name: str, compiled: Path | None = None) -> None:
        """Serve a repository, with the requests that were made there before.

        Machines on which the program is set up find it compiled, as `compile_program` left it.
        """
        self.root, self.name, self.state, self.compiled = root, name, root / "host", compiled
        self.bin = self.state / "bin"
        self.tokens: dict[str, Mapping[str, str]] = {}
        self.shown: list[str] = []
        if not self.state.exists():
            self.bin.mkdir(parents=True)
            for kept in ("requests", "issues", "workflows"):
                self.save(f"{kept}.json", [])
        self.save("tokens.json", {})
        self.program("gh", GH.format(python=sys.executable, state=str(self.state), origin=str(root / name)))
        self.program("sudo", "#!/bin/sh\nexit 0\n")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Serve no longer."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        """The copy's web address."""
        return f"http://127.0.0.1:{self.server.server_port}/{self.name}"

    def program(self, name: str, text: str) -> None:
        """Put a program onto the path of every job."""
        path = self.bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def save(self, name: str, value: Any) -> None:
        """Keep something for the programs of jobs."""
        (self.state / name).write_text(json.dumps(value), encoding="utf-8")

    def token(self, permissions: Mapping[str, str]) -> str:
        """Return a new token that may do what is said, as each job gets one."""
        made = secrets.token_hex(16)
        self.tokens[made] = dict(permissions)
        self.save("tokens.json", self.tokens)
        return made

    def requests(self) -> list[dict[str, Any]]:
        """Return the pull requests."""
        found: list[dict[str, Any]] = json.loads((self.state / "requests.json").read_text(encoding="utf-8"))
        return found

    def issues(self) -> list[dict[str, Any]]:
        """Return the issues."""
        found: list[dict[str, Any]] = json.loads((self.state / "issues.json").read_text(encoding="utf-8"))
        return found

    def settle(self, state: str) -> None:
        """Have a person close or merge every open request."""
        self.save("requests.json", [{**each, "state": state} for each in self.requests()])

    def allows(self, authorization: str, *, write: bool) -> bool:
        """Return whether somebody who shows this may read, or write."""
        self.shown.append(authorization)
        word = base64.b64decode(authorization.removeprefix("Basic ") or b"").decode().rpartition(":")[2]
        level = self.tokens.get(word, {}).get("contents", "none")
        return level == "write" or (level == "read" and not write)


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def answer(self) -> None:
            address = urlsplit(self.path)
            write = "git-receive-pack" in self.path
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not host.allows(self.headers.get("Authorization", ""), write=write):
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="host"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            env = {
                "GIT_PROJECT_ROOT": str(host.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": address.path,
                "QUERY_STRING": address.query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_USER": "somebody",
                "PATH": os.environ["PATH"],
            }
            done = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=False)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            said = dict(line.split(": ", 1) for line in head.decode().splitlines())
            self.send_response(int(said.pop("Status", "200").split(" ")[0]))
            for name, value in {**said, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer  # noqa: N815 - the names that http.server calls

    return Handler


@dataclass
class Job:
    """How a job of a workflow ended: `success`, `failure` or `skipped`, what it handed on, and all that it printed."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""


class Run:
    """A run of a workflow file, job after job, each on a machine (a folder) of its own and with a token of its own."""

    def __init__(
        self,
        host: Host,
        workflow: str,
        variables: Mapping[str, str],
        branch: str = "main",
        form: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.host, self.variables, self.branch = host, variables, branch
        text = git(host.root / host.name, "show", f"{branch}:.github/workflows/{workflow}")
        self.workflow = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts: "on" is a word for yes in YAML
        asked = self.workflow["on"].get("workflow_dispatch") or {}
        self.form = {name: each.get("default", "") for name, each in asked.get("inputs", {}).items()} | dict(form)
        self.jobs: dict[str, Job] = {}
        for name, job in self.workflow["jobs"].items():
            self.jobs[name] = self._job(name, job)

    def _job(self, name: str, job: dict[str, Any]) -> Job:
        needs = job.get("needs", [])
        needed = [self.jobs[each] for each in ([needs] if isinstance(needs, str) else needs)]
        token = self.host.token(job.get("permissions", self.workflow.get("permissions", {})))
        known = {"github.ref_name": self.branch, **{f"vars.{key}": value for key, value in self.variables.items()}}
        known |= {f"inputs.{key}": value for key, value in self.form.items()}
        for other, done in self.jobs.items():
            known |= {f"needs.{other}.outputs.{key}": value for key, value in done.outputs.items()}
        condition = str(job.get("if", "true"))
        settled = all(each.result == "success" for each in needed) or "cancelled()" in condition
        if not settled or not holds(condition, known):
            return Job("skipped")
        machine = self.host.root / f"machine-{len(list(self.host.root.glob('machine-*')))}-{name}"
        return _Machine(self.host, machine, token, known).job(job)


class _Machine:
    """A folder with a home, a workspace and what GitHub tells a job, in which its steps run one after another."""

    def __init__(self, host: Host, root: Path, token: str, known: dict[str, str]) -> None:
        self.host, self.token, self.known = host, token, {**known, "github.token": token}
        self.workspace, self.home, self.temp = root / "workspace", root / "home", root / "temp"
        for each in (self.workspace, self.home, self.temp):
            each.mkdir(parents=True)
        self.log: list[str] = []

    def job(self, job: dict[str, Any]) -> Job:
        result = "success"
        for number, step in enumerate(job["steps"]):
            if result == "failure" or not holds(str(step.get("if", "true")), self.known):
                continue
            if not self.step(step, self.temp / f"output-{number}") and not step.get("continue-on-error"):
                result = "failure"
        outputs = {name: filled(text, self.known) for name, text in job.get("outputs", {}).items()}
        return Job(result, outputs, "".join(self.log))

    def step(self, step: dict[str, Any], output: Path) -> bool:
        action = step.get("uses", "").partition("@")[0]
        if action == "actions/checkout":
            return self.checkout(step.get("with", {}))
        if action == "actions/setup-python":
            return self.install()
        if action:
            return True
        env = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": f"{self.host.bin}:/usr/local/bin:/usr/bin:/bin",
            "PYTHON": sys.executable,
            "RUNNER_TEMP": str(self.temp),
            **{name: filled(str(text), self.known) for name, text in step.get("env", {}).items()},
        }
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        try:
            done = subprocess.run(words, cwd=self.workspace, env=env, capture_output=True, check=False, timeout=120)
        except OSError as exc:
            self.log.append(str(exc))
            return False
        self.log.append((done.stdout + done.stderr).decode("utf-8", "replace"))
        if "id" in step:
            self.known |= {f"steps.{step['id']}.outputs.{key}": value for key, value in handed_on(output).items()}
        return done.returncode == 0

    def checkout(self, given: dict[str, Any]) -> bool:
        """Do what actions/checkout does, and leave the token in the clone unless it is told not to."""
        header = f"http.extraheader=Authorization: Basic {base64.b64encode(f'x:{self.token}'.encode()).decode()}"
        depth = [] if given.get("fetch-depth") == "0" else ["--depth", "1"]
        ref = filled(str(given.get("ref", self.known["github.ref_name"])), self.known)
        git(self.workspace, "init", "--quiet")
        git(self.workspace, "remote", "add", "origin", self.host.address)
        wanted = ["+refs/heads/*:refs/remotes/origin/*"] if not depth else [ref]
        git(self.workspace, "-c", header, "fetch", "--quiet", *depth, "origin", *wanted)
        if depth:
            git(self.workspace, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        else:
            git(self.workspace, "checkout", "--quiet", "-B", ref, f"origin/{ref}")
        if given.get("persist-credentials") != "false":
            git(self.workspace, "config", *header.split("=", 1))
        return True

    def install(self) -> bool:
        """Have the packages installed, as setting up would: the environment that these tests run in stands for them."""
        venv = self.workspace / ".venv"
        venv.mkdir()
        for each in ("bin", "lib", "pyvenv.cfg"):
            (venv / each).symlink_to(Path(sys.prefix) / each)
        count = (
            "cksum requirements.txt pyproject.toml | cut -d' ' -f1,2 | tr '\\n' ' ' > .venv/.handbook-requirements.txt"
        )
        absolute = count.replace(
            "requirements.txt pyproject.toml", f"{self.workspace}/requirements.txt {self.workspace}/pyproject.toml"
        )
        subprocess.run(["bash", "-c", absolute], cwd=self.workspace, check=False)
        if self.host.compiled:
            shutil.copytree(self.host.compiled, self.workspace, dirs_exist_ok=True, copy_function=os.link)
        return True


def filled(text: str, known: Mapping[str, str]) -> str:
    """Return a text of a workflow with its expressions filled in; what is not known is empty, as on GitHub."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known.get(found[1], ""), text)


def holds(condition: str, known: Mapping[str, str]) -> bool:
    """Return whether a condition of a workflow holds: names, texts, ==, !=, && and ||, and that nobody cancelled it."""
    plain = condition.removeprefix("${{").removesuffix("}}").strip().replace("!cancelled()", "True")
    python = plain.replace("&&", " and ").replace("||", " or ").replace("true", "True")
    named = re.sub(r"(?<!')\b[a-z]+(?:\.[\w-]+)+", lambda found: repr(known.get(found[0], "")), python)
    return bool(eval(named, {"__builtins__": {}}))  # noqa: S307 - our own workflow files
