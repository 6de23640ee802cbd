"""The browser of the browser tests: find one; `python -m tests.chromium` installs what is missing."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MAC_APPS = ["Google Chrome", "Chromium"]

# Playwright itself adds --no-sandbox, without which Chromium does not start as root.
FLAGS = [
    # no errand of its own, and no address but this machine's
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    # maps need WebGL: in software, where there is no graphics card
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]


def find() -> str | None:
    """The browser's path: BROWSER_PATH or an installed one; None leaves the choice to Playwright: its own."""
    mac = [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in MAC_APPS]
    found = [shutil.which(name) for name in NAMES] + [path for path in mac if Path(path).exists()]
    return os.environ.get("BROWSER_PATH") or next(filter(None, found), None)


def driver_starts() -> bool:
    """Playwright's own Node.js runs here (it needs libatomic, which a bare Debian has not)."""
    version = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(version, capture_output=True, check=False).returncode == 0


def install() -> None:
    """Debian's packages where root may install them, else Playwright's download."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and sys.platform == "linux" and platform.freedesktop_os_release().get("ID") == "debian":
        subprocess.run(["apt-get", "update", "-q"], check=True)
        command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "libatomic1"]
        subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    else:
        libraries = ["--with-deps"] if root and shutil.which("apt-get") else []
        subprocess.run([sys.executable, "-m", "playwright", "install", *libraries, "chromium"], check=True)


if __name__ == "__main__" and not (find() and driver_starts()):
    install()
