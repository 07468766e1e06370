// The chats on a page, over one connection. Without this file the forms send and the links refresh.

import { Line } from './line.mjs'
import { Talk } from './talk.mjs'

const places = [...document.querySelectorAll('[data-chat]')]
if (places.length) connect(places)

function connect (places) {
  const talks = new Map(places.map((place) => [place.dataset.conversation, new Talk(place)]))
  const all = () => [...talks.values()]
  const line = new Line({
    hello: () => ({ type: 'hello', version: 1, talks: all().map((talk) => talk.cursor) }),
    carry: () => all().forEach((talk) => talk.carry()),
    heard: (frame) => (frame.conversation ? [talks.get(frame.conversation)] : all()).forEach((talk) => talk?.heard(frame)),
    state: (now) => all().forEach((talk) => talk.connection(now)),
    over: (code) => all().forEach((talk) => talk.over(code))
  })
  all().forEach((talk) => talk.follow(line))
  line.connect()
  if (!document.querySelector('[data-desk]')) setInterval(() => { if (document.hasFocus()) all().forEach((talk) => talk.read()) }, 1000)
  document.dispatchEvent(new CustomEvent('chat:ready', { detail: talks }))
  document.addEventListener('chat:add', ({ detail: place }) => { // one more has come onto the page
    const talk = new Talk(place)
    talks.set(place.dataset.conversation, talk)
    talk.follow(line)
    line.greet(talk.conversation)
  })
  document.addEventListener('mhst:exit', () => { all().forEach((talk) => talk.forget()); line.stop() })
}
