// One chat on a page.

import { askBeside } from './beside.mjs'
import { bubble, button, small } from './bubble.mjs'
import { Commands } from './commands.mjs'
import { Cursors } from './cursors.mjs'
import { WRITES_FOR, warnBeforeEnding } from './ending.mjs'
import { Head } from './head.mjs'
import { HAPPENED, HEARD } from './hearing.mjs'
import { key, Log } from './log.mjs'
import { LATE, Outbox, REFUSED, SENDING } from './outbox.mjs'
import { offerToSignIn } from './signing-in.mjs'
import { apply, reset } from './state.mjs'
import { TakingBack } from './taking-back.mjs'
import { There } from './there.mjs'
import { Writing } from './writing.mjs'

const SAID = { [SENDING]: 'Sending', [LATE]: 'Not sent yet. We keep trying.', [REFUSED]: '' }
const CONNECTION = { connecting: '', open: '', away: 'There is no connection just now. We keep trying, and your words are kept on this page.' }
const OF_THE_ROOM = ['frozen', 'nobody-reads', 'room-over']
const NOT_SENT = 'Not sent. Your words are kept on this page.'

export class Talk {
  constructor (place) {
    const find = (name) => place.querySelector(`[data-chat-${name}]`)
    this.place = place
    Object.assign(this, place.dataset)
    this.epoch = Number(place.dataset.epoch)
    this.at = Object.fromEntries(['region', 'log', 'outbox', 'form', 'line', 'writing', 'there', 'clock', 'moment', 'refresh', 'take-back', 'asides', 'aside', 'ending', 'after', 'deeds', 'phrases', 'told', 'kept', 'more', 'stop', 'alone'].map((name) => [name, find(name)]))
    const given = JSON.parse(document.getElementById(`chat-${this.conversation}`).textContent)
    const { cursors, now, there, ...state } = given
    this.words = new There(there)
    Object.assign(this, { state, cursors: new Cursors(cursors), ahead: Date.parse(now) - Date.now(), unseen: 0, note: '', weather: '', wroteAt: {}, isOut: false })
    const log = { me: this.me, named: (event) => this.state.people[event.author]?.name ?? '', worksAs: (event) => this.words.worksAs(this.state.people[event.author], this.state.people), drawn: (item) => this.takingBack.offer(item) }
    this.log = new Log(this.at.log, log)
    this.asides = this.at.asides && new Log(this.at.asides, log)
  }

  get cursor () { return { conversation: this.conversation, cursors: this.cursors.at } }

  get isStaff () { return this.part !== 'person' }

  // For everybody, or for whoever sits here.
  get isOver () { return this.state.state !== 'open' || this.isOut }

  // How a whole room stands is said beside it, and only there.
  get hasStanding () { return document.querySelector('[data-line="standing"]') !== null }

  get isResting () { return this.state.people[this.me]?.pause === 'moment' }

  // As it will be when all that was asked for is done.
  get wantsRest () { return this.commands.of('moment')?.on ?? this.isResting }

