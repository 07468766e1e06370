// A page that answers what was sent can be come back to like any other: without this file Back asks to send it again,
// where something was not right the first time.

history.replaceState(history.state, '', location.href)
