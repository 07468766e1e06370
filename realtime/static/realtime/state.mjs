// Who is there, who helps, until when and whether it has ended, and how each event changes that: as the server's
// `protocol.state` has it. Words stand in the log, and nowhere else.

const NAMES = ['state', 'people', 'helps', 'ends_at', 'ending']

// What a page keeps of the whole.
export const kept = (state) => Object.fromEntries(NAMES.map((name) => [name, state[name]]))

// Everything anew: nothing of before stays.
export function reset (state, fresh) { return Object.assign(state, kept(fresh)) }

export function apply (state, event) { STEPS[event.kind]?.(state, event) }

function paused (state, { participant, kind, at }) { Object.assign(state.people[participant], { pause: kind, paused_at: at }) }

const STEPS = {
  joined (state, { participant, name, part }) {
    state.people[participant] = { name, part, has_left: false, pause: '', paused_at: null }
  },
  left (state, { participant }) {
    Object.assign(state.people[participant], { has_left: true, pause: '', paused_at: null })
    for (const place of ['participant', 'goodbye']) if (state.helps[place] === participant) state.helps[place] = null
  },
  assigned (state, { participant, epoch, ends_at: endsAt }) {
    Object.assign(state, { helps: { participant, epoch, goodbye: null }, ends_at: endsAt })
  },
  overlap (state, { participant }) { state.helps.goodbye = participant },
  moment: paused,
  left_page: paused,
  stopped: paused,
  back (state, { participant }) { Object.assign(state.people[participant], { pause: '', paused_at: null }) },
  proposed (state, { participant }) { state.ending = { proposed_by: participant, changed_by: null } },
  summary (state, { participant }) { state.ending.changed_by = participant },
  ended (state) { state.state = 'ended' }
}
