// A message as it stands in the log. Words are only ever text.

export function bubble (name, words, at, isMine) {
  const item = document.createElement('li')
  item.className = `app-chat__message${isMine ? ' app-chat__message--mine' : ''}`
  const by = item.appendChild(document.createElement('p'))
  by.className = 'app-chat__by'
  const who = by.appendChild(document.createElement('span'))
  who.className = 'app-chat__name'
  who.textContent = name
  const time = document.createElement('time')
  time.dateTime = at.toISOString()
  time.textContent = inWords(at)
  by.append(' ', time)
  const text = item.appendChild(document.createElement('p'))
  text.className = 'app-chat__words'
  text.textContent = words
  return item
}

// The same without its words: who wrote it and when stays, and a screen reader is told of it once.
export function takenBack (item, byModerator) {
  const says = byModerator ? 'A moderator took this down.' : 'This message was taken back.'
  if (item.querySelector('em')?.textContent === says) return item
  const fresh = item.cloneNode(true)
  fresh.querySelector('.app-chat__words').replaceChildren(Object.assign(document.createElement('em'), { textContent: says }))
  for (const more of fresh.querySelectorAll('.app-chat__state, .app-chat__button')) more.remove()
  item.replaceWith(fresh)
  return fresh
}

export function small (words, more = '') {
  const line = document.createElement('p')
  line.className = `app-chat__state ${more}`.trim()
  line.textContent = words
  return line
}

export function button (words, press) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'app-chat__button'
  made.textContent = words
  made.addEventListener('click', press)
  return made
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London' })
export const inWords = (at) => CLOCK.format(at)
