"""Updates in: stored before Telegram is told, then handled in order per person."""
