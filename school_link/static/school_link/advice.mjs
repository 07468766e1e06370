// The advice beside the talk. The server writes the panel; here it is asked for again when something in it has changed,
// and a part is written in its place. What somebody is typing stays as it is, whatever comes. Without this file each
// part has a page of its own.

const panel = document.querySelector('[data-advice]')
const RENEW = 20000 // the server holds a part for a minute from when it was last asked
const EVERY = 15000 // holds that have run out
const AGAIN = 4000 // the server did not answer

if (panel) keep(panel)

function keep (panel) {
  const writing = new Map() // by part: what is being written here
  const status = panel.querySelector('[data-advice-status]')
  const say = (words) => { status.textContent = words }
  let timer = 0

  async function refresh () {
    clearTimeout(timer)
    try {
      const answer = await fetch(panel.dataset.advice, { credentials: 'same-origin' })
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch { /* there is no network just now; the next time comes */ }
    timer = setTimeout(refresh, EVERY)
  }

  function show (page) {
    for (const fresh of page.querySelectorAll('[data-advice-part], [data-advice-signed]')) {
      const name = fresh.dataset.advicePart
      const old = panel.querySelector(name ? `[data-advice-part="${name}"]` : '[data-advice-signed]')
      if (!old || writing.has(name) || old.contains(document.activeElement) || old.innerHTML === fresh.innerHTML) continue
      old.replaceWith(fresh)
    }
  }

  async function post (url, values = {}) {
    const body = new URLSearchParams({ ...values, csrfmiddlewaretoken: panel.querySelector('[name=csrfmiddlewaretoken]').value })
    const answer = await fetch(url, {
      method: 'POST', body, credentials: 'same-origin', redirect: 'manual', headers: { Accept: 'application/json' }
    })
    if (!(answer.headers.get('Content-Type') || '').startsWith('application/json')) throw new Error(String(answer.status))
    return { ok: answer.ok, status: answer.status, told: await answer.json() }
  }

  async function begin (section, url) {
    const name = section.dataset.advicePart
    try {
      const { ok, told } = await post(url)
      if (!ok) { say(told.error); return refresh() }
      if (!writing.has(name)) open(section, name, url, told)
    } catch { say('There is no connection just now. Try again in a moment.') }
  }

  function open (section, name, url, { words, number }) {
    const heading = section.querySelector('h3').textContent
    const shown = section.querySelector('[data-advice-shown]')
    const form = document.createElement('form')
    form.innerHTML = '<p class="nhsuk-hint" role="status" data-said></p><textarea class="nhsuk-textarea" rows="6"></textarea><div class="app-button-row"><button class="nhsuk-button nhsuk-button--small">Save</button><button type="button" class="nhsuk-button nhsuk-button--secondary nhsuk-button--small">Leave it</button></div>'
    const [text, leave, said] = [form.querySelector('textarea'), form.querySelector('[type=button]'), form.querySelector('[data-said]')]
    text.setAttribute('aria-label', heading)
    text.value = words
    const mine = { base: number, mid: null, sent: null, before: words, isSaving: false, again: 0 }
    mine.renews = setInterval(() => post(url).catch(() => {}), RENEW)
    writing.set(name, mine)
    shown.hidden = true
    section.append(form)
    text.focus()
    const at = section.dataset
    const close = () => { clearTimeout(mine.again); clearInterval(mine.renews); writing.delete(name); form.remove(); shown.hidden = false; refresh() }
    leave.addEventListener('click', () => { clearTimeout(mine.again); mine.isLeft = true; post(url.replace('take-up', 'let-go')).catch(() => {}).finally(close) })
    form.addEventListener('submit', (event) => { event.preventDefault(); save() })

    // Sent again as it was until there is an answer: the server keeps it once.
    async function save () {
      if (mine.isSaving || mine.isLeft) return
      mine.isSaving = true
      if (mine.sent === null || mine.sent !== text.value) Object.assign(mine, { mid: crypto.randomUUID(), sent: text.value })
      try {
        const { ok, told } = await post(url.replace('take-up/', ''), { words: mine.sent, base: mine.base, mid: mine.mid })
        mine.isSaving = false
        if (ok && text.value === mine.sent) return close()
        if (ok) { mine.base += 1; mine.sent = null; said.textContent = 'Saved. What you typed since is not saved yet.'; return }
        if ('number' in told) { mine.base = told.number; mine.sent = null; await theirs(told) }
        said.textContent = told.error
      } catch {
        mine.isSaving = false
        said.textContent = 'Not saved yet: there is no connection. Trying again.'
        if (!mine.isLeft) mine.again = setTimeout(save, AGAIN)
      }
    }

    // Somebody else's words stand above one's own, to be put together by hand.
    async function theirs () {
      const page = new DOMParser().parseFromString(await (await fetch(panel.dataset.advice, { credentials: 'same-origin' })).text(), 'text/html')
      const fresh = page.querySelector(`[data-advice-part="${name}"] .app-advice__words`)
      form.querySelector('.app-advice__words')?.remove()
      if (fresh) text.before(fresh)
      at.number = mine.base
    }
  }

  panel.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-advice-take-up]')
    if (!form) return
    event.preventDefault()
    begin(form.closest('[data-advice-part]'), form.action)
  })
  document.addEventListener('chat:event', ({ detail: { event } }) => { if (event.kind === 'changed') refresh() })
  addEventListener('online', refresh)
  addEventListener('beforeunload', (event) => {
    if ([...panel.querySelectorAll('[data-advice-part] textarea')].some((text) => text.value.trim())) event.preventDefault()
  })
  timer = setTimeout(refresh, EVERY)
}
