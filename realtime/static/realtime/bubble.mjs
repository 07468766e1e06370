// A message as it stands in the log. Words are only ever text.

// `worksAs`: of the staff, so that no name can pass for one of them.
export function bubble (name, words, at, isMine, worksAs = '') {
  const item = document.createElement('li')
  item.className = `app-chat__message${isMine ? ' app-chat__message--mine' : ''}`
  const by = item.appendChild(document.createElement('p'))
  by.className = 'app-chat__by'
  const who = by.appendChild(document.createElement('span'))
  who.className = 'app-chat__name'
  who.textContent = name
  if (worksAs) by.append(' ', Object.assign(document.createElement('span'), { className: 'app-chat__part', textContent: worksAs }))
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

// Words that a person should look at, as the server marked them; it counts whole signs.
export function mark (item, marks, note) {
  const place = item.querySelector('.app-chat__words')
  if (item.querySelector('mark, em, .app-chat__state--note')) return
  const signs = [...place.textContent]
  const pieces = []
  let at = 0
  for (const { start, end } of marks) {
    if (end <= at) continue
    pieces.push(signs.slice(at, start).join(''), Object.assign(document.createElement('mark'), { textContent: signs.slice(Math.max(at, start), end).join('') }))
    at = end
  }
  place.replaceChildren(...pieces, signs.slice(at).join(''))
  item.append(small(note, 'app-chat__state--note'))
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

const LONDON = { timeZone: 'Europe/London' }
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, ...LONDON })
const MIDNIGHT = /^(0|12):00\sam$/
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', ...LONDON })
const YEAR = new Intl.DateTimeFormat('en-GB', { year: 'numeric', ...LONDON })

// The time of day, and of another day its date: messages between visits go on for weeks.
export function inWords (at, now = new Date()) {
  const time = CLOCK.format(at).replace(MIDNIGHT, 'midnight')
  if (YEAR.format(at) !== YEAR.format(now)) return `${DAY.format(at)} ${YEAR.format(at)}, ${time}`
  return DAY.format(at) === DAY.format(now) ? time : `${DAY.format(at)}, ${time}`
}
