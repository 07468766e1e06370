// Messages as they stand on a page: each once, the oldest first, and no more than one can look through.

import { bubble, mark, small, takenBack } from './bubble.mjs'

const MOST = 500
const NOT_CHECKED = 'Not checked for danger words'

export class Log {
  // named(event): who wrote it, as the page says it; worksAs(event): of the staff, as what. drawn(item, event): something of one's own stands there.
  constructor (list, { me, named, worksAs, drawn }) {
    Object.assign(this, { list, me, named, worksAs, drawn })
    this.byKey = new Map([...list.children].map((item) => [item.dataset.key, item]))
  }

  // Those that are not there yet, in one go. Returns these.
  add (events) {
    const fresh = events.filter((event) => !this.byKey.has(key(event)))
    const all = document.createDocumentFragment()
    for (const event of fresh) all.append(this.#draw(event))
    this.list.append(all)
    return fresh
  }

  // The time stays: it says when it was written.
  takeBack (event) {
    const item = this.byKey.get(key(event))
    if (item) this.byKey.set(key(event), takenBack(item, event.taken_down))
  }

  // Everything anew. What stands there already is not touched, so that nothing is read out twice. Returns what is new.
  show (events) {
    const given = new Set(events.map(key))
    for (const [name, item] of this.byKey) if (!given.has(name)) this.#remove(item)
    const fresh = []
    let next = this.list.firstElementChild
    for (const event of events) {
      if (this.byKey.has(key(event))) {
        if (event.words === null) this.takeBack(event)
        next = this.byKey.get(key(event)).nextElementSibling
      } else {
        fresh.push(event)
        this.list.insertBefore(this.#draw(event), next)
      }
    }
    return fresh
  }

  // `flag` as pages of staff are told it, by the key of its message.
  mark (name, { kind, marks }) {
    const item = this.byKey.get(name)
    if (item) mark(item, marks, kind === 'marked' ? [...new Set(marks.map((one) => one.name))].join('; ') : NOT_CHECKED)
  }

  get newest () { return this.list.lastElementChild }

  // Lets go of the oldest. Returns whether there were any.
  shorten () {
    const old = [...this.list.children].slice(0, -MOST)
    for (const item of old) this.#remove(item)
    return old.length > 0
  }

  #remove (item) {
    item.remove()
    this.byKey.delete(item.dataset.key)
  }

  #draw (event) {
    const isMine = event.author === this.me
    let item = bubble(isMine ? 'You' : this.named(event), event.words, new Date(event.written_at), isMine, isMine ? '' : this.worksAs(event))
    item.dataset.key = key(event)
    if (event.words === null) item = takenBack(item, event.taken_down)
    else if (isMine) {
      item.append(small('Sent', 'app-chat__state--sent'))
      this.drawn(item)
    }
    this.byKey.set(key(event), item)
    return item
  }
}

export const key = (event) => `${event.author} ${event.mid}`
