import logging


class OneLineFormatter(logging.Formatter):
    """Writes a record as one line, whatever it quotes: tracebacks too, and text that strangers sent."""

    def format(self, record: logging.LogRecord) -> str:
        return r"\n".join(super().format(record).splitlines())
