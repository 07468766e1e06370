// One chat on a page.

import { Cursors } from './cursors.mjs'
import { LATE, Outbox, REFUSED, SENDING } from './outbox.mjs'
import { bubble, small } from './bubble.mjs'
import { There } from './there.mjs'

const SAID = { [SENDING]: 'Sending', [LATE]: 'Not sent yet. We keep trying.', [REFUSED]: '' }
const CONNECTION = { connecting: '', open: '', away: 'There is no connection just now. We keep trying, and your words are kept on this page.' }
const TAKE_BACK_WITHIN = 60000

export class Talk {
  constructor (place) {
    const find = (name) => place.querySelector(`[data-chat-${name}]`)
    this.place = place
    Object.assign(this, place.dataset)
    this.epoch = Number(place.dataset.epoch)
    this.at = Object.fromEntries(['region', 'log', 'outbox', 'form', 'line', 'writing', 'there', 'clock', 'moment', 'refresh', 'take-back', 'asides', 'aside', 'ending', 'after', 'phrases', 'told', 'kept'].map((name) => [name, find(name)]))
    this.input = this.at.form?.querySelector('textarea')
    const given = JSON.parse(document.getElementById(`chat-${this.conversation}`).textContent)
    const { cursors, now, there, ...state } = given
    this.words = new There(there)
    Object.assign(this, { state, cursors: new Cursors(cursors), ahead: Date.parse(now) - Date.now(), unseen: 0, typedAt: 0 })
  }

  get cursor () { return { conversation: this.conversation, cursors: this.cursors.at } }

  get isStaff () { return this.part !== 'person' }

