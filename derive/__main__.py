"""``python -m derive``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what is no reported error is our bug, and says so."""
    from derive.cli import BUG
    from derive.cli import main as commands

    try:
        commands()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if "--traceback" in sys.argv or __import__("os").environ.get("DERIVE_TRACEBACK"):
            raise
        sys.stderr.write(
            f"derive: a bug of ours: {type(error).__name__}: {error}. Set DERIVE_TRACEBACK=1 to see where, and report it with the file.\n"
        )
        sys.exit(BUG)


if __name__ == "__main__":
    main()
