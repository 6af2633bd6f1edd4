"""What a maintainer builds from the masters: notebooks, and the data that checks compare with."""
