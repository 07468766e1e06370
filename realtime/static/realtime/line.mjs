// The connection, whatever becomes of it: a websocket where there can be one, else requests that wait.
// Comes back for ever, at a random time of a longer and longer stretch, and at once when the page is looked at again.

import { Requests } from './requests.mjs'

const LIVE = '/conversations/live/'
const TRY_SOCKET_FOR = 2500
const LIVE_WITHIN = 5000
const SILENT_FOR = 35000 // looked at every five seconds: noticed within forty
const FIRST = 500
const LONGEST = 30000
const SOCKET_AGAIN = 5 * 60000
const CONNECTING = 0
const OPEN = 1
const SURE = 6
const DRAINED = [1001, 1012, 4012]
const PASSING = ['later', 'slow-down']

export class Line {
  // hello(): the first frame. carry(): send what waits. heard(frame). state(now): 'connecting', 'open' or 'away', when
  // it changes. over(code): do not come back.
  constructor ({ hello, carry, heard, state, over }) {
    Object.assign(this, { hello, carry, heard, state, over, failed: 0, greeted: 0, socketFailed: 0, stopped: false })
    this.unanswered = new Set()
    this.requests = new Requests(hello)
    for (const event of ['online', 'pageshow']) addEventListener(event, () => this.#atOnce(event === 'online'))
    addEventListener('offline', () => this.#cut())
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#atOnce() })
    setInterval(() => this.#watch(), 5000)
  }

  // Before it is live nothing goes: what was written first is sent first, and all that waits is sent then.
  send (frame) {
    if (this.polling) return this.requests.send(frame)
    if (this.socket?.readyState === OPEN && this.now === 'open') this.socket.send(JSON.stringify(frame))
  }

  connect () {
    clearTimeout(this.timer)
    if (this.stopped) return
    if (navigator.onLine === false && this.failed < SURE) return this.#again() // some browsers are wrong about it
    if (this.#isBlocked()) return this.#poll()
    this.#be('connecting')
    this.#open()
  }

  stop () {
    this.stopped = true
    clearTimeout(this.timer)
    clearTimeout(this.unanswering)
    this.socket?.close()
    this.requests.again()
  }

  // Something of this conversation was missed, or it is new on the page: begin from the cursors.
  greet (conversation) {
    if (this.unanswered.has(conversation)) return
    if (this.socket?.readyState === OPEN) this.#greet()
    else this.requests.again()
  }

  #be (now) { if (this.now !== now) { this.now = now; this.state(now) } }

  #isBlocked () { return Date.now() - this.socketFailed < SOCKET_AGAIN }

  #open () {
    let isAnswered = false
    let socket
    try {
      socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${LIVE}`)
    } catch { return this.#blocked() }
    this.socket = socket
    // Some filters open it and let nothing through, and then closing it takes a minute: it is left behind.
    const patience = setTimeout(() => { this.#leave(); this.#blocked() }, TRY_SOCKET_FOR)
    socket.onopen = () => this.socket === socket ? this.#greet() : socket.close()
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return
      clearTimeout(patience)
      isAnswered = true
      this.#take(JSON.parse(data))
    }
    socket.onclose = ({ code }) => {
      clearTimeout(patience)
      if (this.socket !== socket) return
      this.#leave()
      if (!isAnswered) return this.#blocked()
      if (code === 4001 || code === 4008) return this.#end(code)
      if (DRAINED.includes(code) || code === 4003) this.#again(this.drain ?? Math.random() * 2000, 'connecting')
      else this.#again()
    }
  }

  #leave () {
    const old = this.socket
    this.socket = null
    clearTimeout(this.unanswering)
    this.unanswered.clear()
    if (old.readyState !== CONNECTING) old.close() // else when it opens: browsers complain
  }

  // A hello that has no answer for one of its conversations is said again, later and later.
  #greet () {
    const hello = this.hello()
    this.unanswered = new Set(hello.talks.map((talk) => talk.conversation))
    this.socket.send(JSON.stringify(hello))
    const patience = Math.min(LONGEST / 2, LIVE_WITHIN * 2 ** this.greeted++)
    clearTimeout(this.unanswering)
    this.unanswering = setTimeout(() => this.#greet(), patience * (1 + Math.random()))
  }

  #answered (frame) {
    if (frame.type === 'refused' && (frame.of !== 'hello' || PASSING.includes(frame.code))) return
    if (frame.conversation) this.unanswered.delete(frame.conversation)
    else this.unanswered.clear()
    if (this.unanswered.size) return
    this.greeted = 0
    clearTimeout(this.unanswering)
  }

  // No websocket came about: ask whether requests do. If they do not either, it is the network.
  #blocked () {
    if (navigator.onLine === false) return this.#again()
    this.polls = false
    this.socketFailed = Date.now()
    this.connect()
  }

  async #poll () {
    if (this.polling) return
    this.polling = true
    if (this.now === 'away') this.#be('connecting') // it may well be there: the first answer can take a while
    this.carry()
    try {
      while (!this.stopped && this.#isBlocked()) {
        if (!await this.#ask()) return this.#rest()
      }
    } catch {
      if (!this.polls) this.socketFailed = 0 // nothing works: begin with the websocket again
      this.polling = false
      return this.#again()
    }
    this.polling = false
    this.connect()
  }

  // Whether another request may follow at once. Live comes last: what was answered meanwhile is not sent again.
  async #ask () {
    const { status, told } = await this.requests.once()
    if (this.stopped || status === 0) return true
    const isLive = (frame) => frame.type === 'live'
    for (const frame of [...told.filter((one) => !isLive(one)), ...told.filter(isLive)]) this.#take(frame)
    if (status === 401) { this.#end(4001); return true }
    if (status >= 400) throw new Error(String(status))
    this.polls = true
    return told.some(isLive)
  }

  // Answered, but let into nothing: there is no hurry to ask again.
  #rest () {
    this.polling = false
    this.#again(this.drain, this.now)
    this.drain = undefined
  }

  #take (frame) {
    this.heardAt = Date.now()
    if (frame.type === 'closing') { this.drain = frame.after; return }
    if (frame.type === 'live' || frame.type === 'refused') this.#answered(frame)
    if (frame.type === 'live') { this.failed = 0; this.drain = undefined; this.#be('open') }
    this.heard(frame)
  }

  #end (code) {
    this.stopped = true
    this.over(code)
  }

  #again (after = Math.random() * Math.min(LONGEST, FIRST * 2 ** this.failed), now = 'away') {
    this.failed = Math.min(this.failed + 1, 10)
    this.#be(now)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.connect(), after)
  }

  // `isOther`: the network may be another one, and a request that was under way may have gone with the old.
  #atOnce (isOther = false) {
    if (this.stopped) return
    if (this.polling) { if (isOther || this.requests.isOverdue) this.requests.again() }
    else if (!this.socket) { this.failed = 0; this.connect() }
    else if (Date.now() - this.heardAt > LONGEST) this.#drop()
  }

  // The browser knows before the silence tells.
  #cut () {
    this.requests.again()
    if (!this.socket) return
    this.#leave()
    this.#again()
  }

  #watch () { if (this.socket?.readyState === OPEN && Date.now() - this.heardAt > SILENT_FOR) this.#drop() }

  // Half open: it looks open and nothing comes. Closing it can take minutes, so it is left behind.
  #drop () {
    this.#leave()
    this.#again(0)
  }
}
