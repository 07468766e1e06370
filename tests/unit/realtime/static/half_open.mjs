// The connection of a page, by a clock of its own: nothing here waits, and there is no network.
import { argv } from 'node:process'

let now = Date.parse('2026-11-29T20:00:00Z')
const clocks = []
const sockets = []
Date.now = () => now
globalThis.setInterval = (work, every) => clocks.push({ work, every, at: now + every })
globalThis.setTimeout = (work, after) => clocks.push({ work, at: now + after, once: true })
globalThis.clearTimeout = (number) => { if (number) clocks[number - 1].at = Infinity }
globalThis.addEventListener = () => {}
globalThis.document = { addEventListener () {} }
globalThis.location = { protocol: 'https:', host: 'example.org' }
globalThis.WebSocket = class {
  constructor () { this.readyState = 1; sockets.push(this) }
  send () {}
  close () {} // half open: the other side never answers, and nothing says that it is over
}

function pass (milliseconds) {
  for (const end = now + milliseconds; now < end;) {
    now += 100
    for (const clock of clocks) {
      if (clock.at > now) continue
      clock.at = clock.once ? Infinity : clock.at + clock.every
      clock.work()
    }
  }
}

const { Line } = await import(argv[2])
const states = []
const line = new Line({ hello: () => ({}), heard () {}, over () {}, state: (now_) => states.push(now_) })
const told = (frame) => line.socket.onmessage({ data: JSON.stringify(frame) })
line.socket.onopen()
told({ type: 'live' })
const found = {}
for (let beat = 0; beat < 6; beat++) { pass(20000); told({ type: 'beat' }) } // the server's heartbeat
found.after_beats = sockets.length
const silentFrom = now
while (sockets.length === 1 && now - silentFrom < 120000) pass(100)
found.noticed_after = now - silentFrom
found.states = states
console.log(JSON.stringify(found))
