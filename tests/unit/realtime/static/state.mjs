// What a page keeps of conversations after each of the things that happened: `node state.mjs <state>`, asked on stdin.
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'

const { apply, kept } = await import(argv[2])
const { empty, tales } = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(tales.map((steps) => {
  const state = kept(structuredClone(empty))
  return steps.map((events) => {
    for (const [stream, event] of events) if (stream === 'open') apply(state, event)
    return structuredClone(state)
  })
})))
