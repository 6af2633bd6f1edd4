"""Recorded and published runs as data, each with a manifest, and the scripts that record ours."""
