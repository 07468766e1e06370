// Help without a network: see /sw.js. After the page is there, so that it costs the first visit nothing.
addEventListener('load', () => { navigator.serviceWorker?.register('/sw.js').catch(() => {}) })
