"""Participants in: CSV, XLSX or a profile page, told apart by what is in them."""

from bot.files.people.reader import read_people

__all__ = ["read_people"]
