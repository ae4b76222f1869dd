"""Keeps course exports good: checks them, reports on them, and packs them for Studio.

It reads any OLX export, in a folder or an archive, and needs neither Django nor a database.
"""
