"""A Dockerfile carried out without a container engine: every stage in a folder of its own.

It knows the instructions that this project's Dockerfile uses, and refuses others rather than pass over them.
"""

import fnmatch
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLLOWING = "\\\n"


@dataclass(frozen=True)
class Instruction:
    """One line of a Dockerfile: FROM, COPY … and what follows."""

    name: str
    rest: str

    @property
    def words(self) -> list[str]:
        """What follows, as a list: in JSON or between blanks."""
        return list(json.loads(self.rest)) if self.rest.startswith("[") else self.rest.split()


def instructions(text: str) -> list[Instruction]:
    """The instructions of a Dockerfile in their order, comments left out, lines joined."""
    lines = (
        line for line in text.replace(FOLLOWING, "").splitlines() if line.strip() and not line.startswith("#")
    )
    return [Instruction(*line.split(maxsplit=1)) for line in lines]


def ignored(path: str, patterns: list[str]) -> bool:
    """Whether .dockerignore keeps a path out of the build; the last pattern that matches decides."""
    out = False
    for pattern in patterns:
        bare = pattern.removeprefix("!")
        parts = path.split("/")
        parents = ["/".join(parts[: index + 1]) for index in range(len(parts))]
        names = parts if bare.startswith("**/") else parents
        if any(fnmatch.fnmatchcase(name, bare.removeprefix("**/")) for name in names):
            out = not pattern.startswith("!")
    return out


def patterns_of(text: str) -> list[str]:
    """The patterns of a .dockerignore."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@dataclass
class Stage:
    """One stage: its folder stands for the root of its file system."""

    root: Path
    name: str = ""
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    user: str = ""
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where its commands run."""
        return self.root / self.workdir.lstrip("/")

    def variables(self) -> dict[str, str]:
        """Its environment, with paths of the image turned into paths of its folder."""
        return {
            name: value.replace(self.workdir, str(self.folder)) if value.startswith("/") else value
            for name, value in self.environment.items()
        }


class Build:
    """Carries out the instructions; `programs` is the folder whose python and pip they find."""

    def __init__(self, context: Path, place: Path, programs: Path) -> None:
        self.context, self.place, self.programs = context, place, programs
        self.patterns = patterns_of((context / ".dockerignore").read_text(encoding="utf-8"))
        self.stages: list[Stage] = []

    def run(self) -> Stage:
        """Return the last stage."""
        for instruction in instructions((self.context / "Dockerfile").read_text(encoding="utf-8")):
            getattr(self, f"_{instruction.name.lower()}")(instruction)
        return self.stages[-1]

    def _from(self, instruction: Instruction) -> None:
        image, *name = instruction.words
        assert ":" in image, "an image has a version"
        root = self.place / f"stage{len(self.stages)}"
        root.mkdir()
        self.stages.append(Stage(root, name[-1] if name else ""))

    def _workdir(self, instruction: Instruction) -> None:
        self.stages[-1].workdir = instruction.rest
        self.stages[-1].folder.mkdir(parents=True, exist_ok=True)

    def _env(self, instruction: Instruction) -> None:
        self.stages[-1].environment |= dict(pair.split("=", 1) for pair in instruction.words)

    def _copy(self, instruction: Instruction) -> None:
        *sources, target = instruction.words
        origin, kept = self.context, self.patterns
        if sources[0].startswith("--from="):
            name = sources.pop(0).removeprefix("--from=")
            origin, kept = next(stage.root for stage in self.stages if stage.name == name), []
        for source in sources:
            found = origin / source.lstrip("/")
            assert found.exists(), f"COPY {source}: there is no such thing"
            into = self.stages[-1].folder / target
            for path in files_of(found):
                inside = path.relative_to(origin).as_posix()
                if not ignored(inside, kept):
                    place = into / (path.relative_to(found) if found.is_dir() else path.name)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, place)

    def _run(self, instruction: Instruction) -> None:
        stage = self.stages[-1]
        environment = {**os.environ, **stage.variables(), "PATH": f"{self.programs}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["sh", "-e", "-c", instruction.rest],
            cwd=stage.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"RUN {instruction.rest}\n{done.stdout}\n{done.stderr}"

    def _user(self, instruction: Instruction) -> None:
        self.stages[-1].user = instruction.rest

    def _expose(self, instruction: Instruction) -> None:
        assert instruction.rest.isdigit()

    def _healthcheck(self, instruction: Instruction) -> None:
        self.stages[-1].health = list(json.loads(instruction.rest.partition("CMD ")[2]))

    def _cmd(self, instruction: Instruction) -> None:
        self.stages[-1].command = instruction.words


def files_of(path: Path) -> Iterator[Path]:
    """A file itself, or every file below a folder."""
    yield from (one for one in sorted(path.rglob("*")) if one.is_file()) if path.is_dir() else iter([path])


def confined(stage: Stage, command: list[str], programs: Path, **variables: str) -> Mapping[str, object]:
    """What subprocess needs to run a command as the stage's user, unable to write a byte to any file."""
    words = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *_as_user(stage.user), *command]
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        **stage.variables(),
        **variables,
    }
    return {"args": words, "cwd": stage.folder, "env": environment, "text": True}


def _as_user(user: str) -> list[str]:
    """The words before a command that give away every right but reading."""
    if os.geteuid() != 0:
        return []
    uid, _, gid = user.partition(":")
    rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    other = [*rights, "--reuid", uid, "--regid", gid or uid, "--clear-groups"]
    # where only root can reach this Python, root goes without its power over files
    can = subprocess.run(
        [*other, shutil.which("python3") or "python3", "-c", ""], capture_output=True, check=False
    )
    return other if can.returncode == 0 else rights
