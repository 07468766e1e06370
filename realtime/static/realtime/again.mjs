// Keeps a part of a page fresh: the page is asked for again, and only what has changed is put in its place.

const part = document.querySelector('[data-again]')
if (part) setInterval(refresh, Number(part.dataset.again) * 1000)

async function refresh () {
  if (document.hidden || part.contains(document.activeElement)) return // nothing moves under somebody's hand
  try {
    const answer = await fetch(part.dataset.againFrom, { credentials: 'same-origin' })
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : '', 'text/html')
    const fresh = page.querySelector('[data-again]')
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.children)
  } catch { /* there is no network just now; the next time comes */ }
}
