// Marked words with each chat on a page, for staff: shown anew when one more is marked or answered.

async function refresh (place, kind) {
  const marks = place.querySelector('[data-flags]')
  const answer = await fetch(marks.dataset.flags, { credentials: 'same-origin' })
  if (!answer.ok) return
  marks.innerHTML = await answer.text()
  place.querySelector('[data-flags-news]').textContent = kind === 'flagged' ? 'Words have been marked.' : ''
}

document.addEventListener('chat:event', ({ detail: { talk, event } }) => {
  if ((event.flag || event.kind === 'summary') && talk.place.querySelector('[data-flags]')) refresh(talk.place, event.kind)
})
document.addEventListener('chat:marks', ({ detail: place }) => refresh(place, 'flagged'))
