"""The fixtures that make laid-out pages live with the editions' tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "editions"))
