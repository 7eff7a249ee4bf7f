// Keeps the built screens, so that the page opens without a network; answers of the server are never kept here.
// The build puts kVersion and kFiles before this text.
/* global kVersion, kFiles */
const kPrefix = 'zw_shell_';
const kMine = kPrefix + kVersion;
const kFirstPage = '/index.html';
/** A page that the network does not bring within this time is opened from what is kept. */
const kPatience = 4_000;

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function fill() {
  const cache = await caches.open(kMine);
  // Hashed files are the same for ever and may come from the browser's own store; all others must be fresh.
  const fresh = (path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' });
  await cache.addAll(kFiles.map(fresh));
}

/** The version before this one stays: tabs that are still open fetch parts of it that the server no longer has. */
async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith(kPrefix) && name !== kMine);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {
    // Only screens: what has an extension (a description, a file) is the server's own.
    if (!/\.[^/]*$/.test(url.pathname)) event.respondWith(page(request));
  } else if (kFiles.includes(url.pathname) || url.pathname.startsWith('/assets/')) event.respondWith(file(request));
});

async function page(request) {
  const kept = await caches.open(kMine).then((cache) => cache.match(kFirstPage));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), kept ? kPatience : 2 ** 31 - 1);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    return kept && answer.status >= 500 ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
