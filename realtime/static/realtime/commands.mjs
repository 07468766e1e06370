// What was asked for besides words, from the press of a button until it is done or refused. In this tab's memory alone.

const AGAIN = 8000
const PASSING = ['later', 'slow-down']

export class Commands {
  constructor ({ send, now = () => Date.now() }) { Object.assign(this, { send, now, waiting: new Map() }) }

  // The same asked for again, or otherwise, stands in the place of the first.
  ask (frame) {
    const item = { frame, tried: 0 }
    this.waiting.set(key(frame.type, frame.mid), item)
    this.#try(item)
  }

  tick () { for (const item of this.waiting.values()) if (this.now() - item.tried >= AGAIN) this.#try(item) }

  // The connection is there again.
  all () { for (const item of this.waiting.values()) this.#try(item) }

  // Until there is an answer, what is asked for.
  of (type, mid) { return this.waiting.get(key(type, mid))?.frame }

  done (type, mid) { this.waiting.delete(key(type, mid)) }

  refused (type, mid, code) { if (!PASSING.includes(code)) this.done(type, mid) }

  #try (item) {
    item.tried = this.now()
    this.send(item.frame)
  }
}

const key = (type, mid) => `${type} ${mid ?? ''}`
