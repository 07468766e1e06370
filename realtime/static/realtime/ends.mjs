// The page on which a chat is ended: whether they are writing just now, or have written since it was opened. The server
// asks once more in the second case, also without this file.

import { Cursors } from './cursors.mjs'
import { WRITES_FOR } from './ending.mjs'
import { Line } from './line.mjs'

const place = document.querySelector('[data-ends]')
if (place) watch(place, place.dataset.ends)

function watch (place, conversation) {
  const cursors = new Cursors()
  const known = new Set()
  let people = null
  let wrote = ''
  let timer = 0

  const isTheirs = (id) => people?.[id]?.part === 'person'
  const say = (words) => { if (place.textContent !== words) place.textContent = words }

  function came (events, isFirst) {
    for (const { kind, author, mid } of events) {
      if (kind && kind !== 'message') continue
      const key = `${author} ${mid}`
      if (!isFirst && isTheirs(author) && !known.has(key)) wrote = `${people[author].name} has written since you opened this page. Go back to the chat and read it first.`
      known.add(key)
    }
    if (wrote) say(wrote)
  }

  const HEARD = {
    reset (frame) {
      const isFirst = !people
      people = frame.state.people
      cursors.reset(frame.cursors)
      came(Object.values(frame.state.messages.open), isFirst)
    },
    events (frame) {
      const fresh = cursors.fresh(frame.stream, frame.events)
      if (fresh === null) return line.greet(conversation)
      if (frame.stream === 'open') came(fresh, false)
    },
    writing ({ participant }) {
      if (!isTheirs(participant)) return
      clearTimeout(timer)
      say(`${people[participant].name} is writing just now. Wait for their words, or go back to the chat.`)
      timer = setTimeout(() => say(wrote), WRITES_FOR)
    },
    beat () { line.send({ type: 'seen', conversation, heads: cursors.heads }) }
  }
  const line = new Line({
    hello: () => ({ type: 'hello', version: 1, talks: [{ conversation, cursors: cursors.at }] }),
    carry () {}, state () {}, over () {},
    heard: (frame) => HEARD[frame.type]?.(frame)
  })
  line.connect()
}
