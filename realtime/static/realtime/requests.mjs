// Requests that wait, where websockets are blocked: each begins with hello and carries what there is to say.

const POLL = '/conversations/poll/'
const HELD_FOR = 30000 // the server answers within twenty seconds, whatever happens
const CARRIED_IN = 8000 // and at once where it is told something
const MOST_BYTES = 60000
const UNANSWERED = ['read', 'typing']

export class Requests {
  // hello(): the first frame of each.
  constructor (hello) { Object.assign(this, { hello, waiting: [], asking: null }) }

  // Goes with the next request; one that only waits makes room for it. How far the page is, each hello says.
  send (frame) {
    if (frame.type === 'seen') return
    if (!this.waiting.includes(frame)) this.waiting.push(frame)
    if (!this.carries) this.again()
  }

  // Whatever is asked now is asked anew.
  again () { this.asking?.abort() }

  get isOverdue () { return this.asking !== null && Date.now() - this.askedAt > HELD_FOR }

  // What one request brought; nothing where it had to make room. What could not be carried waits for the next.
  // Raises: whatever the network says, also where it has said nothing for too long.
  async once () {
    const asking = this.asking = new AbortController()
    const frames = this.#load()
    Object.assign(this, { askedAt: Date.now(), carries: frames.some((frame) => !UNANSWERED.includes(frame.type)) })
    let isLate = false
    const patience = setTimeout(() => { isLate = true; asking.abort() }, this.carries ? CARRIED_IN : HELD_FOR)
    try {
      const answer = await fetch(POLL, {
        method: 'POST', credentials: 'same-origin', signal: asking.signal,
        headers: { 'Content-Type': 'application/json' }, body: JSON.stringify([this.hello(), ...frames])
      })
      return { status: answer.status, told: await answer.json() }
    } catch (error) {
      this.waiting.unshift(...frames)
      if (isLate || error.name !== 'AbortError') throw error
      return { status: 0, told: [] }
    } finally {
      clearTimeout(patience)
      Object.assign(this, { asking: null, carries: false })
    }
  }

  // As many as one request may carry.
  #load () {
    let bytes = 0
    const tooMany = this.waiting.findIndex((frame) => (bytes += new Blob([JSON.stringify(frame)]).size) > MOST_BYTES)
    return this.waiting.splice(0, tooMany < 0 ? this.waiting.length : Math.max(1, tooMany))
  }
}
