// Compiles our styles and copies the few files of nhsuk-frontend that pages use.
// Nothing that comes out may point at another host: the build fails if it does.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const library = join(here, '../../../node_modules/nhsuk-frontend/dist/nhsuk')
const out = join(here, '../static/build')

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'images'), { recursive: true })

const findInNodeModules = {
  findFileUrl: (url) => (url.startsWith('nhsuk') ? pathToFileURL(join(library, url.replace(/^nhsuk\/?/, ''))) : null)
}
const { css } = compile(join(here, 'site.scss'), {
  style: 'compressed', importers: [findInNodeModules], quietDeps: true
})
const elsewhere = css.match(/(https?:)?\/\/[^)"'\s]+/g)?.filter((url) => !url.includes('www.w3.org'))
if (elsewhere?.length) throw new Error(`the styles point at another host: ${elsewhere}`)
const left = css.match(/nhsuk-[a-z-]+\(/g) // Sass passes on what it does not know; a browser would drop the line
if (left) throw new Error(`not a function of the design system: ${left}`)
writeFileSync(join(out, 'site.css'), css)

// Images that the styles name, and no others.
for (const [, name] of css.matchAll(/url\("?images\/([^")]+)"?\)/g)) {
  copyFileSync(join(library, 'assets/images', name), join(out, 'images', name))
}
for (const name of readdirSync(join(here, 'icons'))) copyFileSync(join(here, 'icons', name), join(out, 'images', name))

// The library's module with its own start, so that no page needs an inline script.
const code = readFileSync(join(library, 'nhsuk-frontend.min.js'), 'utf8').replace(/\/\/# sourceMappingURL=.*/, '')
const start = "document.body.classList.add('js-enabled','nhsuk-frontend-supported');initAll();"
writeFileSync(join(out, 'nhsuk.mjs'), `${code}\n${start}\n`)
console.log(`built ${readdirSync(out).length} files into ${out}`)
