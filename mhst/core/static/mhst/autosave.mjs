// Saves a form by itself while it is typed into, so that a crash costs seconds. Nothing is kept in the browser: what
// the server has not taken yet is on the page and nowhere else. Without this file the form's button saves it.

const PAUSE = 1500 // after the last key
const LONGEST = 8000 // while somebody goes on typing
const AGAIN = 5000 // when the server did not answer, or nobody is signed in

const form = document.querySelector('form[data-autosave]')
if (form) keep(form)

function keep (form) {
  const { autosave: url, standing, writer } = form.dataset
  const status = form.querySelector('[data-autosave-status]')
  const signedOut = document.querySelector('[data-autosave-signed-out]')
  let token = form.elements.csrfmiddlewaretoken.value
  let taken = words() // what the server has
  let waiting = null // what was sent and is not answered: it is sent again as it was, so that it counts once
  let flight = null
  let stopped = false // another window saved: a person puts the two together
  let leaving = false
  let timer = 0
  let since = 0

  function words () {
    const values = new URLSearchParams()
    for (const [name, value] of new FormData(form)) {
      if (!['csrfmiddlewaretoken', 'version'].includes(name) && !form.elements[name].dataset?.byButton) values.append(name, value)
    }
    return values.toString()
  }
  const isKept = () => waiting === null && words() === taken
  const say = (text) => { if (status.textContent !== text) status.textContent = text }
  const after = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait) }

  function typed () {
    if (stopped || isKept()) return
    since ||= Date.now()
    if (signedOut.hidden) say('Not saved yet')
    after(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())))
  }

  function save () {
    clearTimeout(timer)
    if (!stopped && !flight && !isKept()) flight = send().finally(() => { flight = null })
    return flight
  }

  async function send () {
    since = 0
    waiting ??= { words: words(), body: `${words()}&version=${form.elements.version.value}` }
    try {
      await hear(await fetch(url, {
        method: 'POST', body: waiting.body, credentials: 'same-origin', redirect: 'manual', keepalive: waiting.body.length < 60000,
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', 'X-CSRFToken': token }
      }))
    } catch {
      say('Not saved yet: there is no connection. Trying again.')
      after(AGAIN)
    }
  }

  async function hear (answer) {
    if (answer.status === 401 || answer.type === 'opaqueredirect') return wait()
    const told = (answer.headers.get('Content-Type') || '').startsWith('application/json') ? await answer.json() : null
    if (answer.status === 403 && !told) return ask() // the token has changed: somebody signed in again
    if (!told) throw new Error(String(answer.status))
    if (told.code === 'other-writer') return wait(told.error)
    if (answer.ok) {
      taken = waiting.words
      form.elements.version.value = told.version
      say(`Saved at ${told.saved}`)
      if (words() !== taken) after(PAUSE)
    } else {
      stopped = answer.status === 409
      say(told.error)
    }
    waiting = null
  }

  // Nobody is signed in, or somebody else is. The words stay on the page and go on waiting.
  function wait (why = '') {
    signedOut.hidden = false
    say(why || 'Not saved yet: you have been signed out')
    clearTimeout(timer)
    timer = setTimeout(ask, AGAIN)
  }

  // Whether the one who wrote this is signed in. Asking does not keep a session alive.
  async function ask () {
    try {
      const answer = await fetch(standing, { headers: { Accept: 'application/json' }, credentials: 'same-origin', redirect: 'manual' })
      const told = answer.ok ? await answer.json() : {}
      if (told.writer !== writer) { wait(); return false }
      token = told.token
      document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token })
      if (!signedOut.hidden) { signedOut.hidden = true; say('Signed in again') }
      if (!isKept()) after(0)
      return true
    } catch {
      wait('Not saved yet: there is no connection')
      return false
    }
  }

  // The button: first what was typed is taken, then the page goes on. Who is signed out stays here with their words.
  async function leave (button) {
    await (flight || save())
    if (!stopped && !isKept()) await save()
    if (!(await ask()) || (!stopped && !isKept())) return
    leaving = true
    form.requestSubmit(button)
  }

  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', (event) => {
    if (leaving) return
    event.preventDefault()
    leave(event.submitter)
  })
  window.addEventListener('beforeunload', (event) => { if (!leaving && !isKept()) event.preventDefault() })
  window.addEventListener('pagehide', save)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) save()
    else if (!signedOut.hidden) ask()
  })
  // The page that warns of the session's end would go to the sign-in page: not while something here is not saved.
  document.addEventListener('mhst:signed-out', (event) => {
    if (isKept()) return
    event.preventDefault()
    wait()
  })
}
