// Says two minutes before that the session ends. One key keeps it. Without this file the server ends it all the same.

const dialog = document.querySelector('dialog[data-session-warning]')
if (dialog && typeof dialog.showModal === 'function') watch(dialog)

function watch (dialog) {
  const { stateUrl, signOutUrl, csrf } = dialog.dataset
  const warnSeconds = Number(dialog.dataset.warnSeconds)
  const left = dialog.querySelector('[data-session-left]')
  let endsAt = 0
  let timer = 0

  const secondsLeft = () => Math.round((endsAt - Date.now()) / 1000)
  const after = (seconds, step) => { clearTimeout(timer); timer = setTimeout(step, Math.max(1, seconds) * 1000) }

  // Another tab may have kept the session alive, so the server is asked before anybody is disturbed.
  async function ask (method = 'GET') {
    try {
      const answer = await fetch(stateUrl, {
        method, headers: { Accept: 'application/json', 'X-CSRFToken': csrf }, credentials: 'same-origin'
      })
      if (answer.status === 401) return leave()
      if (!answer.ok) throw new Error(String(answer.status))
      endsAt = Date.now() + (await answer.json()).seconds_left * 1000
    } catch {
      if (endsAt === 0) return after(60, ask) // no answer yet: nothing is known that could be told
    }
    decide()
  }

  function decide () {
    if (secondsLeft() <= 0) return leave()
    if (secondsLeft() > warnSeconds) {
      if (dialog.open) dialog.close('kept')
      return after(Math.min(secondsLeft() - warnSeconds, 300), ask)
    }
    if (!dialog.open) { dialog.returnValue = ''; dialog.showModal() }
    show()
  }

  function show () {
    if (secondsLeft() <= 0) return ask()
    left.textContent = inWords(secondsLeft())
    after(1, secondsLeft() % 10 === 0 ? ask : show)
  }

  function leave () {
    clearTimeout(timer)
    const mayGo = document.dispatchEvent(new CustomEvent('mhst:signed-out', { cancelable: true }))
    if (dialog.open) dialog.close('kept')
    if (!mayGo) return after(60, ask) // a page with words that are not saved yet keeps them
    const here = encodeURIComponent(location.pathname + location.search)
    location.assign(`${signOutUrl}?next=${here}`)
  }

  // The button, Enter and Escape all close the dialog: whoever presses a key is there.
  dialog.addEventListener('close', () => { if (dialog.returnValue !== 'kept') ask('POST') })
  document.addEventListener('visibilitychange', () => { if (!document.hidden) ask() })
  ask()
}

function inWords (seconds) {
  if (seconds >= 60) return Math.ceil(seconds / 60) === 1 ? '1 minute' : `${Math.ceil(seconds / 60)} minutes`
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
