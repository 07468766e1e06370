// A browser's clock, network and random numbers, by hand: nothing here waits, and there is no network.
// Each test is a page of its own, in a process of its own.

const REAL = setImmediate
let now = Date.parse('2026-11-29T20:00:00Z')
const clocks = []
const heard = {}
export const sockets = []
export const requests = []
export const world = { random: 0.5, isOnline: true, refusesSockets: false }

Date.now = () => now
Math.random = () => world.random
globalThis.setInterval = (work, every) => clocks.push({ work, every, at: now + every })
globalThis.setTimeout = (work, after) => clocks.push({ work, at: now + after, once: true })
globalThis.clearTimeout = (number) => { if (number) clocks[number - 1].at = Infinity }
globalThis.addEventListener = (name, work) => { heard[name] = work }
globalThis.document = { addEventListener: globalThis.addEventListener, hidden: false }
globalThis.location = { protocol: 'https:', host: 'example.org' }
Object.defineProperty(globalThis, 'navigator', { value: { get onLine () { return world.isOnline } } })
globalThis.WebSocket = class {
  constructor () {
    if (world.refusesSockets) throw new Error('blocked')
    Object.assign(this, { readyState: 1, sent: [], at: now })
    sockets.push(this)
  }

  send (text) { this.sent.push({ at: now, ...JSON.parse(text) }) }
  close () { this.isLeft = true } // a browser may wait for a minute until the other side says that it is over
  tell (...frames) { for (const frame of frames) this.onmessage({ data: JSON.stringify(frame) }) }
  end (code) { this.readyState = 3; this.onclose({ code }) }
}
globalThis.fetch = (address, { body, signal }) => new Promise((resolve, reject) => {
  const request = { at: now, frames: JSON.parse(body), isOver: false }
  request.answer = (told, status = 200) => {
    request.isOver = true
    resolve({ ok: status < 400, status, json: async () => told })
  }
  request.fail = () => { request.isOver = true; reject(new TypeError('Failed to fetch')) }
  signal.addEventListener('abort', () => { request.isOver = true; reject(new DOMException('', 'AbortError')) })
  requests.push(request)
})

export const since = (at) => now - at
export const happens = async (name) => { heard[name](); await settle() }

// What was promised is done, as between two events of a browser.
export async function settle () { for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => REAL(resolve)) }

export async function pass (milliseconds, each = () => {}) {
  for (const end = now + milliseconds; now < end;) {
    now += 100
    let isLate = false
    for (const clock of clocks) {
      if (clock.at > now) continue
      clock.at = clock.once ? Infinity : clock.at + clock.every
      clock.work()
      isLate = true
    }
    if (isLate) await settle()
    await each()
  }
}
