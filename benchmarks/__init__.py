"""Measurements of the running product in a real browser. They print, and judge nothing."""
