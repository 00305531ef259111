"""The worker's process, python -m app.workers.child NICE SCHEDULER MODULE…: jobs come by stdin, answers go by stdout.

It ends when stdin does, whatever it is doing then: a server that was killed leaves no worker behind.
"""

import importlib
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO, Final

SWITCH_INTERVAL: Final = 0.0005  # seconds: a job that is taken back hears of it soon


def main(nice: int, scheduler: str, modules: list[str]) -> None:
    """Do jobs until nobody sends any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    if hasattr(os, "nice"):
        os.nice(nice)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints where people read it
    sys.setswitchinterval(SWITCH_INTERVAL)

    from app.workers.desk import Desk
    from app.workers.messages import Do, Ready, write
    from app.workers.tile_executor import TileExecutor

    lock = threading.Lock()

    def say(message: Any) -> None:
        try:
            with lock:
                write(answers, message)
        except OSError:  # nobody listens any more
            os._exit(0)

    desk = Desk(say, TileExecutor(scheduler).get)
    jobs: queue.SimpleQueue[Do] = queue.SimpleQueue()
    for module in modules:
        importlib.import_module(module)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs, desk), daemon=True).start()
    say(Ready())
    while True:
        desk.do(jobs.get())


def _listen(stream: BinaryIO, jobs: Any, desk: Any) -> None:
    from app.workers.messages import Do, read

    try:
        while True:
            message = read(stream)
            if isinstance(message, Do):
                jobs.put(message)
            else:
                desk.stop(message.number)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
