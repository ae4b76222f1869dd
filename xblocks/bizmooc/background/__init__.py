"""Work that is too long for a request: a row says what is to be done and how far it has come.

Celery carries it out where the host has it; else the command bizmooc_tasks does.
"""
