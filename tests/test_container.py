"""The Dockerfile, carried out without a container engine: built, started read-only, healthy, stopped."""

import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from container import Build, Instruction, Stage, confined, files_of, ignored, instructions, patterns_of

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LINES = instructions(TEXT)
PATTERNS = patterns_of((ROOT / ".dockerignore").read_text(encoding="utf-8"))
LONGEST = 30  # seconds a process may take to say something before the test gives up on it

# the image's python: nothing but its standard library and PYTHONPATH
PYTHON = f"""#!/bin/sh
exec "{sys.executable}" -S "$@"
"""
# the image's pip: uv where this machine has it, because its cache saves the download; else pip itself
PIP = f"""#!/bin/sh
PATH="{ROOT}/.uv/bin:$PATH"
if uv --version >/dev/null 2>&1; then
  for word; do shift; [ "$word" = --no-cache-dir ] || set -- "$@" "$word"; done
  command="$1"; shift
  UV_OFFLINE=1 uv pip "$command" --quiet --python "{sys.executable}" "$@" 2>/dev/null \\
    || exec uv pip "$command" --quiet --python "{sys.executable}" "$@"
else
  exec "{sys.executable}" -m pip "$@"
fi
"""


def of(name: str) -> list[Instruction]:
    return [line for line in LINES if line.name == name]


def test_what_runs_is_nobody_in_particular():
    last = LINES[len(LINES) - 1 - [line.name for line in reversed(LINES)].index("FROM") :]
    (user,) = [line for line in last if line.name == "USER"]
    assert all(part.isdigit() and int(part) > 0 for part in user.rest.split(":"))
    names = [line.name for line in last]
    assert "RUN" not in names[names.index("USER") :], "whoever runs it builds nothing"


def test_packages_are_installed_by_their_hashes():
    (install,) = [line for line in of("RUN") if line.rest.startswith("pip ")]
    assert "--require-hashes" in install.words
    assert "-r requirements/run.txt" in install.rest


def test_no_image_and_no_address_is_named_by_its_registry():
    for line in of("FROM"):
        image = line.words[0]
        assert "/" not in image
        assert int(image.split(":")[1].split(".")[1].split("-")[0]) >= 11
    assert "http" not in TEXT.replace("http://127.0.0.1:8000", "")


def test_the_health_check_and_the_command_are_words_and_no_shell():
    (health,), (command,) = of("HEALTHCHECK"), of("CMD")
    assert "CMD [" in health.rest
    assert command.words[:3] == ["python", "-m", "app"], "the first process hears the signal itself"
    assert of("EXPOSE")[0].rest in command.words
    assert f"127.0.0.1:{of('EXPOSE')[0].rest}/api/v1/health" in health.rest


def test_everything_that_is_served_gets_into_the_build():
    for folder in ("app", "engine", "templates", "static"):
        paths = [path.relative_to(ROOT).as_posix() for path in files_of(ROOT / folder)]
        kept = [
            path for path in paths if "__pycache__" not in path and not path.startswith("static/pictures/")
        ]
        assert [path for path in kept if ignored(path, PATTERNS)] == []


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        "tests/conftest.py",
        "README.md",
        "app/__pycache__/main.pyc",
        "secret.env",
        "static/pictures/playground-light.png",
        "requirements/test.txt",
    ],
)
def test_nothing_else_does(path):
    assert ignored(path, PATTERNS)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="fall-line-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def programs(place: Path) -> Path:
    """The python and the pip that the instructions find."""
    folder = place / "bin"
    folder.mkdir()
    for name, text in (("python", PYTHON), ("pip", PIP)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def image(place: Path, programs: Path) -> Stage:
    """The last stage, built and then made unwritable."""
    stage = Build(ROOT, place, programs).run()
    for path in (stage.root, *stage.root.rglob("*")):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))
    return stage


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def running(image: Stage, programs: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The container's command, on a port that is free here, with the address at which it answers."""
    port = str(free_port())
    command = [port if word == "8000" else word for word in image.command]
    settings = confined(image, command, programs)
    with subprocess.Popen(**settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert "Fall Line is at" in process.stdout.readline()
            transport = httpx.HTTPTransport(retries=10)
            with httpx.Client(transport=transport, timeout=LONGEST) as client:
                client.get(f"http://127.0.0.1:{port}/api/v1/health")
            yield process, f"http://127.0.0.1:{port}"
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def tree(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(root)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in root.rglob("*")
    }


def test_the_image_holds_what_it_needs_and_little_more(image):
    inside = {path.name for path in image.folder.iterdir()}
    assert inside == {"app", "engine", "packages", "static", "templates"}
    plotly = image.folder / "packages/plotly"
    assert {path.name for path in files_of(plotly)} == {"__init__.py", "plotly.min.js"}
    assert list((image.folder / "app").rglob("*.pyc")), "compiled beforehand"


def test_its_python_sees_no_packages_but_its_own(image, programs):
    script = "import fastapi, numpy; print(fastapi.__file__); print(numpy.__file__)"
    done = subprocess.run(
        **confined(image, ["python", "-c", script], programs), capture_output=True, check=True
    )
    assert all(line.startswith(str(image.folder / "packages")) for line in done.stdout.split())


def test_it_can_write_nowhere(image, programs):
    script = "import os; os.chdir('app'); open('written', 'w').write('x' * 9999)"
    done = subprocess.run(
        **confined(image, ["python", "-c", script], programs), capture_output=True, check=False
    )
    assert done.returncode != 0
    assert not (image.folder / "app/written").exists()


def test_it_serves_the_page_the_script_and_the_api_without_writing(image, running):
    _, address = running
    before = tree(image.root)
    with httpx.Client(base_url=address, timeout=LONGEST) as client:
        page = client.get("/").text
        files = re.findall(r'="(/static/[^"]+)"', page)
        assert files
        for part in ("/reference", "/api", *files):
            assert client.get(part).status_code == 200, part
        run = client.post("/api/v1/descents", json={"surface": "himmelblau", "start": [-1, 1], "steps": 5})
        assert len(run.json()["points"]) == 6
    assert tree(image.root) == before


def test_its_health_check_passes_while_it_runs(image, running, programs):
    _, address = running
    command = [word.replace("http://127.0.0.1:8000", address) for word in image.health]
    assert subprocess.run(**confined(image, command, programs), check=False).returncode == 0


def test_its_health_check_fails_when_nothing_answers(image, programs):
    command = [word.replace(":8000", f":{free_port()}") for word in image.health]
    done = subprocess.run(**confined(image, command, programs), capture_output=True, check=False)
    assert done.returncode != 0


def test_it_stops_when_it_is_told_to(running):
    process, _ = running
    process.send_signal(signal.SIGTERM)
    assert process.wait(LONGEST) in (0, -signal.SIGTERM)
    _, errors = process.communicate()
    assert "Traceback" not in errors
