"""The weekly jobs, kept on: a host switches off the schedules of a public repository in which little changes."""

import json
import re

from generator.system.git import Repository
from generator.upkeep.host import gh
from generator.upkeep.national_merge import WORKFLOWS

_SCHEDULE = re.compile(r"(?m)^  schedule:\s*(?:#.*)?$")
_BY_HAND = "disabled_manually"


def keep_schedules(repository: Repository) -> str:
    """Say to the host that each workflow with a schedule is wanted, and return what was done, in a sentence.

    Nothing is committed, and what a person switched off stays so.

    Raises:
        GitError: The host refused.
    """
    listed = json.loads(gh(repository, "api", "repos/{owner}/{repo}/actions/workflows?per_page=100"))["workflows"]
    kept = []
    for each in sorted(listed, key=lambda one: str(one["path"])):
        path = str(each["path"])
        is_plain = re.fullmatch(rf"{re.escape(WORKFLOWS)}/[\w.-]+", path) and (repository.folder / path).is_file()
        if not is_plain or each["state"] == _BY_HAND:
            continue
        if _SCHEDULE.search((repository.folder / path).read_text(encoding="utf-8", errors="replace")):
            place = f"repos/{{owner}}/{{repo}}/actions/workflows/{int(each['id'])}/enable"
            gh(repository, "api", place, "--method", "PUT")
            kept.append(path.rpartition("/")[2])
    return f"Kept on: {', '.join(kept)}." if kept else "No schedule is to be kept on."
