"""What the README shows: its calls are answered, its Python runs, its commands and files are there."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
CALLS = re.findall(r"curl --json '([^']*)'[\s\\]+http://127\.0\.0\.1:8000(\S+)", TEXT)


@pytest.mark.parametrize(("body", "path"), CALLS, ids=[path for _, path in CALLS])
async def test_a_call_of_the_readme_is_answered(client, body, path):
    response = await client.post(path, json=json.loads(body))
    assert response.status_code == 200, response.text


def test_the_readme_shows_three_calls():
    assert len(CALLS) == 3


def test_the_python_of_the_readme_runs():
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_names_files_that_are_there():
    for name in re.findall(r"(?:src|srcset)=\"([^\"]+)\"|\]\(([A-Z]+\.md)\)", TEXT):
        assert (ROOT / "".join(name)).exists()


def test_make_and_docker_do_what_the_readme_says():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", TEXT)) <= targets | {"and", "is"}
    commands = re.findall(r"^ +(docker .*)$", TEXT, re.MULTILINE)
    assert len(commands) == 2
    written = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"# {commands[0]}" in written
    assert set(commands[1].split()) <= set(written.split())
