"""Wagtail's editor fitted to this house: who may enter, where, and what they may do there."""
