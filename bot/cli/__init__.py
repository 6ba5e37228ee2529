"""The command line. Exit status 0 done, 1 refused with a reason on standard error, 2 wrong usage."""

from __future__ import annotations

import typer

from bot.cli import backups, checkup, events, outbox, people, process

_HELP = "A Telegram bot for bilateral (1:1) meetings at conferences."


def application() -> typer.Typer:
    """Build the command line."""
    app = _group(_HELP)
    app.command()(process.run)
    app.command()(process.demo)
    app.command()(process.migrate)
    app.command()(backups.backup)
    app.command()(backups.restore)
    app.command()(checkup.doctor)
    app.command()(events.when)
    event = _group("Load events.")
    event.command()(events.load)
    app.add_typer(event, name="event")
    everybody = _group("Import people, write their personal links.")
    everybody.command("import")(people.import_people)
    everybody.command()(people.links)
    app.add_typer(everybody, name="people")
    messages = _group("Look at messages that could not be sent, and try them again.")
    messages.command("list")(outbox.show)
    messages.command()(outbox.retry)
    app.add_typer(messages, name="outbox")
    return app


def main() -> None:
    """Run the command line."""
    application()(prog_name="bilateral")


def _group(text: str) -> typer.Typer:
    # A command group alone is wrong usage; an exception that gets this far is a defect and shows its trace.
    return typer.Typer(
        help=text,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
