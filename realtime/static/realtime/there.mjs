// Who is there, and how long a chat is meant to last: the same sentences as the server's `protocol.there`.

import { inWords } from './bubble.mjs'

export const MY_MOMENT = 'You are taking a moment. Come back when you are ready.'
const MINUTE = 60000
const COME_BACK_WITHIN = 15 * MINUTE
const PARTS = { worker: 'your counsellor', moderator: 'a moderator', observer: 'a supervisor who looks in' }
const EARLY = [
  [0, 'The time for this chat is up. Nothing closes by itself: you end it together.'],
  [5 * MINUTE, 'About 5 minutes are left. Nothing closes by itself.'],
  [10 * MINUTE, 'About 10 minutes are left. Is there something you still want to say today?']
]

export function ofSomebody (person, { isHere, isLeaving, forStaff }) {
  const part = isLeaving ? 'who was your counsellor' : PARTS[person.part]
  const name = !forStaff && part ? `${person.name}, ${part},` : person.name
  if (person.pause === 'moment') return `${name} is taking a moment.`
  if (person.pause === 'left_page') {
    return `${name} left the page, and can come back until ${inWords(new Date(Date.parse(person.paused_at) + COME_BACK_WITHIN))}.`
  }
  if (!isHere) return `${name} is away just now. That is not an ending.`
  return isLeaving ? `${name} is here to say goodbye.` : `${name} is here.`
}

export function ofTheClock (endsAt, now) {
  for (const [within, says] of EARLY) if (endsAt - now <= within) return says
  return `This chat is meant to last until ${inWords(new Date(endsAt))}.`
}
