"""`python -m bulletin` is the same as `bulletin`."""

from __future__ import annotations

from bulletin.cli.main import main

if __name__ == "__main__":
    main()
