"""So many clients that ask for maps one after the other: python map_clients.py ADDRESS PATH CLIENTS.

The first line of its input is what they send, the second one ends them.
Each says how many of its maps arrived, were refused with a time to wait, or came to anything else.
"""

import http.client
import json
import sys
import threading
from collections import Counter
from urllib.parse import urlsplit


def ask_on(
    address: str, path: str, body: bytes, name: str, over: threading.Event, tally: Counter[str]
) -> None:
    """Asks until it is over; waits as long as it is told to."""
    parts = urlsplit(address)
    headers = {"Content-Type": "application/json", "X-Tab": name}
    while not over.is_set():
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=300)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            wait = answer.getheader("Retry-After")
            kind = (
                "arrived" if answer.status == 200 else "refused" if answer.status == 503 and wait else "other"
            )
        except OSError:
            kind, wait = "other", None
        finally:
            connection.close()
        if not over.is_set():
            tally[kind] += 1
            over.wait(float(wait or 0))


def main(address: str, path: str, count: int) -> None:
    body = sys.stdin.buffer.readline()
    over, tally = threading.Event(), Counter({"arrived": 0, "refused": 0, "other": 0})
    for number in range(count):
        threading.Thread(
            target=ask_on, args=(address, path, body, f"client {number}", over, tally), daemon=True
        ).start()
    print("begun", flush=True)
    sys.stdin.buffer.readline()
    over.set()
    print(json.dumps(tally), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
