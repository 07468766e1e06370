// What a colleague writes beside a chat stands over the box that one writes in, until one has read it or answered.

import { button, inWords, small } from './bubble.mjs'
import { key } from './log.mjs'

const title = document.title
const isAlone = !document.querySelector('[data-desk]') // a desk says in its own title how much waits
let unread = 0

for (const place of document.querySelectorAll('[data-chat-whispers]:not([hidden])')) offerRead(place)

document.addEventListener('chat:event', ({ detail: { talk, stream, event } }) => {
  const place = talk.place.querySelector('[data-chat-whispers]')
  if (stream !== 'staff' || !place) return
  if (event.kind === 'withdrawn') takeBack(place, key(event))
  if (event.kind !== 'message' || event.words === null) return
  event.author === talk.me ? clear(place) : add(talk, place, event)
})
for (const name of ['focus', 'visibilitychange']) addEventListener(name, () => { if (document.hasFocus()) count(0) })

function add (talk, place, event) {
  const line = document.createElement('li')
  line.dataset.key = key(event)
  const words = Object.assign(document.createElement('p'), { className: 'app-chat__words', textContent: event.words })
  line.append(small(`${talk.state.people[event.author]?.name ?? 'A colleague'} to colleagues, ${inWords(new Date(event.written_at))}`), words)
  place.querySelector('ul').append(line)
  place.hidden = false
  talk.at.asides.closest('details').open = true
  offerRead(place)
  if (!document.hasFocus()) count(unread + 1)
}

function takeBack (place, name) {
  place.querySelector(`[data-key="${name}"]`)?.remove()
  if (!place.querySelector('li')) clear(place)
}

function offerRead (place) {
  if (!place.querySelector('button')) place.append(button('I have read this', () => clear(place)))
}

function clear (place) {
  place.querySelector('ul').replaceChildren()
  place.hidden = true
}

function count (number) {
  unread = number
  if (isAlone) document.title = unread ? `(${unread}) ${title}` : title
}
