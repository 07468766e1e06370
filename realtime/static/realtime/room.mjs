// A group room: the posts that wait, for moderators; what became of one's own, for everybody else. The server writes
// both; here they are asked for again. What somebody is typing in is left as it is.

const part = document.querySelector('[data-part-of-room]')
const EVERY = Number(part?.dataset.every ?? 10000)
let timer = 0

async function refresh () {
  clearTimeout(timer)
  try {
    const answer = await fetch(part.dataset.partOfRoom, { credentials: 'same-origin' })
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html').body)
  } finally {
    timer = setTimeout(refresh, EVERY)
  }
}

function show (fresh) {
  const rows = fresh.querySelector('[data-rows]')
  for (const line of fresh.querySelectorAll('[data-line]')) {
    const old = part.querySelector(`[data-line="${line.dataset.line}"]`)
    if (old && old.textContent !== line.textContent) old.replaceWith(line)
  }
  const list = part.querySelector('[data-rows]')
  const known = new Map([...list.children].map((row) => [row.dataset.key, row]))
  list.replaceChildren(...[...rows.children].map((row) => kept(known.get(row.dataset.key), row)))
}

function kept (old, row) {
  if (!old || !row.querySelector('textarea')) return row
  for (const piece of row.querySelectorAll('[data-fresh]')) {
    old.querySelector(`[data-fresh="${piece.dataset.fresh}"]`)?.replaceWith(piece)
  }
  return old
}

if (part) {
  document.addEventListener('chat:event', ({ detail }) => { if (detail.stream !== 'open') refresh() })
  timer = setTimeout(refresh, EVERY)
}
