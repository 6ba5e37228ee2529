"""Bare bots to be measured against: each sends a keyboard, and changes the card when it is pressed."""
