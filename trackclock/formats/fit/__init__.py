"""FIT, the files of watches (developer.garmin.com/fit), read and written."""
