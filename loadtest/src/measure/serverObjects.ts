// What the server holds, as it tells at /metrics whoever has its token.

/** By what they are called in a report. */
const names = {
  rooms: 'parley_rooms',
  people: 'parley_people',
  routers: 'parley_worker_routers',
  transports: 'parley_worker_transports',
  producers: 'parley_worker_producers',
  consumers: 'parley_worker_consumers',
} as const;

export type ServerObjects = Readonly<Record<keyof typeof names, number>>;

/** How many there were before a run, and after it. */
export interface Kept {
  readonly before: ServerObjects;
  readonly after: ServerObjects;
}

/** Milliseconds in which the server has closed what the last who left had. */
const CLOSING_LIMIT = 5_000;
const INTERVAL = 100;

/** @throws {Error} When it does not tell. */
export async function readServerObjects(url: string, token: string): Promise<ServerObjects> {
  const response = await fetch(new URL('/metrics', url), { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${response.status} of /metrics`);
  return objectsIn(await response.text());
}

/** Of all workers together, from the text format of Prometheus. */
export function objectsIn(text: string): ServerObjects {
  const sumOf = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  return Object.fromEntries(
    Object.entries(names).map(([name, metric]) => [name, sumOf(metric)]),
  ) as ServerObjects;
}

/** What is left when everybody has left: waits until it is no more than before, for a while. */
export async function readWhatIsLeft(
  before: ServerObjects,
  read: () => Promise<ServerObjects>,
): Promise<Kept> {
  const limit = performance.now() + CLOSING_LIMIT;
  for (;;) {
    const after = await read();
    const isLeft = Object.keys(names).some(
      (name) => after[name as keyof ServerObjects] > before[name as keyof ServerObjects],
    );
    if (!isLeft || performance.now() > limit) return { before, after };
    await new Promise((resolve) => {
      setTimeout(resolve, INTERVAL);
    });
  }
}
