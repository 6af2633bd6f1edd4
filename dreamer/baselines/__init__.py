"""Recorded runs as data, each with a manifest, and the scripts that record them (PPO among them)."""
