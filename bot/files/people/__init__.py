"""Participants in: CSV, XLSX or a profile page, told apart by what is in them."""

from bot.files.people.exceptions import read_times
from bot.files.people.reader import read_people
from bot.files.people.single import joined, looks_like_profile, read_field

__all__ = ["joined", "looks_like_profile", "read_field", "read_people", "read_times"]
