// A workshop on every screen at once: when anything in it changes, the page asks for its parts anew. Nothing but that
// there is news comes over the connection. Without this file the page is reloaded by hand.

import { Cursors } from '../realtime/cursors.mjs'
import { Line } from '../realtime/line.mjs'

const place = document.querySelector('[data-workshop]')
const news = document.querySelector('[data-workshop-news]')
const AWAY = 'There is no connection just now. We keep trying; you can also load this page again.'
if (place) follow(place.dataset.workshop)

function follow (conversation) {
  const cursors = new Cursors()
  const line = new Line({
    hello: () => ({ type: 'hello', version: 1, talks: [{ conversation, cursors: cursors.at }] }),
    heard: (frame) => HEARD[frame.type]?.(frame, cursors, line, conversation),
    state: (now) => { if (now === 'away') say(AWAY) },
    over: () => say('You have been signed out, or are no longer in this workshop. Load this page again.')
  })
}

const HEARD = {
  reset (frame, cursors) { cursors.reset(frame.cursors); refresh() },
  events (frame, cursors, line) {
    const fresh = cursors.fresh(frame.stream, frame.events)
    if (fresh === null) return line.greet()
    if (fresh.length) refresh()
  },
  beat (frame, cursors, line, conversation) {
    line.send({ type: 'seen', conversation, heads: cursors.heads })
    if (cursors.isBehind(frame.heads[conversation] ?? {})) line.greet()
  },
  live () { if (news.textContent === AWAY) say('') }
}

let asking = false
let again = false

// One request at a time; what happens meanwhile is asked for after it.
async function refresh () {
  if (asking) { again = true; return }
  asking = true
  again = false
  try {
    const answer = await fetch(place.dataset.now, { credentials: 'same-origin' })
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch { /* there is no network just now; the line says hello again */ }
  asking = false
  if (again) refresh()
}

function show (fresh) {
  for (const part of fresh.querySelectorAll('[data-fresh]')) {
    const old = place.querySelector(`[data-fresh="${part.dataset.fresh}"]`)
    const isFilledIn = part.dataset.state === 'rating' && old.dataset.state === 'rating' && old.querySelector('form')
    if (!isFilledIn && !isTypedIn(old)) old.replaceWith(part)
    if (part.dataset.says) say(part.dataset.says)
  }
}

// Nothing moves under somebody's hand: what they typed stays, and the link below shows the rest.
function isTypedIn (part) {
  const at = document.activeElement
  return part.contains(at) && at.matches('textarea, input[type=text]')
}

function say (words) { if (news.textContent !== words) news.textContent = words }
