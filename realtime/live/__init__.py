"""What keeps connected pages served, in one process: see docs/decisions/0014-conversation.md.

`page` takes frames, whatever they come by; `gathering` commits what arrives together; `hub` tells the pages of this
process what happened; `doorbell` hears of it from other processes; `rounds` look after what bells and sockets lose.
"""
