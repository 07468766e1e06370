// Who is there, and how long a chat is meant to last. The sentences are the server's: the page carries them.

import { inWords } from './bubble.mjs'

const MINUTE = 60000

export class There {
  // says, early, works_as, come_back_minutes: as `protocol.there` gives them.
  constructor (given) { Object.assign(this, given) }

  say (what, put = {}) { return this.says[what].replace(/\{(\w+)\}/g, (all, name) => put[name]) }

  // As what somebody of the staff works in a conversation that is for a young person.
  worksAs (person, people) {
    return Object.values(people).some(({ part }) => part === 'person') ? this.works_as[person?.part] ?? '' : ''
  }

  ofSomebody (person, { isHere, isLeaving, forStaff }) {
    const part = isLeaving ? 'was_worker' : person.part
    const name = !forStaff && part in this.says ? this.say(part, person) : person.name
    if (person.pause === 'left_page') {
      const until = new Date(Date.parse(person.paused_at) + this.come_back_minutes * MINUTE)
      return this.say('left_page', { name, until: inWords(until) })
    }
    if (person.pause === 'moment') return this.say('moment', { name })
    if (!isHere) return this.say('away', { name })
    return this.say(isLeaving ? 'goodbye' : 'here', { name })
  }

  ofTheClock (endsAt, now) {
    for (const [minutes, says] of this.early) if (endsAt - now <= minutes * MINUTE) return says
    return this.say('lasts', { until: inWords(new Date(endsAt)) })
  }
}
