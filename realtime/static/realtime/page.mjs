// A conversation on its page. Without this file the form sends and the link refreshes.

import { Cursors } from './cursors.mjs'
import { Line } from './line.mjs'
import { LATE, Outbox, REFUSED, SENDING } from './outbox.mjs'

const SAID = { [SENDING]: 'Sending', [LATE]: 'Not sent yet. We keep trying.', [REFUSED]: '' }
const CONNECTION = { connecting: '', open: '', away: 'There is no connection just now. We keep trying, and your words are kept on this page.' }

const given = (name) => JSON.parse(document.getElementById(`chat-${name}`).textContent)

const place = document.querySelector('[data-chat]')
if (place) talk(place)

function talk (place) {
  const { conversation, me, part, signIn } = place.dataset
  const find = (name) => place.querySelector(`[data-chat-${name}]`)
  const [region, log, outboxList, form, says, writing] = ['region', 'log', 'outbox', 'form', 'line', 'writing'].map(find)
  const input = form?.querySelector('textarea')
  const cursors = new Cursors(given('cursors'))
  const names = new Map(Object.entries(given('names')))
  let epoch = Number(place.dataset.epoch)
  let unseen = 0
  let typedAt = 0
  let writingTimer = 0

  const hello = () => ({ type: 'hello', version: 1, talks: [{ conversation, cursors: cursors.at }] })
  const line = new Line({ hello, heard, state: (now) => say(CONNECTION[now], now), over })
  const outbox = new Outbox({ send: (frame) => line.send(frame), changed: showOutbox })
  setInterval(() => outbox.tick(), 1000)
  setInterval(seen, 2000)
  find('refresh').hidden = true

  function heard (frame) {
    if (frame.conversation && frame.conversation !== conversation) return
    HEARD[frame.type]?.(frame)
  }

  const HEARD = {
    reset (frame) {
      cursors.reset(frame.cursors)
      epoch = frame.state.helps.epoch
      for (const [id, person] of Object.entries(frame.state.people)) names.set(id, person.name)
      region.setAttribute('aria-live', 'off') // the whole is not read out again
      log.replaceChildren(...Object.values(frame.state.messages.open).map(message))
      setTimeout(() => region.removeAttribute('aria-live'), 500)
      toNewest()
    },
    events (frame) {
      const fresh = cursors.fresh(frame.stream, frame.events)
      if (fresh === null) return line.greet()
      unseen += fresh.length
      fresh.forEach((event) => happened(frame.stream, event))
      if (unseen >= 20) seen()
    },
    live () { outbox.all() },
    ack (frame) { outbox.kept(frame.mid) },
    refused (frame) {
      if (frame.of === 'send' && frame.mid) outbox.refused(frame.mid, frame.code, frame.message)
      else if (frame.code !== 'later') say(frame.message, 'refused')
    },
    beat (frame) {
      seen(true)
      if (cursors.isBehind(frame.heads[conversation] ?? {})) line.greet()
    },
    writing (frame) {
      clearTimeout(writingTimer)
      writing.textContent = `${names.get(frame.participant) ?? 'Somebody'} is writing`
      writing.hidden = false
      writingTimer = setTimeout(() => { writing.hidden = true }, 6000)
    }
  }

  function happened (stream, event) {
    if (event.kind === 'joined') names.set(event.participant, event.name)
    if (event.kind === 'assigned') epoch = event.epoch
    if (event.kind === 'not_published' && stream === 'mine') say(event.words, 'note')
    if (stream !== 'open') return
    if (event.kind === 'message') {
      if (event.author === me) outbox.kept(event.mid)
      if (!byKey(event)) log.append(message(event))
      writing.hidden = true
      toNewest()
    }
    if (event.kind === 'withdrawn') byKey(event)?.replaceWith(message({ ...event, words: null, written_at: event.at }))
    if (event.kind === 'ended') { say('This conversation has ended. You can still read it.', 'note'); if (form) form.hidden = true }
  }

  const byKey = (event) => [...log.children].find((item) => item.dataset.key === `${event.author} ${event.mid}`)

  function message (event) {
    const item = bubble(event.author === me ? 'You' : names.get(event.author) ?? '', event.words, new Date(event.written_at), event.author === me)
    item.dataset.key = `${event.author} ${event.mid}`
    return item
  }

  function bubble (name, words, at, isMine) {
    const item = document.createElement('li')
    item.className = `app-chat__message${isMine ? ' app-chat__message--mine' : ''}`
    const by = item.appendChild(document.createElement('p'))
    by.className = 'app-chat__by'
    const who = by.appendChild(document.createElement('span'))
    who.className = 'app-chat__name'
    who.textContent = name
    const time = document.createElement('time')
    time.dateTime = at.toISOString()
    time.textContent = at.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    by.append(' ', time)
    const text = item.appendChild(document.createElement('p'))
    text.className = 'app-chat__words'
    text.textContent = words ?? 'This message was taken back.'
    return item
  }

  function showOutbox () {
    outboxList.replaceChildren(...outbox.items.map((item) => {
      const shown = bubble('You', item.frame.words, new Date(item.since), true)
      const state = shown.appendChild(document.createElement('p'))
      state.className = 'app-chat__state'
      state.textContent = SAID[item.state] || item.why
      if (item.state === REFUSED) shown.append(changeButton(item.frame.mid))
      return shown
    }))
  }

  function changeButton (mid) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'nhsuk-button nhsuk-button--secondary nhsuk-button--small'
    button.textContent = 'Change it'
    button.addEventListener('click', () => { input.value = outbox.take(mid); input.focus() })
    return button
  }

  function say (words, now) {
    says.textContent = words
    says.hidden = !words
    place.dataset.connection = now
  }

  function over (code) {
    say(code === 4001 ? 'You have been signed out. Your words stay on this page; copy them before you sign in again.' : 'Please reload this page.', 'over')
    if (code === 4001 && !outbox.items.length && !input?.value) location.assign(`${signIn}?next=${encodeURIComponent(location.pathname)}`)
  }

  function seen (always = false) {
    if (!unseen && always !== true) return
    unseen = 0
    line.send({ type: 'seen', conversation, heads: cursors.heads })
  }

  const toNewest = () => log.lastElementChild?.scrollIntoView({ block: 'nearest' })

  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    const words = input.value
    if (!words.trim()) return input.focus()
    outbox.add({ conversation, words, ...(part === 'worker' ? { epoch } : {}) })
    input.value = ''
    input.focus()
  })
  input?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && matchMedia('(pointer: fine)').matches) {
      event.preventDefault()
      form.requestSubmit()
    }
  })
  input?.addEventListener('input', () => {
    if (Date.now() - typedAt < 3000) return
    typedAt = Date.now()
    if (line.socket) line.send({ type: 'typing', conversation }) // never worth a request of its own
  })
  addEventListener('beforeunload', (event) => { if (outbox.items.some((item) => item.state !== REFUSED)) event.preventDefault() })
}
