// One's own message can be taken back for a minute; of one that was, there is nothing to take.

import { button, small } from './bubble.mjs'

const WITHIN = 60000
const ASKED = 'app-chat__state--asked'

export class TakingBack {
  constructor (talk) { Object.assign(this, { talk, offered: new Set() }) }

  offer (item) {
    const { me, conversation, commands, time } = this.talk
    const [author, mid] = item.dataset.key.split(' ')
    const left = Date.parse(item.querySelector('time').dateTime) + WITHIN - time
    if (this.talk.isOver || author !== me || left <= 0 || !item.querySelector('.app-chat__state--sent')) return
    const take = button('Take it back', () => {
      take.replaceWith(small('Taking it back', ASKED))
      commands.ask({ type: 'withdraw', conversation, mid })
    })
    item.append(take)
    this.offered.add(take)
    setTimeout(() => { take.remove(); this.offered.delete(take) }, left)
  }

  // It has ended for whoever sits here.
  close () {
    for (const take of this.offered) take.remove()
    this.offered.clear()
  }

  refused (mid) {
    for (const log of [this.talk.log, this.talk.asides]) log?.byKey.get(`${this.talk.me} ${mid}`)?.querySelector(`.${ASKED}`)?.remove()
  }
}
