"""Every limit of the server, by name, with what it is for; each can be set by an environment variable."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

PREFIX = "FALL_LINE_"


def _limit(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Settings:
    """The limits of one server. FALL_LINE_MAX_STEPS sets max_steps, and so on."""

    lan_hosts: tuple[str, ...] = _limit(
        (),
        "Host names or addresses, separated by commas, under which the server answers besides localhost, "
        "127.0.0.1 and [::1]; any port.",
    )
    max_lan_hosts: int = _limit(64, "Most entries of lan_hosts.")
    max_body_bytes: int = _limit(65_536, "Largest request body, in bytes.")
    max_json_depth: int = _limit(12, "Deepest nesting of lists and objects in a request.")
    max_header_bytes: int = _limit(16_384, "Largest request line and headers together, in bytes.")
    request_deadline: float = _limit(5.0, "Seconds within which a whole request must have arrived.")
    keep_alive: float = _limit(15.0, "Seconds for which an idle connection is kept.")
    graceful_shutdown: int = _limit(2, "Seconds that open streams get to end when the server stops.")
    concurrent_streams: int = _limit(64, "Streams that run at the same time; one more is answered 503.")
    concurrent_jobs: int = _limit(
        32,
        "Small maps and sweeps that threads of the server compute, or that wait for it, at the same time; one more "
        "is answered 503.",
    )
    max_steps: int = _limit(100_000, "Most steps of one descent.")
    max_operations: int = _limit(
        150_000_000, "Most arithmetic of one request: steps × operations of the formula and its gradient."
    )
    max_lane_operations: int = _limit(
        3_000_000_000,
        "Most arithmetic of one request over runs side by side: runs × steps × operations, at least "
        "512 runs being counted, sin, exp, pow and the like as four.",
    )
    max_map_operations: int = _limit(
        50_000_000_000,
        "Most arithmetic of one map of starts, or of a swarm: starts × steps × operations.",
    )
    max_basin_side: int = _limit(1024, "Most cells of a map of starts along one axis.")
    max_share_side: int = _limit(128, "Most cells along one axis where shares are asked for.")
    max_share_rates: int = _limit(200, "Most learning rates at which shares are asked for.")
    max_swarm: int = _limit(500, "Most starts of one swarm.")
    max_rates: int = _limit(2000, "Most learning rates of one sweep.")
    max_map_side: int = _limit(400, "Most values of one knob in a stability map.")
    max_seeds: int = _limit(256, "Most runs with different noise at each of them.")
    max_anatomy: int = _limit(200, "Most steps that one request may open.")
    max_resolution: int = _limit(401, "Most grid nodes along one axis.")
    slice_milliseconds: float = _limit(2.0, "Work done at a stretch before other requests get their turn.")
    workers: int = _limit(
        1, "Processes that compute what takes long; they are warm soon after the page is out."
    )
    worker_nice: int = _limit(10, "By how much these processes stand back behind the server (nice).")
    worker_from_milliseconds: float = _limit(
        50.0,
        "Predicted work above which a worker process does it; below, a thread of the server, which hands on what turns "
        "out to be more.",
    )
    worker_patience: float = _limit(
        15.0,
        "Seconds beyond its predicted time after which work is told to stop; past twice as long its worker is "
        "killed and replaced.",
    )
    max_queue: int = _limit(
        16, "Most requests that wait for a worker, tabs taking turns; one more is answered 503."
    )
    dask_scheduler: str = _limit(
        "", "Address of a Dask scheduler whose workers make the tiles of large maps; needs the extra dask."
    )
    event_steps: int = _limit(256, "Most steps in one event of a stream.")
    first_event_steps: int = _limit(4, "Steps in the first event of a stream.")

    def __post_init__(self) -> None:
        if len(self.lan_hosts) > self.max_lan_hosts:
            raise ValueError(f"lan_hosts: more than {self.max_lan_hosts} entries")
        for entry in fields(self):
            value = getattr(self, entry.name)
            if not isinstance(value, (tuple, str)) and not value > 0:
                raise ValueError(f"{entry.name}: must be above zero")


def settings_from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings that the environment names; raise ValueError naming the unreadable one."""
    found: dict[str, Any] = {}
    for entry in fields(Settings):
        text = environment.get(PREFIX + entry.name.upper())
        if text is None:
            continue
        try:
            if isinstance(entry.default, tuple):
                found[entry.name] = tuple(part.strip().lower() for part in text.split(",") if part.strip())
            elif isinstance(entry.default, str):
                found[entry.name] = text.strip()
            else:
                found[entry.name] = int(text) if isinstance(entry.default, int) else float(text)
        except ValueError:
            kind = "a whole number" if isinstance(entry.default, int) else "a number"
            raise ValueError(f"{PREFIX}{entry.name.upper()}: must be {kind}") from None
    return Settings(**found)


def describe_settings() -> str:
    """Return one line per setting: variable, default, purpose."""
    rows = []
    for entry in fields(Settings):
        default = ",".join(entry.default) if isinstance(entry.default, tuple) else entry.default
        rows.append(f"{PREFIX}{entry.name.upper()}={default}\n    {entry.metadata['help']}")
    return "\n".join(rows)
