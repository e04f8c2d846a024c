"""``python -m derive``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what is no reported error is our bug, and says so."""
    from derive.cli import main as commands
    from derive.cli.status import BUG, our_bug

    try:
        commands()
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if "--traceback" in sys.argv or __import__("os").environ.get("DERIVE_TRACEBACK"):
            raise
        sys.stderr.write(f"derive: {our_bug(error)}\n")
        sys.exit(BUG)


if __name__ == "__main__":
    main()
