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
  text.textContent = words ?? 'This message was taken back.'
  return item
}

export function small (words, more = '') {
  const line = document.createElement('p')
  line.className = `app-chat__state ${more}`.trim()
  line.textContent = words
  return line
}

export const inWords = (at) => at.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London' })
