// Words from the press of send until the server has them for good. They live in this tab's memory and nowhere else.

export const SENDING = 'sending'
export const LATE = 'late'
export const REFUSED = 'refused'

const AGAIN = 8000
const LATE_AFTER = 10000

export class Outbox {
  constructor ({ send, changed, now = () => Date.now() }) {
    this.waiting = new Map()
    Object.assign(this, { send, changed, now })
  }

  add (frame) {
    const item = { frame: { type: 'send', mid: newId(), ...frame }, state: SENDING, why: '', since: this.now(), tried: 0 }
    this.waiting.set(item.frame.mid, item)
    this.#try(item)
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

  // Gives back the words, to be changed and sent as a new message.
  take (mid) {
    const words = this.waiting.get(mid)?.frame.words ?? ''
    this.waiting.delete(mid)
    this.changed()
    return words
  }

  get items () { return [...this.waiting.values()] }

  #try (item) {
    item.tried = this.now()
    this.send(item.frame)
  }
}

// As crypto.randomUUID, which pages without https do not have; begins with the time, so that rows lie together.
export function newId (now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
