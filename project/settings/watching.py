"""What is told to those who keep it running."""

from .environment import DEBUG, env

# Watching it: who may see what is counted, and where errors are reported

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

if dsn := env.str("SENTRY_DSN", default=""):
    from project import sentry

    sentry.start(dsn)


# Logging: one record a line, to stderr; a developer's tracebacks keep their lines

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "project.logs.Context"}, "mistakes": {"()": "project.logs.Mistakes"}},
    "formatters": {
        "line": {
            "class": "logging.Formatter" if DEBUG else "project.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name}{about}: {message}",
            "style": "{",
        },
        "json": {"()": "project.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["context", "mistakes"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # its own ones would say everything twice
        "daphne": {"level": "WARNING"},
    },
}
