"""Pages as browsers ask for them: compressed, and still readable as they come where they come in parts."""

import zlib
from collections.abc import AsyncIterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.decorators import decorator_from_middleware


class _GZip(GZipMiddleware):
    """Django's, but for what streams: there it begins anew with each part, and browsers read the first one alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, StreamingHttpResponse):
            return super().process_response(request, response)
        parts = response.streaming_content
        super().process_response(request, response)
        if isinstance(parts, AsyncIterator) and response.get("Content-Encoding") == "gzip":
            response.streaming_content = _gzipped(parts)
        return response


gzip_page = decorator_from_middleware(_GZip)


async def _gzipped(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """One stream, each part of which can be read as soon as it is there."""
    gzip = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    async for part in parts:
        yield gzip.compress(part) + gzip.flush(zlib.Z_SYNC_FLUSH)
    yield gzip.flush()
