"""The issue that lists what falls due: opened when something does, kept up to date, and closed when all is done."""

import json
import re

from generator.system.git import GitError, Repository
from generator.upkeep.host import gh
from generator.upkeep.request_text import MOST_STATUS, block

TITLE = "What falls due"

_COUNTED = re.compile(r"(Nothing|(?:[1-9][0-9]*) things?) falls? due by [0-9]{4}-[0-9]{2}-[0-9]{2}\.")
"""How the list of `./handbook due` begins; anything else is no list, and says nothing about what is due."""

_INTRODUCTION = (
    "These things have to be done by the days named. Until then your pages are right; afterwards they say beside "
    "each number that it was not checked. Nothing stops."
)
_HOW = (
    "When it is done, put it on record: `./handbook confirm CODE NAME --by WHO` for a contact, national or a number of "
    "your own, `./handbook approve CODE DOCUMENT --by WHO` for a document, and a new `check_by` or `review_by` in the "
    "file named for what else is your own. "
    "This issue is brought up to date each week, and closes when nothing is left."
)


def keep_issue(repository: Repository, due: str) -> str:
    """Open the issue, bring it up to date or close it, and return what was done, in a sentence.

    Only an issue that the job itself opened is its own: anybody may open one of the same title.

    Args:
        repository: The copy.
        due: What `./handbook due` printed.

    Raises:
        GitError: That is no list of what is due, or the host refused.
    """
    counted = _COUNTED.match(due)
    if counted is None:
        raise GitError("what falls due could not be read, so its issue was left as it is")
    fields = ("--state", "open", "--search", f"{TITLE} in:title", "--json", "number,title,author", "--limit", "100")
    listed = json.loads(gh(repository, "issue", "list", *fields))
    own = [str(each["number"]) for each in listed if each["title"] == TITLE and each["author"].get("is_bot")]
    if counted[1] == "Nothing":
        for number in own:
            gh(repository, "issue", "close", number, "--comment", counted[0])
        return f"{counted[0]} Issue {own[0]} is closed." if own else counted[0]
    text = "\n\n".join((_INTRODUCTION, block(due, MOST_STATUS), _HOW)) + "\n"
    if own:
        gh(repository, "issue", "edit", own[0], "--body-file", "-", data=text)
        return f"Issue {own[0]} says what falls due."
    gh(repository, "issue", "create", "--title", TITLE, "--body-file", "-", data=text)
    return "An issue is open that says what falls due."
