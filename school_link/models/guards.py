"""The database itself keeps advice and signatures as they were written, on both engines; words of advice that have had
their time may go."""

from mhst.core.guards import Guard

ADVICE = Guard(
    "school_link_advicetext", "advice stays as it was written; another version takes its place", forgets="words"
)
SIGNATURES = Guard("school_link_signature", "signatures cannot be changed or deleted")
