// Keeps one page and what it wears, for when there is no network: the ways to get help. Nothing that anybody read,
// wrote or looked for is kept, and no other answer is touched.
const KEPT = 'help-{{ version }}'
const PAGE = '{{ page }}'
const FILES = [PAGE, '{{ style }}']

addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES.map((file) => new Request(file, { credentials: 'omit' })))).then(() => self.skipWaiting()))
})

addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('help-') && name !== KEPT).map((name) => caches.delete(name)))))
})

addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(PAGE)))
  else if (request.url === new URL(FILES[1], location).href) event.respondWith(fetch(request).catch(() => caches.match(FILES[1])))
})
