"""Compression as a room needs it: a frame is compressed once, and no socket keeps anything of it."""

from collections.abc import Sequence
from typing import Any

from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept


def accept(offers: Sequence[Any]) -> PerMessageDeflateOfferAccept | None:
    """The first of a client's offers that allows for messages which all stand for themselves, in both directions."""
    for offer in offers:
        if isinstance(offer, PerMessageDeflateOffer) and not offer.request_max_window_bits:
            return PerMessageDeflateOfferAccept(  # type: ignore[no-untyped-call]
                offer, request_no_context_takeover=True, no_context_takeover=True
            )
    return None
