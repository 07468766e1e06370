// Several chats on one page, one of them before the counsellor's eyes. Without this file each opens on its own page.

const RINGS_AFTER = 2 * 60000

const desk = document.querySelector('[data-desk]')
if (desk) document.addEventListener('chat:ready', ({ detail }) => sit(desk, detail), { once: true })

function sit (desk, talks) {
  const tabs = new Map([...desk.querySelectorAll('[data-desk-tab]')].map((tab) => [tab.dataset.deskTab, tab]))
  const panels = new Map([...desk.querySelectorAll('[data-desk-panel]')].map((panel) => [panel.dataset.deskPanel, panel]))
  const alarm = desk.querySelector('[data-desk-alarm]')
  const title = document.title
  const waits = new Map([...tabs].map(([id, tab]) => [id, { count: Number(tab.dataset.unread), since: tab.dataset.oldest ? Date.parse(tab.dataset.oldest) : null }]))
  let shown = null

  function show (id) {
    if (!panels.has(id)) return
    shown = id
    for (const [other, panel] of panels) panel.hidden = other !== id
    for (const [other, tab] of tabs) other === id ? tab.setAttribute('aria-current', 'true') : tab.removeAttribute('aria-current')
    history.replaceState(null, '', `#chat-with-${id}`)
    talks.get(id).toNewest()
    look()
  }

  // What is before somebody's eyes is read; everything else waits, and says for how long.
  function look () {
    if (shown && !document.hidden && document.hasFocus()) {
      waits.set(shown, { count: 0, since: null })
      talks.get(shown).read()
    }
    for (const item of desk.querySelectorAll('[data-desk-new]')) item.hidden = panels.has(item.dataset.deskNew)
    const late = []
    for (const [id, { count, since }] of waits) {
      const minutes = since ? Math.floor((Date.now() - since) / 60000) : 0
      const rings = since !== null && Date.now() - since >= RINGS_AFTER
      const tab = tabs.get(id)
      tab.querySelector('[data-desk-state]').textContent = count ? `${count} unread${minutes ? `, ${minutes} min` : ''}` : ''
      tab.classList.toggle('app-desk__tab--rings', rings)
      if (rings) late.push(tab.querySelector('.app-desk__name').textContent.trim())
    }
    const says = late.length ? `Waiting for you for more than 2 minutes: ${late.join(', ')}.` : ''
    if (alarm.textContent !== says) alarm.textContent = says
    const all = [...waits.values()].reduce((sum, { count }) => sum + count, 0)
    document.title = all ? `(${all}) ${title}` : title
  }

  for (const [id, tab] of tabs) tab.addEventListener('click', (event) => { event.preventDefault(); show(id) })
  desk.addEventListener('chat:said', ({ detail: { talk, event } }) => {
    if (event.author !== talk.me && talk.state.people[event.author]?.part === 'person') {
      const wait = waits.get(talk.conversation)
      waits.set(talk.conversation, { count: wait.count + 1, since: wait.since ?? Date.now() })
    }
    look()
  })
  setInterval(look, 1000)
  const asked = location.hash.replace('#chat-with-', '')
  show(panels.has(asked) ? asked : [...panels.keys()][0])
}
