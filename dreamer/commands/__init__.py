"""The commands of `day38`, a file for each group; `dreamer.cli` puts them together."""
