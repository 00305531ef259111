"""The pinned packages are those that pyproject.toml asks for, each with its hashes."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = {path.stem: path for path in sorted((ROOT / "requirements").glob("*.txt"))}
# which lists of pyproject.toml make which file
WANTED = {
    "run": PROJECT["project"]["dependencies"],
    "test": [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["test"],
        *PROJECT["dependency-groups"]["check"],
    ],
    "uv": PROJECT["dependency-groups"]["uv"],
    "node": PROJECT["dependency-groups"]["node"],
}


def pins(name: str) -> dict[str, tuple[int, ...]]:
    """The packages of a requirements file and their versions."""
    found = re.findall(r"^([\w.-]+)==([\d.]+)", PINNED[name].read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {package: tuple(map(int, version.rstrip(".").split("."))) for package, version in found}


@pytest.mark.parametrize("name", WANTED)
def test_a_file_pins_what_the_project_asks_for(name):
    for wanted in WANTED[name]:
        package, least = wanted.split(">=")
        assert pins(name)[package] >= tuple(map(int, least.split("."))), package


def test_the_optional_extra_is_tested_with_what_it_asks_for():
    assert set(PROJECT["project"]["optional-dependencies"]["dask"]) <= set(
        PROJECT["dependency-groups"]["test"]
    )


@pytest.mark.parametrize("name", PINNED)
def test_every_line_is_a_pin_or_a_hash(name):
    text = PINNED[name].read_text(encoding="utf-8")
    entries = re.split(r"\n(?! )", text.strip())
    assert all(
        re.match(r"[\w.-]+==[\w.]+.*(\\\n +--hash=sha256:[0-9a-f]{64} ?)+$", entry) for entry in entries
    )


def test_every_file_is_made_from_the_project():
    assert PINNED.keys() == WANTED.keys()


def test_the_tests_run_against_what_the_server_runs_with():
    tested = pins("test")
    assert {package: tested.get(package) for package in pins("run")} == pins("run")
