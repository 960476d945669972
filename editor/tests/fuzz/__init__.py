"""Anything at all, sent to a running server: it neither fails nor grows, and what it stores stays whole.

`messages` and `requests` make what a client may send, on what the server has told; `mutation` damages it. `strangers`
send it, and `hunt` starts the server, lets them, and says what is wrong in the end.
"""