  follow (line) {
    this.line = line
    this.outbox = new Outbox({ send: (frame) => line.send(frame), changed: () => this.#showOutbox() })
    this.commands = new Commands({ send: (frame) => line.send(frame) })
    this.writing = new Writing(this)
    this.takingBack = new TakingBack(this)
    this.head = new Head(this)
    setInterval(() => { this.outbox.tick(); this.commands.tick(); this.head.freshen() }, 1000)
    setInterval(() => this.seen(), 2000)
    for (const name of ['refresh', 'take-back']) if (this.at[name]) this.at[name].hidden = true
    for (const item of this.at.log.children) this.takingBack.offer(item)
    this.at.moment?.addEventListener('submit', (event) => { event.preventDefault(); this.moment(event.submitter.value === 'yes') })
    warnBeforeEnding(this)
    this.connection(line.now ?? 'connecting')
  }

  // There is a way again: what waits goes.
  carry () {
    this.settle()
    this.outbox.all()
    this.commands.all()
  }

  heard (frame) { HEARD[frame.type]?.(this, frame) }

  connection (now) {
    this.weather = CONNECTION[now]
    this.place.dataset.connection = now
    if (now === 'open') this.readUpTo = undefined // whether it was told is not known
    if (now === 'open' && !this.lasts) this.note = ''
    this.#showLine()
    this.head.show()
  }

  over (code) {
    this.place.dataset.connection = 'over'
    this.weather = ''
    this.say(code === 4001 ? 'You have been signed out. Your words stay on this page; copy them before you sign in again.' : 'Please reload this page.', true)
    const isBare = !this.outbox.items.length && this.writing.isEmpty
    this.outbox.refuseAll(code === 4001 ? 'Not sent: you have been signed out. Copy these words before you sign in again.' : 'Not sent. Copy these words before you reload this page.')
    if (code === 4001) offerToSignIn(this, isBare)
  }

  // The page vanishes: nothing is kept, and nothing asks whether one is sure.
  forget () {
    this.outbox.waiting.clear()
    this.writing.forget()
  }

  // A sentence between the words and where one writes. One that `lasts` stays until there is another, else until the connection is new.
  say (words, lasts = false) {
    Object.assign(this, { note: words, lasts })
    this.#showLine()
  }

  #showLine () {
    const words = this.isOver ? this.note : this.weather || this.note
    if (this.at.line.textContent !== words) Object.assign(this.at.line, { textContent: words, hidden: !words })
  }

  happened (stream, event) {
    this.#tell('chat:event', { stream, event })
    if (event.kind === 'not_published' && stream === 'mine') this.say(event.words, true)
    if (event.kind === 'withdrawn') {
      (stream === 'staff' ? this.asides : this.log)?.takeBack(event)
      if (event.author === this.me) this.commands.done('withdraw', event.mid)
    }
    if (event.flag) this.#mark(key(event), event.flag)
    if (stream !== 'open') return
    apply(this.state, event)
    HAPPENED[event.kind]?.(this, event)
  }

  // Posts of a room may stand there otherwise than they were written: they are marked where they wait.
  #mark (name, flag) { if (!document.querySelector('[data-part-of-room]')) this.log.mark(name, flag) }

  #tell (name, detail) { this.place.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { talk: this, ...detail } })) }

  // Words that came together are put there together.
  #said (stream, events, isFollowed) {
    if (!events.length) return
    for (const event of events) this.#tell('chat:event', { stream, event })
    this.#keptAll(events)
    const fresh = (stream === 'staff' ? this.asides : this.log)?.add(events) ?? []
    if (stream === 'staff') { if (fresh.length) this.at.asides.closest('details').open = true; return }
    this.at.writing.hidden = true
    if (isFollowed || events.some((event) => event.author === this.me)) this.toNewest()
    if (isFollowed && this.log.shorten()) this.#offerEarlier()
    for (const event of fresh) this.#tell('chat:said', { event })
  }

  #keptAll (events) { for (const event of events) if (event.author === this.me) this.outbox.kept(event.mid) }

