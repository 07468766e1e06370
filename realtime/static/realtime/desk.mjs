// Several chats on one page, one of them before the counsellor's eyes. Without this file each opens on its own page.

const RINGS_AFTER = 2 * 60000

const desk = document.querySelector('[data-desk]')
if (desk?.querySelector('[data-desk-panel]')) document.addEventListener('chat:ready', ({ detail }) => sit(desk, detail), { once: true })
else if (desk) setInterval(() => { if (desk.querySelector('[data-desk-new]')) location.reload() }, 1000) // nothing is typed here

const left = desk?.querySelector('[data-desk-left]')
if (left) countDown(left, Date.now() + Number(left.textContent) * 1000)

// How long an offer is kept, by the page's own clock.
function countDown (left, until) {
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.round((until - Date.now()) / 1000))
    left.textContent = seconds
    if (seconds) return
    clearInterval(timer)
    left.closest('p').textContent = 'The 30 seconds are over, and they keep their place for whoever presses next.'
  }, 1000)
}

function sit (desk, talks) {
  const tabs = new Map([...desk.querySelectorAll('[data-desk-tab]')].map((tab) => [tab.dataset.deskTab, tab]))
  const panels = new Map([...desk.querySelectorAll('[data-desk-panel]')].map((panel) => [panel.dataset.deskPanel, panel]))
  const alarm = desk.querySelector('[data-desk-alarm]')
  const title = document.title
  // By the server's clock: one that is wrong here would ring late or never.
  const waited = ({ at, oldest }) => Date.parse(at) - Date.parse(oldest)
  const unread = ({ dataset }) => ({ count: Number(dataset.unread), since: dataset.oldest ? Date.now() - waited(dataset) : null })
  const ids = (words) => new Set(words ? words.split(' ') : [])
  const waits = new Map([...tabs].map(([id, tab]) => [id, unread(tab)]))
  const marked = new Map([...tabs].map(([id, tab]) => [id, ids(tab.dataset.marked)])) // marks that nobody has answered
  const whispered = new Map([...tabs].map(([id, tab]) => [id, Number(tab.dataset.whispers)])) // by colleagues, and not read
  const looked = new WeakSet()
  const handed = new Set()
  // Whom the chat is for; who looks in besides stands on the tab.
  const nameOf = (id) => {
    const theirs = Object.values(talks.get(id)?.state.people ?? {}).filter(({ part }) => part === 'person')
    return theirs.map(({ name }) => name).join(', ') || tabs.get(id).querySelector('.app-desk__name').textContent.trim()
  }
  let shown = null
  let isFetching = false

  function show (id) {
    if (!panels.has(id)) return
    shown = id
    handed.delete(id)
    for (const [other, panel] of panels) panel.hidden = other !== id
    for (const [other, tab] of tabs) other === id ? tab.setAttribute('aria-current', 'true') : tab.removeAttribute('aria-current')
    look()
  }

  // The address goes on naming it, whatever loads the page again; without a fragment, so that nothing moves by that.
  function open (id) {
    show(id)
    history.replaceState(null, '', `?chat=${id}`)
    talks.get(id).toNewest()
  }

  // What is before somebody's eyes is read; everything else waits, and says for how long.
  function look () {
    if (shown && !document.hidden && document.hasFocus()) {
      waits.set(shown, { count: 0, since: null })
      whispered.set(shown, 0)
      talks.get(shown).read()
    }
    for (const item of desk.querySelectorAll('[data-desk-new]')) {
      item.hidden = panels.has(item.dataset.deskNew)
      if (!item.hidden) take()
      if (!looked.has(item)) bring(item.dataset.deskNew, ids(item.dataset.marked))
      looked.add(item)
    }
    const late = []
    const words = []
    const beside = []
    for (const [id, { count, since }] of waits) {
      const minutes = since ? Math.floor((Date.now() - since) / 60000) : 0
      const rings = since !== null && Date.now() - since >= RINGS_AFTER
      const tab = tabs.get(id)
      tab.querySelector('[data-desk-state]').textContent = count ? `${count} unread${minutes ? `, ${minutes} min` : ''}` : ''
      tab.classList.toggle('app-desk__tab--rings', rings)
      if (rings) late.push(nameOf(id))
      const isMarked = marked.get(id)?.size > 0
      tab.querySelector('[data-desk-marked]').textContent = isMarked ? 'Marked words' : ''
      tab.classList.toggle('app-desk__tab--marked', isMarked)
      if (isMarked) words.push(nameOf(id))
      const isWhispered = whispered.get(id) > 0
      tab.querySelector('[data-desk-whispered]').textContent = isWhispered ? 'A colleague has written' : ''
      tab.classList.toggle('app-desk__tab--whispered', isWhispered)
      if (isWhispered) beside.push(nameOf(id))
    }
    const says = [
      desk.querySelector('[data-desk-over]')?.textContent ?? '',
      beside.length ? `A colleague has written to you beside the chat with: ${beside.join(', ')}.` : '',
      words.length ? `Marked words to answer: ${words.join(', ')}.` : '',
      late.length ? `Waiting for you for more than 2 minutes: ${late.join(', ')}.` : '',
      handed.size ? `Handed to you: ${[...handed].map(nameOf).join(', ')}.` : ''
    ].filter(Boolean).join(' ')
    if (alarm.textContent !== says) alarm.textContent = says
    const all = [...waits.values()].reduce((sum, { count }) => sum + count, 0) + [...whispered.values()].reduce((sum, count) => sum + count, 0)
    document.title = all ? `(${all}) ${title}` : title
  }

  // Also what no event has told of, such as words in the summary: then they are asked for, to stand beside the chat.
  function bring (id, marks) {
    marked.set(id, marks)
    const panel = panels.get(id)
    if (panel && [...marks].some((mark) => !panel.querySelector(`[href*="${mark}"]`))) document.dispatchEvent(new CustomEvent('chat:marks', { detail: panel }))
  }

  // A chat that was handed over comes onto the desk beside the others; what is typed in those stays.
  async function take () {
    if (isFetching) return
    isFetching = true
    try {
      const answer = await fetch(location.pathname, { credentials: 'same-origin' })
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : '', 'text/html')
      for (const panel of page.querySelectorAll('[data-desk-panel]')) if (!panels.has(panel.dataset.deskPanel)) put(page, panel, panel.dataset.deskPanel)
    } catch { /* there is no network just now; the link stands there until there is */ }
    isFetching = false
  }

  function put (page, panel, id) {
    const tab = page.querySelector(`[data-desk-tab="${id}"]`)
    desk.querySelector('[data-desk-panel]').parentNode.append(panel)
    desk.querySelector('[data-desk-tab]').closest('ul').append(tab.closest('li'))
    panels.set(id, panel)
    tabs.set(id, tab)
    waits.set(id, unread(tab))
    marked.set(id, ids(tab.dataset.marked))
    whispered.set(id, Number(tab.dataset.whispers))
    handed.add(id)
    tab.addEventListener('click', (event) => { event.preventDefault(); open(id) })
    document.dispatchEvent(new CustomEvent('chat:add', { detail: panel.querySelector('[data-chat]') }))
  }

  for (const [id, tab] of tabs) tab.addEventListener('click', (event) => { event.preventDefault(); open(id) })
  desk.addEventListener('chat:said', ({ detail: { talk, event } }) => {
    if (event.author !== talk.me && talk.state.people[event.author]?.part === 'person') {
      const wait = waits.get(talk.conversation)
      waits.set(talk.conversation, { count: wait.count + 1, since: wait.since ?? Date.now() })
    }
    look()
  })
  // Whichever chat is before their eyes: marked words stand out until somebody has answered them.
  desk.addEventListener('chat:event', ({ detail: { talk, stream, event } }) => {
    if (stream === 'staff' && event.kind === 'message' && event.author !== talk.me) {
      whispered.set(talk.conversation, whispered.get(talk.conversation) + 1)
      look()
    }
    if (!event.flag) return
    const marks = marked.get(talk.conversation)
    event.flag.outcome ? marks.delete(event.flag.id) : marks.add(event.flag.id)
    look()
  })
  // Whoever asks for the next person finds this chat before them again.
  desk.addEventListener('submit', ({ submitter }) => { if (submitter?.name === 'chat') submitter.value = shown })
  setInterval(look, 1000)
  const asked = location.hash.replace('#chat-with-', '')
  const named = new URLSearchParams(location.search).get('chat')
  if (panels.has(asked)) open(asked)
  else show(panels.has(named) ? named : [...panels.keys()][0]) // nothing moves while somebody may be about to press a button
}
