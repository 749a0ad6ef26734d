"""Set up, run, check and package Policy Tracker.

    python3 dev.py run [-- ARGS]      open the window on the example case, or run `policy-tracker ARGS`
    python3 dev.py test [PYTEST ARGS] lint, formatting, types, import contracts and the whole test suite
    python3 dev.py lint               the first four of these
    python3 dev.py bench [NAME ARGS]  every benchmark in tests/benchmarks, or bench_NAME.py
    python3 dev.py screenshots        draw the pictures in resources/screenshots anew
    python3 dev.py package            build dist/policy-tracker with PyInstaller and try it out

Each makes or refreshes `.venv` in the checkout and, on Linux, looks for the libraries Qt needs. Everything said
here goes to stderr: stdout belongs to the program that is run. Needs Python 3.11 and its standard library.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very line is for those who have an older one
    sys.exit(
        "Policy Tracker needs Python 3.11 or newer, and this is Python {}.{}. Run dev.py with a newer one, "
        "for example: python3.11 dev.py run".format(*sys.version_info[:2])
    )

import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "policy-tracker.json"

# Shared objects Qt opens, and the Debian and Ubuntu packages that hold them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_PACKAGE = "fonts-dejavu-core"
# Programs that some tests and the packaging use.
TEST_TOOLS = {"desktop-file-validate": "desktop-file-utils", "pdftotext": "poppler-utils"}
PACKAGE_TOOLS = {"Xvfb": "xvfb", "objdump": "binutils"}


class SetUpError(Exception):
    """Something this machine lacks; `str(error)` says what, and what to do."""


def say(message: str) -> None:
    """Speak on stderr, at once."""
    print(message, file=sys.stderr, flush=True)


# --- The environment in .venv -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stamp:
    """What `.venv` was made from. Programs in it hold the checkout's path, so that counts too."""

    python: str
    checkout: str
    pyproject: str
    extras: tuple[str, ...] = ()

    def serves(self, wanted: "Stamp") -> bool:
        """Whether an environment with this stamp can be used as it is where `wanted` is asked for."""
        same = self.same_base(wanted) and self.pyproject == wanted.pyproject
        return same and set(wanted.extras) <= set(self.extras)

    def same_base(self, wanted: "Stamp") -> bool:
        """Whether installing into it is enough, or it must be made anew."""
        return (self.python, self.checkout) == (wanted.python, wanted.checkout)


def wanted_stamp(root: Path, extras: Iterable[str]) -> Stamp:
    digest = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    python = "{}.{}".format(*sys.version_info[:2])
    return Stamp(python, str(root), digest, tuple(sorted(set(extras))))


