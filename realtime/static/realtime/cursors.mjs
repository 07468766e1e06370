// How far this page has each stream. Says which events are new, and when one was missed.

export class Cursors {
  constructor (start = {}) { this.at = { ...start } }

  // The events among these that the page does not have yet; null when some before them are missing.
  fresh (stream, events) {
    const [seen] = this.at[stream] ?? [0]
    const found = events.filter((event) => event.seq > seen)
    if (found.length && found[0].seq !== seen + 1) return null
    const last = found.at(-1)
    if (last) this.at[stream] = [last.seq, last.mark]
    return found
  }

  // Whether the server is further in any stream than this page.
  isBehind (heads) { return Object.entries(heads).some(([stream, head]) => head > (this.at[stream]?.[0] ?? 0)) }

  reset (cursors) { this.at = { ...cursors } }

  get heads () { return Object.fromEntries(Object.entries(this.at).map(([stream, [seq]]) => [stream, seq])) }
}
