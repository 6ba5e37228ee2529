"""The library's context, with the turn and the services; and the way an update goes through it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, cast

from telegram.ext import Application, ApplicationBuilder, CallbackContext, ContextTypes

from bot.botapi.replies import Bot
from bot.botapi.services import Services
from bot.botapi.turn import Turn

_TURN: ContextVar[Turn] = ContextVar("turn")  # of the update that the current task handles


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], Services]):
    """What handlers are called with: ``context.turn`` and ``context.services``."""

    @property
    def turn(self) -> Turn:
        """The turn of the update in hand."""
        return _TURN.get()

    @property
    def services(self) -> Services:
        """What the composition root gave."""
        return self.bot_data


BotApplication = Application[Bot, Context, dict[Any, Any], dict[Any, Any], Services, None]


def make_application(bot: Bot, services: Services) -> BotApplication:
    """Build the library's application around our intake: no updater, job queue or persistence."""
    types = ContextTypes(context=Context, bot_data=cast("type[Services]", lambda: services))
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).context_types(types).build()
    application.add_error_handler(_keep_error)
    return application


async def handle(application: BotApplication, turn: Turn, *, answer: bool = True) -> None:
    """Let the handlers have the turn's update; what they raise comes out here.

    ``answer`` False: an earlier attempt answered the press already.

    Raises:
        AlreadyHandledError: the update was done before.
        Exception: whatever the handler raised; ``turn.finished`` says whether something was written.
    """
    token = _TURN.set(turn)
    turn.open(answer=answer)
    try:
        await application.process_update(turn.update)
    finally:
        _TURN.reset(token)
        await turn.close()
    if turn.error is not None:
        raise turn.error


async def _keep_error(_update: object, context: Context) -> None:
    # The library swallows what handlers raise; the worker decides what becomes of the update.
    context.turn.error = context.error