def read_stamp(path: Path) -> Stamp | None:
    """The stamp in `path`, or None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Stamp(found["python"], found["checkout"], found["pyproject"], tuple(found["extras"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def venv_program(name: str, platform: str = sys.platform) -> str:
    """The path of a program in the environment."""
    return str(VENV / "Scripts" / f"{name}.exe" if platform == "win32" else VENV / "bin" / name)


def venv_version() -> str | None:
    """`3.11` for a working environment, None where its Python is missing or does not start."""
    ask = [venv_program("python"), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def set_up(*extras: str) -> None:
    """Make `.venv` hold the project, editable, and `extras`; costs nothing when it already does."""
    wanted = wanted_stamp(ROOT, extras)
    found = read_stamp(STAMP)
    if found and found.serves(wanted) and Path(venv_program("python")).exists():
        return
    keep = venv_version() == wanted.python and (found is None or found.same_base(wanted))
    if keep and found:  # what was installed before stays, brought up to date
        wanted = wanted_stamp(ROOT, (*found.extras, *extras))
    if not keep:
        if importlib.util.find_spec("ensurepip") is None:
            install_packages([f"python{wanted.python}-venv"], "Python's venv module is missing.")
        say(f"Making .venv with Python {wanted.python} ...")
        if call([sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=2):
            raise SetUpError(f"No environment could be made in {VENV}; the lines above say why.")
    STAMP.unlink(missing_ok=True)  # an installation that is cut short must not look finished
    what = ".[{}]".format(",".join(wanted.extras)) if wanted.extras else "."
    say(f"Installing {what} into .venv ...")
    pip = [venv_program("python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if call([*pip, "-e", what], cwd=ROOT, stdout=2):
        raise SetUpError("pip could not install the project; the lines above say why. Is there a network?")
    STAMP.write_text(json.dumps(asdict(wanted)), encoding="utf-8")


# --- What Qt needs of the system ----------------------------------------------------------------------------


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window could open: always on Windows and macOS, elsewhere where a display or platform is named."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def libraries_for(environment: Mapping[str, str], x11: bool = False) -> dict[str, str]:
    """Shared object to package, for the kinds of window this environment can open; `x11` asks for that kind too."""
    libraries = dict(QT_LIBRARIES)
    if x11 or environment.get("DISPLAY"):
        libraries |= X11_LIBRARIES
    if environment.get("WAYLAND_DISPLAY"):
        libraries |= WAYLAND_LIBRARIES
    return libraries


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def font_count() -> int:
    """How many fonts fontconfig knows; 0 where fontconfig itself is missing."""
    if not loads("libfontconfig.so.1"):
        return 0
    get_fonts = ctypes.CDLL("libfontconfig.so.1").FcConfigGetFonts
    get_fonts.restype = ctypes.POINTER(ctypes.c_int)
    system_fonts = get_fonts(None, 0)  # an FcFontSet, whose first field is the count
    return int(system_fonts[0]) if system_fonts else 0


def missing_packages(
    libraries: Mapping[str, str],
    tools: Mapping[str, str],
    can_load: Callable[[str], bool] = loads,
    which: Callable[[str], str | None] = shutil.which,
    count_fonts: Callable[[], int] = font_count,
) -> list[str]:
    """Debian packages for what is not there, each once, sorted."""
    missing = {package for library, package in libraries.items() if not can_load(library)}
    missing |= {package for tool, package in tools.items() if which(tool) is None}
    if libraries and count_fonts() == 0:
        missing.add(FONT_PACKAGE)
    return sorted(missing)


def install_commands(packages: Sequence[str], root: bool) -> list[list[str]]:
    """The commands that install Debian packages, in order, for root or for someone who must ask."""
    get = ["apt-get"] if root else ["sudo", "apt-get"]
    return [[*get, "update", "-qq"], [*get, "install", "-y", "-qq", "--no-install-recommends", *packages]]


def advice(packages: Sequence[str], reason: str, apt: bool) -> str:
    """What to tell someone whose system lacks `packages`."""
    if apt:
        command = " && ".join(shlex.join(each) for each in install_commands(packages, root=False))
        return f"{reason} Install what is missing with:\n  {command}"
    return f"{reason} Install, under the names this system gives them: {', '.join(packages)}"


def install_packages(packages: Sequence[str], reason: str) -> None:
    """Install with apt-get where we are root and it is there; else raise `SetUpError` with the command to run."""
    apt = shutil.which("apt-get") is not None
    if not apt or os.geteuid() != 0:
        raise SetUpError(advice(packages, reason, apt))
    say(f"{reason} Installing {' '.join(packages)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in install_commands(packages, root=True):
        if call(command, env=environment, stdout=subprocess.DEVNULL):  # its errors go to stderr
            raise SetUpError(advice(packages, f"`{shlex.join(command)}` failed.", apt))


def prepare_system(x11: bool = False, tools: Mapping[str, str] | None = None) -> None:
    """See that Qt can start here. Only Linux leaves this to us; PySide6 brings all it needs elsewhere."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing_packages(libraries_for(os.environ, x11), tools or {})
    if packages:
        install_packages(packages, "This system lacks parts that Qt or the checks need.")


# --- The commands -------------------------------------------------------------------------------------------


def call(
    command: Sequence[str],
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdout: int | None = None,
) -> int:
    """Run a program to its end and give its exit code, as a shell would for one ended by a signal."""
    code = subprocess.run(command, cwd=cwd, env=env, stdout=stdout).returncode
    return 128 - code if code < 0 else code


def offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def run(args: Sequence[str]) -> int:
    set_up()
    tracker = [venv_program("python"), "-m", "tracker"]
    display = has_display(os.environ, sys.platform)
    if display:
        try:
            prepare_system()
        except SetUpError as error:
            if not args:
                raise
            say(f"{error}\nCommands that open no window work without them.")
    if args:
        return call([*tracker, *args])
    if display:
        return call([*tracker, "demo", "--open"])
    say("No display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window. It would have shown:")
    where = "from tracker.paths import demo_tracker; print(demo_tracker())"
    case = subprocess.run([tracker[0], "-c", where], cwd=ROOT, capture_output=True, text=True, check=True)
    return call([*tracker, "demo"]) or call([*tracker, "search", "", "--tracker", case.stdout.strip()])


def checks() -> list[tuple[str, list[str]]]:
    return [
        ("lint", [venv_program("ruff"), "check", "."]),
        ("format", [venv_program("ruff"), "format", "--check", "."]),
        ("types", [venv_program("mypy")]),
        ("imports", [venv_program("lint-imports")]),
    ]


def run_checks(steps: Iterable[tuple[str, Sequence[str]]]) -> int:
    """Run every step, also after one has failed; then a line for each. Returns 1 if any failed, else 0."""
    results = []
    for name, command in steps:
        print(f"\n--- {name}", flush=True)
        start = time.monotonic()
        code = call(command, cwd=ROOT, env=offscreen())
        results.append((name, code, time.monotonic() - start))
    print()
    for name, code, seconds in results:
        print(f"{name:8} {'ok' if code == 0 else f'FAILED ({code})':12} {seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def lint(args: Sequence[str]) -> int:
    """The checks that run no test; there is nothing to choose."""
    if args:
        raise SetUpError("dev.py lint takes no arguments.")
    set_up("dev")
    return run_checks(checks())


def test(args: Sequence[str]) -> int:
    set_up("dev")
    prepare_system(tools=TEST_TOOLS)
    # One file's tests stay on one worker, so that what a module makes once is made once.
    suite = [venv_program("python"), "-m", "pytest", "-n", "auto", "--dist", "loadfile", *args]
    return run_checks([*checks(), ("tests", suite)])


def bench(args: Sequence[str]) -> int:
    found = {path.stem.removeprefix("bench_"): path for path in ROOT.glob("tests/benchmarks/bench_*.py")}
    if args and args[0] not in found:
        raise SetUpError(f"There is no benchmark {args[0]!r}; there is: {', '.join(sorted(found)) or 'none'}.")
    set_up("dev")
    prepare_system()
    names = args[:1] or sorted(found)
    codes = [call([venv_program("python"), str(found[name]), *args[1:]], cwd=ROOT, env=offscreen()) for name in names]
    return max(codes, default=0)


def screenshots(args: Sequence[str]) -> int:
    set_up()
    prepare_system()
    command = [venv_program("python"), "-m", "tracker.ui.screenshots", "resources/screenshots", *args]
    return call(command, cwd=ROOT, env=offscreen())


def package(args: Sequence[str]) -> int:
    set_up("package")
    prepare_system(x11=True, tools=PACKAGE_TOOLS)
    build = ["--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build"]
    code = call([venv_program("pyinstaller"), *build, "packaging/policy-tracker.spec", *args], cwd=ROOT)
    return code or call([venv_program("python"), "packaging/smoke.py", "dist/policy-tracker"], cwd=ROOT)


COMMANDS = {"run": run, "test": test, "lint": lint, "bench": bench, "screenshots": screenshots, "package": package}


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks. Exit code 2 is for a command that is not understood."""
    name, *args = argv or ["--help"]
    if name in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if name not in COMMANDS:
        say(f"dev.py knows no command {name!r}; it knows: {', '.join(COMMANDS)}.")
        return 2
    if args[:1] == ["--"]:
        args = args[1:]
    try:
        return COMMANDS[name](args)
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
