// What a chat does with each frame that it hears, and with each event beside the change of its state.

import { askBeside } from './beside.mjs'

const UNOPENED = 'unopened' // the server tries again by itself, and says when it could
const PASSING = ['later', 'slow-down']

export const HEARD = {
  reset (talk, frame) { talk.reset(frame) },
  events (talk, frame) { talk.take(frame) },
  live (talk) {
    if (talk.isUnopened) talk.say('')
    talk.isUnopened = false
    talk.carry()
    talk.seen(true)
  },
  ack (talk, frame) {
    talk.outbox.kept(frame.mid)
    if (!talk.lasts) talk.say('')
  },
  done (talk, frame) { frame.of === 'moment' ? talk.settle() : talk.commands.done(frame.of, frame.mid) },
  refused (talk, frame) {
    if (frame.of === 'send' && frame.mid) return talk.notSent(frame)
    talk.commands.refused(frame.of, frame.mid, frame.code)
    if (PASSING.includes(frame.code)) return
    if (frame.of === 'withdraw') talk.takingBack.refused(frame.mid)
    talk.isUnopened = frame.code === UNOPENED
    if (frame.of === 'hello' && frame.conversation && !talk.isUnopened) talk.isShutOut(frame.message)
    else talk.say(frame.message, talk.isUnopened)
  },
  beat (talk, frame) { talk.beat(frame) },
  writing (talk, frame) { talk.isWriting(frame.participant) },
  presence (talk, frame) { talk.isHere(frame.here_until) }
}

export const HAPPENED = {
  assigned (talk, { epoch }) { talk.epoch = epoch },
  proposed (talk) { for (const name of ['ending', 'kept']) if (talk.at[name]) talk.at[name].hidden = false },
  changed (talk) { askBeside(talk) },
  summary (talk, { participant }) { if (participant !== talk.me) talk.say('What you both keep has been changed.') },
  ended (talk) {
    if (talk.at.after) talk.at.after.hidden = false
    for (const name of ['moment', 'ending', 'writing', 'stop']) if (talk.at[name]) talk.at[name].hidden = true
    if (!talk.hasStanding) talk.say(talk.words.say('ended'), true)
    talk.close()
  }
}
