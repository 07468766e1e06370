// The connection, whatever becomes of it: a websocket where there can be one, else requests that wait.
// Comes back for ever, at a random time of a longer and longer stretch, and at once when the page is looked at again.

const LIVE = '/conversations/live/'
const POLL = '/conversations/poll/'
const TRY_SOCKET_FOR = 2500
const SILENT_FOR = 35000 // looked at every five seconds: noticed within forty
const FIRST = 500
const LONGEST = 30000
const SOCKET_AGAIN = 5 * 60000
const OPEN = 1
const DRAINED = [1001, 1012, 4012]

export class Line {
  // hello(): the first frame. heard(frame). state(now): 'connecting', 'open' or 'away'. over(code): do not come back.
  constructor ({ hello, heard, state, over }) {
    Object.assign(this, { hello, heard, state, over, failed: 0, waiting: [], socketFailed: 0, stopped: false })
    for (const event of ['online', 'pageshow']) addEventListener(event, () => this.#atOnce())
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#atOnce() })
    setInterval(() => this.#watch(), 5000)
    this.connect()
  }

  send (frame) {
    if (this.socket?.readyState === OPEN) return this.socket.send(JSON.stringify(frame))
    if (!this.polling) return // the outbox sends it again
    this.waiting.push(frame)
    if (!this.carries) this.asking?.abort() // the request that only waits makes room for the one that speaks
  }

  connect () {
    clearTimeout(this.timer)
    if (this.stopped) return
    if (Date.now() - this.socketFailed < SOCKET_AGAIN) return this.#poll()
    this.state('connecting')
    this.#open()
  }

  stop () { this.stopped = true; this.socket?.close(); this.asking?.abort() }

  // Something was missed, or a new state is wanted: begin from the cursors.
  greet () {
    if (this.socket?.readyState === OPEN) this.send(this.hello())
    else this.asking?.abort()
  }

  #open () {
    let isAnswered = false
    let socket
    try {
      socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${LIVE}`)
    } catch { return this.#blocked() }
    this.socket = socket
    const patience = setTimeout(() => socket.close(), TRY_SOCKET_FOR) // some filters open it and let nothing through
    socket.onopen = () => socket.send(JSON.stringify(this.hello()))
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return
      clearTimeout(patience)
      isAnswered = true
      this.#take(JSON.parse(data))
    }
    socket.onclose = ({ code }) => {
      clearTimeout(patience)
      if (this.socket !== socket) return
      this.socket = null
      if (!isAnswered) return this.#blocked()
      if (code === 4001 || code === 4008) { this.stopped = true; return this.over(code) }
      this.#again(DRAINED.includes(code) || code === 4003 ? this.drain ?? Math.random() * 2000 : undefined)
    }
  }

  // No websocket came about: ask whether requests do. If they do not either, it is the network.
  #blocked () {
    this.socketFailed = navigator.onLine === false ? 0 : Date.now()
    this.connect()
  }

  async #poll () {
    if (this.polling) return
    this.polling = true
    while (!this.stopped && Date.now() - this.socketFailed < SOCKET_AGAIN) {
      this.asking = new AbortController()
      const frames = this.waiting.splice(0)
      this.carries = frames.length > 0
      try {
        const answer = await fetch(POLL, {
          method: 'POST', credentials: 'same-origin', signal: this.asking.signal,
          headers: { 'Content-Type': 'application/json' }, body: JSON.stringify([this.hello(), ...frames])
        })
        const told = await answer.json()
        told.forEach((frame) => this.#take(frame))
        if (answer.status === 401) { this.stopped = true; this.over(4001) }
        if (!answer.ok) throw new Error(String(answer.status))
        this.polls = true
      } catch (error) {
        if (error.name === 'AbortError') continue
        if (!this.polls) this.socketFailed = 0 // nothing works: begin with the websocket again
        this.polling = false
        return this.#again()
      }
    }
    this.polling = false
    this.connect()
  }

  #take (frame) {
    this.heardAt = Date.now()
    if (frame.type === 'closing') { this.drain = frame.after; return }
    if (frame.type === 'live') { this.failed = 0; this.drain = undefined; this.state('open') }
    this.heard(frame)
  }

  #again (after = Math.random() * Math.min(LONGEST, FIRST * 2 ** this.failed)) {
    this.failed = Math.min(this.failed + 1, 10)
    this.state('away')
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.connect(), after)
  }

  #atOnce () {
    if (this.stopped || this.polling) return
    if (!this.socket) { this.failed = 0; this.connect() } else if (Date.now() - this.heardAt > 30000) this.#drop()
  }

  #watch () { if (this.socket?.readyState === OPEN && Date.now() - this.heardAt > SILENT_FOR) this.#drop() }

  // Half open: it looks open and nothing comes. Closing it can take minutes, so it is left behind.
  #drop () {
    const old = this.socket
    this.socket = null
    old.close()
    this.#again(0)
  }
}
