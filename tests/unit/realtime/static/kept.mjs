// Words and wishes that wait in the memory of a page: `node kept.mjs <outbox> <commands>` prints what was found.
import { argv } from 'node:process'

const { Outbox } = await import(argv[2])
const { Commands } = await import(argv[3])
let now = 0
let sent = []
const gone = () => sent.splice(0).map(({ type, on, words }) => `${type} ${words ?? on ?? ''}`.trim())
const with_ = { send: (frame) => sent.push(frame), changed () {}, now: () => now }
const found = {}

const outbox = new Outbox(with_)
outbox.add({ words: 'Hello' })
const half = outbox.add({ words: 'a\ud83d' + '\ud83d\ude00' })
const big = outbox.add({ words: 'é'.repeat(30000) })
found.added = gone()
outbox.kept(half)
now = 7000
outbox.tick()
found.early = gone()
now = 8000
outbox.tick()
found.again = gone()
found.states = outbox.items.map(({ state, frame }) => [frame.mid === big, state])
outbox.refuseAll('Signed out')
outbox.add({ words: 'Later' })
found.over = [...gone(), ...outbox.items.map(({ state, why }) => `${state} ${why}`)]

const commands = new Commands(with_)
commands.ask({ type: 'moment', on: true })
commands.ask({ type: 'withdraw', mid: 'm' })
commands.ask({ type: 'moment', on: false })
found.asked = gone()
commands.refused('withdraw', 'm', 'later')
commands.all()
found.carried = gone()
commands.refused('withdraw', 'm', 'too-late')
commands.done('moment')
now = 60000
commands.tick()
found.after = gone()
console.log(JSON.stringify(found))
