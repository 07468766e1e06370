// What a page keeps of conversations after each of the things that happened, and after everything anew from each of
// these: `node state.mjs <state>`, asked on stdin.
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'

const { apply, kept, reset } = await import(argv[2])
const { empty, tales, anew } = JSON.parse(readFileSync(0, 'utf8'))
const after = tales.map((steps) => {
  const state = kept(structuredClone(empty))
  return steps.map((events) => {
    for (const [stream, event] of events) if (stream === 'open') apply(state, event)
    return structuredClone(state)
  })
})
const begunAnew = after.map((states, tale) => states.map((state) => reset(structuredClone(state), anew[tale])))
console.log(JSON.stringify({ after, anew: begunAnew }))
