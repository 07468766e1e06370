// Who is there, with whom, until when, and what one's own buttons say. Read out only where it has changed.

const WAITS = 'We tell the others as soon as there is a connection.'

export class Head {
  constructor (talk) { this.talk = talk }

  show () {
    const { me, state, words, isOver, isResting, wantsRest } = this.talk
    const others = Object.entries(state.people).filter(([id, person]) => id !== me && !person.has_left)
    const lines = isOver ? [] : [
      ...others.filter(([, { pause }]) => pause !== 'stopped').map((other) => this.#of(other)), // that stands by itself
      ...(this.#isLeftAlone ? [words.say('nobody')] : []),
      ...(isResting ? [words.say('my_moment')] : []),
      ...(wantsRest !== isResting && this.talk.line.now !== 'open' ? [WAITS] : [])
    ]
    this.#list(lines)
    this.#isMet()
    this.#moment(wantsRest)
    this.#name(others.map(([, person]) => person.name))
  }

  freshen () {
    const { at, state, words, time, isOver } = this.talk
    const says = state.ends_at && !isOver ? words.ofTheClock(Date.parse(state.ends_at), time) : ''
    if (at.clock.textContent !== says) Object.assign(at.clock, { textContent: says, hidden: !says })
    this.show()
  }

  // Whoever helped has gone, and nobody has come instead yet.
  get #isLeftAlone () {
    const { state, isStaff } = this.talk
    return !isStaff && state.helps.epoch > 0 && !state.helps.participant
  }

  #of ([id, person]) {
    const { state, words, time, isStaff } = this.talk
    const isHere = Date.parse(state.here_until[id] ?? 0) > time
    return words.ofSomebody(person, { isHere, isLeaving: state.helps.goodbye === id, forStaff: isStaff })
  }

  #list (lines) {
    if (lines.join() === this.shown) return
    this.shown = lines.join()
    this.talk.at.there.replaceChildren(...lines.map((line) => Object.assign(document.createElement('li'), { textContent: line })))
  }

  // In a private talk nobody is there at first, and no line says who.
  #isMet () {
    const { at, state } = this.talk
    if (!at.alone || !state.helps.epoch) return
    at.alone.hidden = true
    at.there.parentElement.hidden = false
  }

  #moment (wants) {
    const button = this.talk.at.moment?.querySelector('button')
    if (button) Object.assign(button, { textContent: this.talk.words.say(wants ? 'be_back' : 'take_moment'), value: wants ? 'no' : 'yes' })
  }

  // Wherever the page says with whom.
  #name (names) {
    for (const item of document.querySelectorAll(`[data-chat-with="${this.talk.conversation}"]`)) {
      const says = names.length ? `${item.dataset.word} ${names.join(' and ')}` : ''
      if (item.textContent !== says) item.textContent = says
    }
  }
}
