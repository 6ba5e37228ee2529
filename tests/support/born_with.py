"""Imported by the server of forks before the first fork: see ``forked``."""

from bot.files import people  # noqa: F401 - a bot imports it when a text may be a profile page
from bot.main import prepare

prepare()
