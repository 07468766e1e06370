// A group room: the posts that wait, for moderators; what became of one's own, for everybody else. The server writes
// both; here they are asked for again. What is the same stays where it is, with whatever somebody is typing in it.

const part = document.querySelector('[data-part-of-room]')
const EVERY = Number(part?.dataset.every ?? 10000)
let timer = 0

async function refresh () {
  clearTimeout(timer)
  try {
    const answer = await fetch(part.dataset.partOfRoom, { credentials: 'same-origin' })
    const isOut = answer.status === 403 // not in it any more; who was asked to leave is told so
    if (isOut) for (const line of document.querySelectorAll('[data-line="standing"]')) line.textContent = ''
    if ((answer.ok && !answer.redirected) || isOut) show(new DOMParser().parseFromString(await answer.text(), 'text/html').body)
  } finally {
    timer = setTimeout(refresh, EVERY)
  }
}

function show (fresh) {
  for (const line of fresh.querySelectorAll('[data-line]')) {
    const old = document.querySelector(`[data-line="${line.dataset.line}"]`)
    if (old && old.textContent !== line.textContent) old.replaceChildren(...line.childNodes)
  }
  for (const rows of fresh.querySelectorAll('[data-rows]')) {
    const list = document.querySelector(`[data-rows="${rows.dataset.rows}"]`)
    if (list) bring(list, [...rows.children])
  }
}

// No row is taken out and put back: that would take the focus from whoever types in it.
function bring (list, rows) {
  const keys = new Set(rows.map((row) => row.dataset.key))
  for (const old of [...list.children]) if (!keys.has(old.dataset.key)) old.remove()
  const known = new Map([...list.children].map((row) => [row.dataset.key, row]))
  let next = list.firstElementChild
  for (const row of rows) {
    const old = known.get(row.dataset.key)
    if (old && old === next) next = next.nextElementSibling
    else list.insertBefore(old ?? row, next)
    if (old) freshen(old, row)
  }
}

function freshen (old, row) {
  if (!row.querySelector('textarea')) return isSame(old, row) || old.replaceWith(row)
  if (!old.querySelector('textarea')) return old.replaceWith(row)
  for (const piece of row.querySelectorAll('[data-fresh]')) {
    const there = old.querySelector(`[data-fresh="${piece.dataset.fresh}"]`)
    if (there && !isSame(there, piece)) there.replaceWith(piece)
  }
}

// But for the tokens in their forms, which are others each time.
function isSame (one, other) {
  const [left, right] = [one, other].map((piece) => {
    const copy = piece.cloneNode(true)
    for (const token of copy.querySelectorAll('[name=csrfmiddlewaretoken]')) token.remove()
    return copy
  })
  return left.textContent === right.textContent && left.querySelectorAll('a, button').length === right.querySelectorAll('a, button').length
}

// What stands beside the words may not be what it was: posts are stopped or taken again, or a moderator came or went.
function isBeside ({ stream, event, talk }) {
  const part = event.part ?? talk.state.people[event.participant]?.part
  return stream !== 'open' || ['changed', 'ended'].includes(event.kind) || part === 'moderator'
}

// Nothing happens in the room when a moderator's page is back or gone: it takes posts again, or soon none.
function hasCome ({ until, talk }) {
  for (const [id, at] of Object.entries(until)) {
    if (talk.state.people[id]?.part !== 'moderator') continue
    refresh()
    const left = Date.parse(at) - talk.time
    if (left < EVERY * 2) setTimeout(refresh, left + 500)
  }
}

if (part) {
  document.addEventListener('chat:here', ({ detail }) => { if (!part.dataset.every) hasCome(detail) })
  document.addEventListener('chat:out', refresh)
  document.addEventListener('chat:event', ({ detail }) => { if (part.dataset.every || isBeside(detail)) refresh() })
  document.addEventListener('chat:not-sent', refresh)
  timer = setTimeout(refresh, EVERY)
}
