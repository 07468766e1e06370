// What staff can do in a chat, as the server offers it now: asked for anew when something there has changed. What is
// typed anywhere on the page stays.

const CHANGES = ['proposed', 'assigned', 'overlap', 'left', 'left_page', 'stopped', 'ended']
const AGAIN = 5000
const asked = new Map()

// What comes together is asked for once; where there is no answer, again.
function ask (talk, after = 0) {
  if (!talk.at.deeds || talk.isOut) return
  clearTimeout(asked.get(talk))
  asked.set(talk, setTimeout(() => refresh(talk).catch(() => ask(talk, AGAIN)), after))
}

async function refresh ({ place, at }) {
  const answer = await fetch(at.deeds.dataset.chatDeeds, { cache: 'no-store', credentials: 'same-origin' })
  if (answer.status >= 500) throw new Error(String(answer.status))
  if (!answer.ok) return // not theirs to see any more, and the connection says so too
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const piece of fresh.querySelectorAll('[data-chat-piece]')) put(place.querySelector(`[data-chat-piece="${piece.dataset.chatPiece}"]`), piece)
}

// Where a button that has gone was about to be pressed, nothing else is pressed in its place.
function put (old, piece) {
  const wasThere = old.contains(document.activeElement)
  old.replaceChildren(...piece.childNodes)
  if (wasThere) old.focus()
}

document.addEventListener('chat:event', ({ detail: { talk, stream, event } }) => { if (stream === 'open' && CHANGES.includes(event.kind)) ask(talk) })
document.addEventListener('chat:reset', ({ detail: { talk } }) => ask(talk))
