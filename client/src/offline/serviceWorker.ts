// Shows a page of its own where the server cannot be reached, and keeps the parts of the page that never change.
// The page itself always comes from the server: an old one is never shown.

/** What TypeScript does not know of a service worker. https://w3c.github.io/ServiceWorker/ */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install', listener: (event: ExtendableEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;

const OFFLINE_PAGE = '/offline.html';
/** Under this name stands the page that the server showed last, to see when there is a new one. It is never shown. */
const LAST_PAGE = '/last-page';
/** The first page, the rooms and the recordings: all of them are one. */
const isPage = /^\/($|r\/|recordings($|\/))/;
/** Whose addresses stay while their content may change. */
const isOfOfflinePage = /^\/(theme\/|icon)/;
/** What a proxy answers that does not reach the server. */
const unreachable = new Set([502, 503, 504]);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const isNavigation = request.mode === 'navigate';
  if (isNavigation && isPage.test(pathname)) event.respondWith(showPage(event));
  // Vite names what stands there by its content: what is kept is what the server has.
  else if (pathname.startsWith('/assets/')) event.respondWith(showAsset(request));
  else if (isOfOfflinePage.test(pathname)) event.respondWith(fetch(request).catch(() => kept(request)));
});

/** What was kept by this worker is asked for by pages, with other headers: `Vary` would keep it from them. */
const anyHeaders = { ignoreVary: true };

const openCache = (): Promise<Cache> => caches.open('parley');

async function install(): Promise<void> {
  await keepOfflinePage();
  const response = await fetch('/', { cache: 'no-cache' });
  if (response.ok) await (await openCache()).put(LAST_PAGE, response);
  await worker.skipWaiting();
}

async function showPage(event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (unreachable.has(response.status)) return await kept(OFFLINE_PAGE);
    if (response.ok) event.waitUntil(notice(await response.clone().text()));
    return response;
  } catch {
    return kept(OFFLINE_PAGE);
  }
}

async function showAsset(request: Request): Promise<Response> {
  const cache = await openCache();
  const known = await cache.match(request, anyHeaders);
  if (known) return known;
  const response = await fetch(request);
  if (response.status === 200) await cache.put(request, response.clone());
  return response;
}

async function kept(request: Request | string): Promise<Response> {
  return (await (await openCache()).match(request, anyHeaders)) ?? Response.error();
}

/** With another page, the parts of the one before are of no use any more. */
async function notice(page: string): Promise<void> {
  const cache = await openCache();
  const last = await cache.match(LAST_PAGE);
  if (last && (await last.text()) === page) return;
  // What comes from here on is of this one.
  const before = await cache.keys();
  // First what is needed: the network may be gone in the next moment.
  const parts = await keepOfflinePage();
  for (const request of before) {
    const { pathname } = new URL(request.url);
    const isNeeded = parts.includes(pathname) || page.includes(`"${pathname}"`);
    if (pathname.startsWith('/assets/') && !isNeeded) await cache.delete(request);
  }
  await cache.put(LAST_PAGE, new Response(page));
}

/** With all that it names, which is returned. */
async function keepOfflinePage(): Promise<readonly string[]> {
  const cache = await openCache();
  const response = await fetch(OFFLINE_PAGE, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`there is no ${OFFLINE_PAGE}: ${response.status}`);
  const html = await response.clone().text();
  const parts = [...html.matchAll(/(?:href|src|content)="(\/[^"]+\.[a-z0-9]+)"/g)].map(([, path]) => path!);
  await cache.addAll([...new Set(parts)]);
  await cache.put(OFFLINE_PAGE, response);
  return parts;
}
