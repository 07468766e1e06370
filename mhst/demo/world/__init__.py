"""An invented county one could live in: two towns, twenty schools, eighteen months of work up to today."""
