"""Where the packaged program begins; PyInstaller wants a script, and the package a package."""

import sys

from tracker.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
