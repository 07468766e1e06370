// Who goes to end a chat while somebody still writes, or is away and may have written, is told once before.

export const WRITES_FOR = 6000

export function warnBeforeEnding (talk) {
  const warning = document.createElement('p')
  warning.setAttribute('role', 'alert')
  talk.at.more?.addEventListener('click', (event) => { // the link itself may be put there anew
    const link = event.target.closest('[href$="/end/"]')
    if (!link) return
    const says = whoIsNotDone(talk)
    if (!says || warning.textContent === says) return
    event.preventDefault()
    link.after(warning)
    warning.textContent = says
  })
}

function whoIsNotDone (talk) {
  const { people, helps, here_until: hereUntil } = talk.state
  if (!helps.epoch) return '' // messages between visits, where nobody has to be there
  for (const [id, { name, part, has_left: hasLeft }] of Object.entries(people)) {
    if (part !== 'person' || hasLeft) continue
    if (Date.now() - (talk.wroteAt[id] ?? 0) < WRITES_FOR) return `${name} is writing just now. Wait for their words, or press again to go on.`
    if (!(Date.parse(hereUntil[id]) > talk.time)) return `${name} is away just now, and may have written what has not come yet. Wait for them, or press again to go on.`
  }
  return ''
}
