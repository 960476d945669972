"""Writers on lines that break, over servers that die, and nothing that anyone typed is lost.

The writers are the page's own scripts, in Node (`writers.js`). What is lost, doubled or different in the end is found
by `verdict.py`.
"""
