// The connection of a page, one day at a time: `node line.mjs <line> <day>` prints what was found.
import { argv } from 'node:process'
import { happens, pass, requests, settle, since, sockets, world } from './clock.mjs'

const { Line } = await import(argv[2])
const TALK = 'one'
const LIVE = { type: 'live', conversation: TALK }
const SEND = { type: 'send', conversation: TALK, mid: 'm', words: 'Hello' }
const states = []
const over = []
let isWaiting = false // something that was written before there was a way
const line = new Line({
  hello: () => ({ type: 'hello', talks: [{ conversation: TALK }] }),
  carry: () => { if (isWaiting) line.send(SEND) },
  heard (frame) { if (frame.type === 'live') isWaiting && line.send(SEND) },
  state: (now) => states.push(now),
  over: (code) => over.push(code)
})

async function open () {
  line.connect()
  sockets[0].onopen()
  sockets[0].tell(LIVE)
}

async function polling () {
  world.refusesSockets = true
  line.connect()
  await settle()
}

const hellos = () => sockets[0].sent.filter(({ type }) => type === 'hello').length

const DAYS = {
  async half_open () {
    await open()
    for (let beat = 0; beat < 6; beat++) { await pass(20000); sockets[0].tell({ type: 'beat' }) }
    const afterBeats = sockets.length
    let noticed = 0
    while (sockets.length === 1 && noticed < 120000) { await pass(100); noticed += 100 }
    return { afterBeats, noticed, states }
  },

  async swallowed () { // a filter lets the websocket open, and nothing through
    line.connect()
    sockets[0].onopen()
    isWaiting = true
    await pass(3000)
    const carried = requests[0]?.frames.map(({ type }) => type)
    return { after: requests[0]?.at - sockets[0].at, carried, isLeft: sockets[0].isLeft }
  },

  async stuck () { // the server answers, but cannot open the conversation
    await open()
    line.greet(TALK)
    sockets[0].tell({ type: 'refused', of: 'hello', code: 'later', conversation: TALK })
    line.greet(TALK)
    const atOnce = hellos()
    await pass(60000, () => sockets[0].tell({ type: 'beat' }))
    const inAMinute = hellos()
    const waits = sockets[0].sent.slice(1).map(({ at }, number, all) => number ? at - all[number - 1].at : 0).slice(1)
    sockets[0].tell(LIVE)
    await pass(60000, () => sockets[0].tell({ type: 'beat' }))
    return { atOnce, inAMinute, waits, afterLive: hellos() - inAMinute, sockets: sockets.length }
  },

  async shut_out () { // who has left is not let in, and is not asked again and again
    await open()
    line.greet(TALK)
    sockets[0].tell({ type: 'refused', of: 'hello', code: 'left', conversation: TALK })
    await pass(60000, () => sockets[0].tell({ type: 'beat' }))
    return { hellos: hellos() }
  },

  async in_order () { // before it is live nothing goes; then all that waits, in the order in which it was written
    line.connect()
    sockets[0].onopen()
    line.send({ ...SEND, mid: 'too early' })
    isWaiting = true
    sockets[0].tell(LIVE)
    return { sent: sockets[0].sent.map(({ type, mid }) => mid ?? type) }
  },

  async jitter () { // how long it waits after each failure, at the two ends of chance
    const waits = []
    for (world.random of [0, 0.999]) {
      const line = new Line({ hello: () => ({ talks: [] }), carry () {}, heard () {}, over () {}, state () {} })
      line.socketFailed = -Infinity
      for (let failure = 0; failure < 12; failure++) {
        const before = sockets.length
        line.connect()
        sockets.at(-1).tell({ type: 'beat' })
        sockets.at(-1).end(1006)
        let waited = 0
        while (sockets.length === before + 1 && waited < 60000) { await pass(100); waited += 100 }
        waits.push(waited)
        sockets.at(-1).tell({ type: 'beat' })
        line.stop()
        line.stopped = false
        line.socket = null
      }
    }
    return { least: Math.max(...waits.slice(0, 12)), most: Math.max(...waits.slice(12)), first: waits[12] }
  },

  async at_once () { // whatever it was waiting for
    const found = {}
    await open()
    for (const event of ['online', 'pageshow', 'visibilitychange']) {
      world.random = 0.999
      line.failed = 10
      sockets.at(-1).end(1006)
      const before = sockets.length
      await pass(1000)
      await happens(event)
      found[event] = sockets.length - before
      sockets.at(-1).onopen()
      sockets.at(-1).tell(LIVE)
    }
    return found
  },

  async cut () { // the browser knows that there is no network: it is said at once
    await open()
    await happens('offline')
    return { isLeft: sockets[0].isLeft, states }
  },

  async drained () { // told when to come back, and nothing is said about it
    await open()
    sockets[0].tell({ type: 'closing', after: 1500 })
    const from = Date.now()
    sockets[0].end(4012)
    let waited = 0
    while (sockets.length === 1 && waited < 60000) { await pass(100); waited += 100 }
    return { waited: since(from), states }
  },

  async hung () { // a request that waits has gone with the network
    await polling()
    const heldFor = requests[0].at
    while (requests.length === 1 && since(heldFor) < 120000) await pass(100)
    const givenUp = since(heldFor)
    world.refusesSockets = false
    return { givenUp, isOver: requests[0].isOver, states }
  },

  async hung_with_words () { // and with what it carried
    await polling()
    line.send(SEND)
    await settle()
    const [first] = requests.slice(-1)
    const hasMadeRoom = requests.at(-2).isOver
    const before = requests.length
    while (requests.length === before && since(first.at) < 120000) { isWaiting = true; await pass(100) }
    return { hasMadeRoom, again: since(first.at), carried: requests.at(-1).frames.map(({ type }) => type) }
  },

  async another_network () { // the request that was under way is asked anew, with what it carried
    await polling()
    line.send(SEND)
    await settle()
    const before = requests.length
    await happens('online')
    return { anew: requests.length - before, carried: requests.at(-1).frames.map(({ type }) => type) }
  },

  async answered () { // what was answered in the same breath is not sent again; how far the page is, hello says
    await polling()
    isWaiting = true
    line.heard = (frame) => {
      if (frame.type === 'ack') isWaiting = false
      if (frame.type === 'live' && isWaiting) line.send(SEND)
    }
    line.send({ type: 'seen' })
    line.send(SEND)
    await settle()
    requests.at(-1).answer([LIVE, { type: 'ack', mid: 'm' }])
    await settle()
    return { carried: requests.map(({ frames }) => frames.length - 1), states }
  },

  async left () { // an answer that lets into nothing is no reason to ask again at once
    await polling()
    await pass(120000, async () => {
      if (requests.at(-1).isOver) return
      requests.at(-1).answer([{ type: 'refused', of: 'hello', code: 'left', conversation: TALK }])
      await settle()
    })
    return { requests: requests.length, states }
  },

  async drained_while_polling () {
    await polling()
    requests[0].answer([{ type: 'closing', after: 2500 }])
    await settle()
    await pass(2400)
    const early = requests.length
    await pass(200)
    return { early, then: requests.length, states }
  },

  async signed_out () {
    await polling()
    requests[0].answer([{ type: 'refused', of: 'hello', code: 'signed-out' }], 401)
    await settle()
    await pass(60000)
    return { over, requests: requests.length }
  },

  async offline () { // the browser says so: there is nothing to ask, and no hurry
    world.isOnline = false
    line.connect()
    await pass(120000, async () => { if (sockets.at(-1)?.readyState === 1) sockets.at(-1).end(1006) })
    return { sockets: sockets.length, requests: requests.length, states: [...new Set(states)] }
  },

  async much_to_carry () { // a request has a size; what does not go with the first goes with the next
    world.refusesSockets = true
    line.carry = () => { for (let n = 0; n < 5; n++) line.send({ type: 'send', mid: `${n}`, words: 'é'.repeat(9000) }) }
    line.connect()
    await settle()
    line.carry = () => {}
    requests[0].answer([LIVE])
    await settle()
    return { carried: requests.map(({ frames }) => frames.slice(1).map(({ mid }) => mid).join('')) }
  }
}

console.log(JSON.stringify(await DAYS[argv[3]]()))
process.exit()
