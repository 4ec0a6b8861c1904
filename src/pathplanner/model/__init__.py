"""Frozen values: the words that every other part of pathplanner speaks."""
