"""The two ways a page is connected: a websocket, and requests that wait. Both only translate for `live.page`."""
