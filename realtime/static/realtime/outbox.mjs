// Words from the press of send until the server has them for good. They live in this tab's memory and nowhere else.

export const SENDING = 'sending'
export const LATE = 'late'
export const REFUSED = 'refused'

const AGAIN = 8000
const LATE_AFTER = 10000
const MOST_BYTES = 50000
const TOO_BIG = 'That is too long to send in one go. Please send it in parts.'

export class Outbox {
  constructor ({ send, changed, now = () => Date.now() }) {
    this.waiting = new Map()
    Object.assign(this, { send, changed, now })
  }

  add ({ words, ...frame }) {
    const item = { frame: { type: 'send', mid: newId(), ...frame, words: whole(words) }, state: SENDING, why: '', since: this.now(), tried: 0 }
    this.waiting.set(item.frame.mid, item)
    if (new Blob([words]).size > MOST_BYTES) Object.assign(item, { state: REFUSED, why: TOO_BIG }) // no frame holds it
    else if (this.over) Object.assign(item, { state: REFUSED, why: this.over })
    else this.#try(item)
    this.changed()
    return item.frame.mid
  }

  // Every second: what has had no answer is sent again under the same id; what takes long is said to.
  tick () {
    let isChanged = false
    for (const item of this.waiting.values()) {
      if (item.state === REFUSED) continue
      if (this.now() - item.tried >= AGAIN) this.#try(item)
      if (item.state === SENDING && this.now() - item.since >= LATE_AFTER) { item.state = LATE; isChanged = true }
    }
    if (isChanged) this.changed()
  }

  // The connection is there again: nothing waits for its turn.
  all () { for (const item of this.waiting.values()) if (item.state !== REFUSED) this.#try(item) }

  kept (mid) { if (this.waiting.delete(mid)) this.changed() }

  refused (mid, code, why) {
    const item = this.waiting.get(mid)
    if (!item || code === 'later' || code === 'slow-down') return // it is tried again by itself
    Object.assign(item, { state: REFUSED, why })
    this.changed()
  }

  // Nothing is taken here any more, also of what is still to come.
  refuseAll (why) {
    this.over = why
    for (const item of this.waiting.values()) Object.assign(item, { state: REFUSED, why })
    this.changed()
  }

  get items () { return [...this.waiting.values()] }

  #try (item) {
    item.tried = this.now()
    this.send(item.frame)
  }
}

// Half of a sign, as a keyboard may leave it, is none that could be kept.
const whole = (words) => words.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

// As crypto.randomUUID, which pages without https do not have; begins with the time, so that rows lie together.
export function newId (now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
