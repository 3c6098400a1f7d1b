"""A site shown in the browser while the rest of it is still being made."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.cli.terminal import say

HERE, USUAL_PORT, ANY_PORT = "127.0.0.1", 8000, 0


class _Handler(SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and says nothing of who asked."""

    def log_message(self, *_: object) -> None:
        """Keep the terminal for what the build says."""


class QuietServer(ThreadingHTTPServer):
    """Answers in threads that end with the program, and says nothing of who asks."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""

    def begin(self) -> None:
        """Answer, in a thread of its own, until the program ends."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()


@contextmanager
def showing(site: Path) -> Iterator[Callable[[int], None]]:
    """Give what shows a site whose PDFs are still made; it is shown until the end of the block, on this machine alone.

    What is given takes the minutes that the PDFs will take, about.
    """
    with ExitStack() as stack:

        def show(minutes: int) -> None:
            server = stack.enter_context(_listening(site))
            server.begin()
            stack.callback(server.shutdown)
            soon = f"in about {minutes} minutes" if minutes > 1 else "within a minute or so"
            say(f"The pages are there: http://{HERE}:{server.server_address[1]}/ shows them until this command ends.")
            say(f"Their PDFs follow {soon}. Until then, pages say that they are not made yet.")

        yield show


def _listening(site: Path) -> QuietServer:
    answer = partial(_Handler, directory=str(site))
    try:
        return QuietServer((HERE, USUAL_PORT), answer)
    except OSError:  # somebody else listens there
        return QuietServer((HERE, ANY_PORT), answer)
