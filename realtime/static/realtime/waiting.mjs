// The waiting room looks again every ten seconds, and goes into the chat when it begins; so does the page of whom a
// closing has put out, for a while, and goes back into the waiting room when it has opened again. Keeps nothing.
const EVERY = 10000
const shown = document.querySelector('[data-waiting]')

async function look() {
  try {
    const answer = await fetch(location.pathname, { cache: 'no-store', credentials: 'same-origin' })
    if (answer.redirected) return location.replace(answer.url)
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-waiting]')
    if (!fresh || fresh.dataset.waiting !== shown.dataset.waiting) return location.reload()
    // Only what has changed, so that a screen reader says nothing twice.
    if (fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes)
  } catch {
    // No network now: the place is kept for ten minutes, and the next look may work.
  }
}

if (shown) {
  document.querySelector('[data-waiting-plain]')?.remove()
  setInterval(look, EVERY)
  for (const event of ['online', 'pageshow']) addEventListener(event, look)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look())
}
