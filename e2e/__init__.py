"""Tests of the running product in real browsers: a server of its own, real keystrokes, real sockets."""
