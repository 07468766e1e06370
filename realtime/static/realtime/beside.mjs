// Something beside the words is not what it was: this page is asked for it, until there is an answer.

export async function askBeside (talk) {
  const { told } = talk.at
  if (!told) return
  try {
    const answer = await fetch(location.pathname, { cache: 'no-store', credentials: 'same-origin' })
    if (!answer.ok) throw new Error(String(answer.status))
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-chat-told]')
    if (fresh && fresh.innerHTML !== told.innerHTML) told.replaceChildren(...fresh.childNodes)
  } catch { setTimeout(() => askBeside(talk), 5000) }
}
