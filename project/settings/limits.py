"""Limits, which docs/settings.md explains."""

from .environment import env

# Bytes of a frame, characters of a block and of a document, connections of a room; bytes of a file, and of all
# files of a document

LONGHAND_MAX_FRAME = env.int("LONGHAND_MAX_FRAME", default=1_048_576)
LONGHAND_MAX_BLOCK = env.int("LONGHAND_MAX_BLOCK", default=100_000)
LONGHAND_MAX_DOCUMENT = env.int("LONGHAND_MAX_DOCUMENT", default=5_000_000)
LONGHAND_MAX_CONNECTIONS = env.int("LONGHAND_MAX_CONNECTIONS", default=500)
LONGHAND_MAX_FILE = env.int("LONGHAND_MAX_FILE", default=10_485_760)
LONGHAND_MAX_FILES = env.int("LONGHAND_MAX_FILES", default=1_073_741_824)

# And of one person: documents begun, files added and comments in an hour, edits in a minute, connections

LONGHAND_MAX_NEW_DOCUMENTS = env.int("LONGHAND_MAX_NEW_DOCUMENTS", default=100)
LONGHAND_MAX_UPLOADS = env.int("LONGHAND_MAX_UPLOADS", default=200)
LONGHAND_MAX_COMMENTS = env.int("LONGHAND_MAX_COMMENTS", default=500)
LONGHAND_MAX_EDITS = env.int("LONGHAND_MAX_EDITS", default=1_200)
LONGHAND_MAX_CONNECTIONS_PER_PERSON = env.int("LONGHAND_MAX_CONNECTIONS_PER_PERSON", default=50)

# A frame may be this long on its way, in either direction: a whole document goes out in one, and what comes
# in beyond LONGHAND_MAX_FRAME is still to be read, so that it can be answered. The Procfile says the same.
# So may a request be, which brings an edit, a form, or what a page left unsent.
DAPHNE_WEBSOCKET_MAX_MESSAGE_SIZE = DAPHNE_WEBSOCKET_MAX_FRAME_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