  // Where not all of it stands here any more.
  #offerEarlier () {
    if (this.place.querySelector('[data-chat-earlier]') || !this.at.region.dataset.all) return
    const link = Object.assign(document.createElement('a'), { href: this.at.region.dataset.all, textContent: 'Earlier messages' })
    const line = document.createElement('p')
    line.dataset.chatEarlier = ''
    line.append(link)
    this.at.region.before(line)
  }

  #showOutbox () {
    this.at.outbox.replaceChildren(...this.outbox.items.map((item) => {
      const shown = bubble(item.frame.audience === 'staff' ? 'You, to colleagues' : 'You', item.frame.words, new Date(item.since), true)
      shown.append(small(SAID[item.state] || item.why))
      if (item.state === REFUSED && this.writing.takes(item)) shown.append(button('Change it', () => this.writing.putBack(item)))
      return shown
    }))
  }

  // By the server's clock.
  get time () { return Date.now() + this.ahead }

  seen (always = false) {
    if (!this.unseen && always !== true) return
    this.unseen = 0
    this.line.send({ type: 'seen', conversation: this.conversation, heads: this.cursors.heads })
  }

  // Whoever looks elsewhere, or is about to press something, is not moved.
  #isAtNewest () {
    const { top, bottom } = (this.log.newest ?? this.at.region).getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }

  toNewest () { this.log.newest?.scrollIntoView({ block: 'nearest' }) }

  moment (on) {
    this.commands.ask({ type: 'moment', conversation: this.conversation, on })
    this.head.show()
  }

  // A moment that was asked for, or its end, has come.
  settle () { if (this.commands.of('moment')?.on === this.isResting) this.commands.done('moment') }

  // Who helps has all of this before their eyes.
  read () {
    const seq = this.cursors.heads.open
    if (this.part !== 'worker' || seq === this.readUpTo) return
    this.readUpTo = seq
    this.line.send({ type: 'read', conversation: this.conversation, seq })
  }

  // Everything anew; only what is new is read out.
  reset (frame) {
    this.cursors.reset(frame.cursors)
    reset(this.state, frame.state)
    this.epoch = this.state.helps.epoch
    const { open, staff = {} } = frame.state.messages
    this.#keptAll([...Object.values(open), ...Object.values(staff)])
    for (const mid of Object.keys(frame.state.mine ?? {})) this.outbox.kept(mid)
    const isFollowed = this.#isAtNewest()
    const fresh = this.log.show(Object.values(open))
    for (const event of this.asides?.show(Object.values(staff)) ?? []) this.#tell('chat:event', { stream: 'staff', event: { kind: 'message', ...event } })
    for (const [name, flag] of Object.entries(frame.state.flags ?? {})) this.#mark(name, flag)
    if (this.state.ending) HAPPENED.proposed(this)
    if (this.state.state !== 'open') HAPPENED.ended(this)
    if (frame.why !== 'new') {
      askBeside(this)
      this.#tell('chat:reset', {})
    }
    this.settle()
    this.head.show()
    if (isFollowed) this.toNewest()
    for (const event of fresh) this.#tell('chat:said', { event })
  }

  take (frame) {
    const fresh = this.cursors.fresh(frame.stream, frame.events)
    if (fresh === null) return this.line.greet(this.conversation)
    this.unseen += fresh.length
    const isFollowed = this.#isAtNewest()
    let said = []
    for (const event of fresh) {
      if (event.kind === 'message') { said.push(event); continue }
      this.#said(frame.stream, said, isFollowed)
      said = []
      this.happened(frame.stream, event)
    }
    this.#said(frame.stream, said, isFollowed)
    this.settle()
    this.head.show()
    if (this.unseen >= 20) this.seen()
  }

  beat (frame) {
    this.ahead = Date.parse(frame.at) - Date.now()
    this.seen(true)
    if (this.cursors.isBehind(frame.heads[this.conversation] ?? {})) this.line.greet(this.conversation)
  }

  isWriting (participant) {
    clearTimeout(this.writingTimer)
    this.wroteAt[participant] = Date.now()
    this.at.writing.textContent = `${this.state.people[participant]?.name ?? 'Somebody'} is writing`
    this.at.writing.hidden = false
    this.writingTimer = setTimeout(() => { this.at.writing.hidden = true }, WRITES_FOR)
  }

  isHere (until) {
    Object.assign(this.state.here_until, until)
    this.#tell('chat:here', { until })
    this.head.show()
  }

  notSent ({ mid, code, message }) {
    this.outbox.refused(mid, code, OF_THE_ROOM.includes(code) && this.hasStanding ? NOT_SENT : message)
    this.writing.refused()
    this.#tell('chat:not-sent', { code })
  }

  // Nothing is written or taken back any more.
  close () {
    this.writing.close()
    this.takingBack.close()
  }

  // Not here any more, for good: what was under way does not arrive.
  isShutOut (why) {
    this.isOut = true
    for (const name of ['moment', 'deeds']) if (this.at[name]) this.at[name].hidden = true
    if (this.isStaff || !this.hasStanding) this.say(why, true)
    this.#tell('chat:out', {})
    this.head.show()
    this.outbox.refuseAll(why)
    this.close()
  }
}