  follow (line) {
    this.line = line
    this.outbox = new Outbox({ send: (frame) => line.send(frame), changed: () => this.#showOutbox() })
    setInterval(() => { this.outbox.tick(); this.#freshen() }, 1000)
    setInterval(() => this.#seen(), 2000)
    for (const name of ['refresh', 'take-back']) if (this.at[name]) this.at[name].hidden = true
    for (const item of this.at.log.children) this.#offerToTakeBack(item)
    this.#listen()
    this.#show()
  }

  heard (frame) { HEARD[frame.type]?.call(this, frame) }

  connection (now) { this.say(CONNECTION[now], now) }

  over (code) {
    this.say(code === 4001 ? 'You have been signed out. Your words stay on this page; copy them before you sign in again.' : 'Please reload this page.', 'over')
    if (code === 4001 && !this.outbox.items.length && !this.input?.value) location.assign(`${this.signIn}?next=${encodeURIComponent(location.pathname)}`)
  }

  // The page vanishes: nothing is kept, and nothing asks whether one is sure.
  forget () {
    this.outbox.waiting.clear()
    if (this.input) this.input.value = ''
  }

  say (words, now) {
    this.at.line.textContent = words
    this.at.line.hidden = !words
    this.place.dataset.connection = now
  }

  happened (stream, event) {
    if (event.kind === 'not_published' && stream === 'mine') this.say(event.words, 'note')
    if (stream === 'staff' && event.kind === 'message') this.#aside(event)
    this.place.dispatchEvent(new CustomEvent('chat:event', { bubbles: true, detail: { talk: this, stream, event } }))
    if (stream !== 'open') return
    if (event.kind === 'message') {
      if (event.author === this.me) this.outbox.kept(event.mid)
      if (!this.#byKey(event)) this.#append(event)
      this.at.writing.hidden = true
    }
    if (event.kind === 'withdrawn') this.#byKey(event)?.replaceWith(this.#message({ ...event, words: null, written_at: event.at }))
    HAPPENED[event.kind]?.call(this, event)
    this.#show()
  }

  #aside (event) {
    if (event.author === this.me) this.outbox.kept(event.mid)
    if (!this.at.asides || this.#byKey(event, this.at.asides)) return
    this.at.asides.append(this.#message(event))
    this.at.asides.closest('details').open = true
  }

  #append (event) {
    const isFollowed = event.author === this.me || this.#isAtNewest()
    this.at.log.append(this.#message(event))
    if (isFollowed) this.toNewest()
    this.place.dispatchEvent(new CustomEvent('chat:said', { bubbles: true, detail: { talk: this, event } }))
  }

  #byKey (event, log = this.at.log) { return [...log.children].find((item) => item.dataset.key === `${event.author} ${event.mid}`) }

  #message (event) {
    const isMine = event.author === this.me
    const item = bubble(isMine ? 'You' : this.state.people[event.author]?.name ?? '', event.words, new Date(event.written_at), isMine)
    item.dataset.key = `${event.author} ${event.mid}`
    if (isMine && event.words !== null) item.append(small('Sent', 'app-chat__state--sent'))
    this.#offerToTakeBack(item)
    return item
  }

  // One's own message, for a minute. Of a message that was taken back there is nothing to take.
  #offerToTakeBack (item) {
    const [author, mid] = item.dataset.key.split(' ')
    const left = Date.parse(item.querySelector('time').dateTime) + TAKE_BACK_WITHIN - this.#now()
    if (author !== this.me || left <= 0 || !item.querySelector('.app-chat__state--sent')) return
    const button = this.#button('Take it back', () => this.line.send({ type: 'withdraw', conversation: this.conversation, mid }))
    item.append(button)
    setTimeout(() => button.remove(), left)
  }

  #button (words, press) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'app-chat__button'
    button.textContent = words
    button.addEventListener('click', press)
    return button
  }

  #showOutbox () {
    this.at.outbox.replaceChildren(...this.outbox.items.map((item) => {
      const shown = bubble(item.frame.audience === 'staff' ? 'You, to colleagues' : 'You', item.frame.words, new Date(item.since), true)
      shown.append(small(SAID[item.state] || item.why))
      if (item.state === REFUSED) shown.append(this.#button('Change it', () => { this.input.value = this.outbox.take(item.frame.mid); this.input.focus() }))
      return shown
    }))
  }

  // Who is there, until when, and what one's own buttons say. Read out only where it has changed.
  #show () {
    const others = Object.entries(this.state.people).filter(([id, person]) => id !== this.me && !person.has_left)
    const lines = others.map(([id, person]) => this.words.ofSomebody(person, {
      isHere: Date.parse(this.state.here_until[id] ?? 0) > this.#now(), isLeaving: this.state.helps.goodbye === id, forStaff: this.isStaff
    }))
    const { epoch, participant } = this.state.helps
    if (!this.isStaff && epoch && !participant && this.state.state !== 'ended') lines.push(this.words.say('nobody'))
    const isResting = this.state.people[this.me]?.pause === 'moment'
    if (isResting) lines.push(this.words.say('my_moment'))
    if (lines.join() !== this.shown) {
      this.shown = lines.join()
      this.at.there.replaceChildren(...lines.map((line) => Object.assign(document.createElement('li'), { textContent: line })))
    }
    const button = this.at.moment?.querySelector('button')
    if (button) Object.assign(button, { textContent: this.words.say(isResting ? 'be_back' : 'take_moment'), value: isResting ? 'no' : 'yes' })
  }

  #freshen () {
    const says = this.state.ends_at && this.state.state !== 'ended' ? this.words.ofTheClock(Date.parse(this.state.ends_at), this.#now()) : ''
    if (this.at.clock.textContent !== says) Object.assign(this.at.clock, { textContent: says, hidden: !says })
    this.#show()
  }

  #now () { return Date.now() + this.ahead }

  #seen (always = false) {
    if (!this.unseen && always !== true) return
    this.unseen = 0
    this.line.send({ type: 'seen', conversation: this.conversation, heads: this.cursors.heads })
  }

  // Whoever looks elsewhere, or is about to press something, is not moved.
  #isAtNewest () {
    const { top, bottom } = (this.at.log.lastElementChild ?? this.at.region).getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }

  toNewest () { this.at.log.lastElementChild?.scrollIntoView({ block: 'nearest' }) }

  #moment (on) { this.line.send({ type: 'moment', conversation: this.conversation, on }) }

  // Who helps has all of this before their eyes.
  read () {
    const seq = this.cursors.heads.open
    if (this.part !== 'worker' || seq === this.readUpTo) return
    this.readUpTo = seq
    this.line.send({ type: 'read', conversation: this.conversation, seq })
  }

  // A phrase goes into the message, to be changed and sent by hand.
  #offerPhrases () {
    for (const item of this.at.phrases?.children ?? []) {
      item.replaceChildren(this.#button(item.textContent, () => {
        this.input.value = [this.input.value.trim(), item.textContent].filter(Boolean).join(' ')
        this.input.focus()
      }))
    }
  }

  #listen () {
    const { form, moment, aside } = this.at
    this.#offerPhrases()
    aside?.addEventListener('submit', (event) => {
      event.preventDefault()
      const box = aside.querySelector('textarea')
      if (box.value.trim()) this.outbox.add({ conversation: this.conversation, words: box.value, audience: 'staff' })
      box.value = ''
      box.focus()
    })
    moment?.addEventListener('submit', (event) => { event.preventDefault(); this.#moment(event.submitter.value === 'yes') })
    form?.addEventListener('submit', (event) => {
      event.preventDefault()
      const words = this.input.value
      if (!words.trim()) return this.input.focus()
      if (this.state.people[this.me]?.pause) this.#moment(false)
      this.outbox.add({ conversation: this.conversation, words, ...(this.part === 'worker' ? { epoch: this.epoch } : {}) })
      this.input.value = ''
      this.input.focus()
    })
    this.input?.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && matchMedia('(pointer: fine)').matches) {
        event.preventDefault()
        form.requestSubmit()
      }
    })
    this.input?.addEventListener('input', () => {
      if (Date.now() - this.typedAt < 3000) return
      this.typedAt = Date.now()
      if (this.line.socket) this.line.send({ type: 'typing', conversation: this.conversation }) // never worth a request of its own
    })
    addEventListener('beforeunload', (event) => { if (this.outbox.items.some((item) => item.state !== REFUSED)) event.preventDefault() })
  }

  // Everything anew. The whole is not read out again.
  reset (frame) {
    this.cursors.reset(frame.cursors)
    const { people, helps, ends_at: endsAt, ending, state } = frame.state
    Object.assign(this.state, { people, helps, ends_at: endsAt, ending, state })
    this.epoch = helps.epoch
    this.at.region.setAttribute('aria-live', 'off')
    const isFollowed = this.#isAtNewest()
    this.at.log.replaceChildren(...Object.values(frame.state.messages.open).map((event) => this.#message(event)))
    this.at.asides?.replaceChildren(...Object.values(frame.state.messages.staff ?? {}).map((event) => this.#message(event)))
    if (ending) HAPPENED.proposed.call(this)
    setTimeout(() => this.at.region.removeAttribute('aria-live'), 500)
    if (frame.why !== 'new') this.askBeside()
    this.#show()
    if (isFollowed) this.toNewest()
  }

  take (frame) {
    const fresh = this.cursors.fresh(frame.stream, frame.events)
    if (fresh === null) return this.line.greet()
    this.unseen += fresh.length
    fresh.forEach((event) => this.happened(frame.stream, event))
    if (this.unseen >= 20) this.#seen()
  }

  beat (frame) {
    this.ahead = Date.parse(frame.at) - Date.now()
    this.#seen(true)
    if (this.cursors.isBehind(frame.heads[this.conversation] ?? {})) this.line.greet()
  }

  // Something beside the words is not what it was: this page is asked for it, until there is an answer.
  async askBeside () {
    if (!this.at.told) return
    try {
      const answer = await fetch(location.pathname, { cache: 'no-store', credentials: 'same-origin' })
      if (!answer.ok) throw new Error(String(answer.status))
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-chat-told]')
      if (fresh && fresh.innerHTML !== this.at.told.innerHTML) this.at.told.replaceChildren(...fresh.childNodes)
    } catch { setTimeout(() => this.askBeside(), 5000) }
  }

  isWriting (participant) {
    clearTimeout(this.writingTimer)
    this.at.writing.textContent = `${this.state.people[participant]?.name ?? 'Somebody'} is writing`
    this.at.writing.hidden = false
    this.writingTimer = setTimeout(() => { this.at.writing.hidden = true }, 6000)
  }

  isHere (until) {
    Object.assign(this.state.here_until, until)
    this.#show()
  }
}

const HEARD = {
  reset (frame) { this.reset(frame) },
  events (frame) { this.take(frame) },
  live () { this.outbox.all() },
  ack (frame) { this.outbox.kept(frame.mid) },
  refused (frame) {
    if (frame.of === 'send' && frame.mid) this.outbox.refused(frame.mid, frame.code, frame.message)
    else if (frame.code !== 'later') this.say(frame.message, 'refused')
  },
  beat (frame) { this.beat(frame) },
  writing (frame) { this.isWriting(frame.participant) },
  presence (frame) { this.isHere(frame.here_until) }
}

// What each event changes, as the server's `protocol.state` has it.
const HAPPENED = {
  joined ({ participant, name, part }) { this.state.people[participant] = { name, part, has_left: false, pause: '', paused_at: null } },
  left ({ participant }) {
    Object.assign(this.state.people[participant], { has_left: true, pause: '' })
    if (this.state.helps.goodbye === participant) this.state.helps.goodbye = null
  },
  assigned ({ participant, epoch, ends_at: endsAt }) {
    this.epoch = epoch
    Object.assign(this.state, { helps: { participant, epoch, goodbye: null }, ends_at: endsAt })
  },
  overlap ({ participant }) { this.state.helps.goodbye = participant },
  moment ({ participant, at }) { Object.assign(this.state.people[participant], { pause: 'moment', paused_at: at }) },
  left_page ({ participant, at }) { Object.assign(this.state.people[participant], { pause: 'left_page', paused_at: at }) },
  back ({ participant }) { Object.assign(this.state.people[participant], { pause: '', paused_at: null }) },
  proposed () { for (const name of ['ending', 'kept']) if (this.at[name]) this.at[name].hidden = false },
  changed () { this.askBeside() },
  summary ({ participant }) { if (participant !== this.me) this.say('What you both keep has been changed.', 'note') },
  ended () {
    this.state.state = 'ended'
    if (this.at.after) this.at.after.hidden = false
    this.say(this.words.say('ended'), 'note')
    for (const name of ['form', 'moment', 'ending', 'aside']) if (this.at[name]) this.at[name].hidden = true
  }
}
