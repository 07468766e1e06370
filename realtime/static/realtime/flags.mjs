// Marked words beside a conversation, for staff: shown anew when one more is marked or answered.

const place = document.querySelector('[data-flags]')
const news = document.querySelector('[data-flags-news]')

async function refresh (kind) {
  const answer = await fetch(place.dataset.flags, { credentials: 'same-origin' })
  if (!answer.ok) return
  place.innerHTML = await answer.text()
  news.textContent = kind === 'flagged' ? 'Words have been marked.' : ''
}

if (place) document.addEventListener('chat:event', ({ detail }) => { if (detail.event.flag) refresh(detail.event.kind) })
