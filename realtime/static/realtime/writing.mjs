// What somebody writes in a chat, until it is sent; and where words go that could not be.

import { button, small } from './bubble.mjs'
import { REFUSED } from './outbox.mjs'

const LEAVE = 'These words were not sent. You can leave them as a message: we read it when we are open, and answer.'
const COPY = 'These words were not sent. You can copy them from here.'

export class Writing {
  constructor (talk) {
    const { form, aside } = talk.at
    Object.assign(this, { talk, form, aside, isClosed: false, typedAt: 0 })
    this.input = form?.querySelector('textarea')
    this.whisper = aside?.querySelector('textarea')
    this.#listen()
    this.#offerPhrases()
  }

  get isEmpty () { return ![this.input, this.whisper].some((box) => box?.value.trim()) }

  forget () { for (const box of [this.input, this.whisper]) if (box) box.value = '' }

  takes (item) { return Boolean(this.#box(item)) }

  // Words that were refused, to be changed and sent as a new message; after whatever is being written there.
  putBack (item) {
    const box = this.#box(item)
    if (!box) return
    this.#add(box, item)
    box.focus()
  }

  // Nobody writes here any more. Words that were not sent stay before whoever wrote them.
  close () {
    this.isClosed = true
    this.refused()
    for (const form of [this.form, this.aside]) if (form) this.#keep(form)
  }

  refused () {
    if (!this.isClosed) return
    for (const item of this.talk.outbox.items) if (item.state === REFUSED && this.takes(item)) this.#add(this.#box(item), item)
    for (const form of [this.form, this.aside]) if (form) this.#keep(form)
  }

  #box (item) { return item.frame.audience === 'staff' ? this.whisper : this.input }

  #add (box, item) {
    box.value = [box.value, item.frame.words].filter((words) => words.trim()).join('\n\n')
    this.talk.outbox.kept(item.frame.mid)
  }

  #keep (form) {
    const [box, send] = [form.querySelector('textarea'), form.querySelector('button')]
    form.hidden = !box.value.trim()
    if (form.hidden || form.isKept) return
    form.isKept = true
    form.before(small(form.dataset.leave ? LEAVE : COPY, 'app-chat__state--unsent'))
    if (form.dataset.leave) {
      form.action = form.dataset.leave
      send.textContent = 'Leave it as a message'
    } else {
      box.readOnly = true
      send.hidden = true
    }
  }

  #listen () {
    const { form, aside, input } = this
    aside?.addEventListener('submit', (event) => {
      event.preventDefault()
      if (!this.isClosed) this.#send(this.whisper, { audience: 'staff' })
    })
    form?.addEventListener('submit', (event) => {
      if (this.isClosed && form.dataset.leave) return // the browser takes them there
      event.preventDefault()
      if (!this.isClosed) this.#say()
    })
    input?.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !this.isClosed && matchMedia('(pointer: fine)').matches) {
        event.preventDefault()
        form.requestSubmit()
      }
    })
    input?.addEventListener('input', () => this.#typing())
    addEventListener('beforeunload', (event) => { if (this.talk.outbox.items.some((item) => item.state !== REFUSED)) event.preventDefault() })
  }

  #say () {
    const { talk } = this
    if (this.input.value.trim() && (talk.wantsRest || talk.state.people[talk.me]?.pause)) talk.moment(false)
    this.#send(this.input, talk.part === 'worker' ? { epoch: talk.epoch } : {})
  }

  #send (box, more) {
    if (box.value.trim()) {
      this.talk.outbox.add({ conversation: this.talk.conversation, words: box.value, ...more })
      box.value = ''
    }
    box.focus()
  }

  #typing () {
    if (Date.now() - this.typedAt < 3000) return
    this.typedAt = Date.now()
    if (this.talk.line.socket) this.talk.line.send({ type: 'typing', conversation: this.talk.conversation }) // never worth a request of its own
  }

  // A phrase goes into the message, to be changed and sent by hand.
  #offerPhrases () {
    for (const item of this.talk.at.phrases?.children ?? []) {
      const words = item.textContent
      item.replaceChildren(button(words, () => {
        this.input.value = [this.input.value.trim(), words].filter(Boolean).join(' ')
        this.input.focus()
      }))
    }
  }
}
