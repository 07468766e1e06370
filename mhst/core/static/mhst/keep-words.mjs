// Sends what is typed so far, to be kept; also when the page goes away. Without this file, words are kept when sent.

const AGAIN = 5000 // when the server did not answer, or nobody is signed in

const form = document.querySelector('form[data-keep-words]')
if (form) keep(form)

function keep (form) {
  const said = form.querySelector('[data-kept]')
  const signedOut = document.querySelector('[data-keep-signed-out]') // only where words are kept for those signed in
  let timer = 0
  let unsaved = false
  let typed = 0

  const after = (wait, step) => { clearTimeout(timer); timer = setTimeout(step, wait) }

  async function send () {
    clearTimeout(timer)
    const sent = typed
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' }, credentials: 'same-origin', redirect: 'manual'
      })
      if (signedOut && (answer.type === 'opaqueredirect' || [401, 403].includes(answer.status))) return wait()
      if (answer.status === 410) return (said.textContent = (await answer.json()).why) // a page too old to be kept
      if (!answer.ok) throw new Error(String(answer.status))
      said.textContent = `Kept at ${(await answer.json()).kept_at}. ${said.dataset.kept}`
      unsaved = typed !== sent
    } catch {
      said.textContent = 'Not kept yet: there is no connection. It is tried again.'
      after(AGAIN, send)
    }
  }

  // Nobody is signed in, or the token of this page is an old one. The words stay here and go on waiting.
  function wait () {
    signedOut.hidden = false
    said.textContent = 'Not kept yet: you have been signed out.'
    after(AGAIN, ask)
  }

  // Whoever may write here again gets this page with a new token.
  async function ask () {
    try {
      const answer = await fetch(form.action, { credentials: 'same-origin', redirect: 'manual' })
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : '', 'text/html')
      const token = page.querySelector('form[data-keep-words] input[name="csrfmiddlewaretoken"]')
      if (!token) return after(AGAIN, ask)
      document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token.value })
      signedOut.hidden = true
      send()
    } catch {
      after(AGAIN, ask)
    }
  }

  form.addEventListener('input', () => {
    unsaved = true
    typed += 1
    if (!signedOut || signedOut.hidden) after(1500, send)
  })
  form.addEventListener('submit', (event) => {
    if (signedOut && !signedOut.hidden) return event.preventDefault() // it would lead to the sign-in page, without them
    clearTimeout(timer)
    unsaved = false
  })
  addEventListener('beforeunload', (event) => { if (signedOut && !signedOut.hidden && unsaved) event.preventDefault() })
  addEventListener('pagehide', () => {
    const words = new FormData(form)
    words.set('only_keep', 'yes') // a beacon cannot say what it accepts
    if (unsaved) navigator.sendBeacon(form.action, words)
  })
  // The page that warns of the session's end would go to the sign-in page: not while something here is not kept.
  document.addEventListener('mhst:signed-out', (event) => {
    if (!signedOut || !unsaved) return
    event.preventDefault()
    wait()
  })
}
