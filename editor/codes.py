"""The codes with which the server closes sockets, and what they ask of the client."""

SERVICE_RESTART = 1012  # come again
TRY_AGAIN_LATER = 1013  # come again
NOT_OF_THE_CONTRACT = 4400  # stop
FORBIDDEN = 4403  # stop: this person has no access, or another than the page is made for
