"""Where the demo lies. Invented, so that nobody takes its schools and people for real ones."""

COUNTY = "Fernshire"
TOWNS = ("Alderbridge", "Saltmere")
