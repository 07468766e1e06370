// Makes the page vanish: by the button, or Shift three times. Blank first, then another page in its place, so that
// Back does not come here. Without this file the button is a link that does the same by way of the server.

const TIMES = 3
const WITHIN = 5000
const OTHER_TABS = 'mhst-exit'

const place = document.querySelector('[data-exit]')
if (place) watch(place)

// Without a token, so that it works whoever has signed in since this page was opened.
function tellServer (address) {
  if (!navigator.sendBeacon(address)) fetch(address, { method: 'POST', keepalive: true }).catch(() => {})
}

function watch (place) {
  const { exitTo } = place.dataset
  const tell = place.querySelector('[data-exit-now]').href
  const status = place.querySelector('[data-exit-status]')
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(OTHER_TABS) : null
  let pressed = []
  let isGone = false
  let isAlone = true

  function vanish ({ isFirst }) {
    if (isGone) return
    isGone = true
    document.dispatchEvent(new Event('mhst:exit')) // whatever is connected, and whatever asks before leaving, stops
    document.title = 'Weather'
    document.documentElement.replaceChildren()
    if (isFirst) tabs?.postMessage('exit')
    tellServer(tell) // from each tab: what one cannot bring there, another may
    location.replace(exitTo)
  }

  place.querySelector('[data-exit-keys]').hidden = false
  place.querySelector('[data-exit-now]').addEventListener('click', (event) => { event.preventDefault(); vanish({ isFirst: true }) })
  tabs?.addEventListener('message', () => vanish({ isFirst: false }))
  addEventListener('pageshow', ({ persisted }) => { if (persisted && isGone) location.replace(exitTo) })

  // Shift by itself, not as a part of a capital letter.
  addEventListener('keydown', (event) => { if (event.key === 'Shift') { if (!event.repeat) isAlone = true } else isAlone = false })
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') return
    pressed = isAlone ? [...pressed.filter((at) => Date.now() - at < WITHIN), Date.now()] : []
    if (pressed.length >= TIMES) return vanish({ isFirst: true })
    status.textContent = pressed.length ? `Shift, press ${TIMES - pressed.length} more ${TIMES - pressed.length === 1 ? 'time' : 'times'} to exit this page.` : ''
  })
}
