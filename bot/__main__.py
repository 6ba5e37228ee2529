"""``python -m bot`` is ``bilateral``."""

from bot.cli import main

main()
