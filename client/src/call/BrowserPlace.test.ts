import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BrowserPlace } from './BrowserPlace.ts';

/** What a browser keeps: `tab` goes along when a tab is duplicated, `browser` is the same for all. */
class FakeStorage {
  readonly texts: Map<string, string>;
  constructor(copied?: FakeStorage) {
    this.texts = new Map(copied?.texts);
  }
  getItem = (name: string) => this.texts.get(name) ?? null;
  setItem = (name: string, value: string) => void this.texts.set(name, value);
  removeItem = (name: string) => void this.texts.delete(name);
}

/** The locks of one browser: whoever asks for one that is held waits for it, or for the end of their patience. */
class FakeLocks {
  readonly #held = new Set<string>();

  async request(
    name: string,
    { signal }: { signal?: AbortSignal },
    task: (lock: { name: string }) => Promise<void>,
  ): Promise<void> {
    await vi.waitFor(() => {
      signal?.throwIfAborted();
      if (this.#held.has(name)) throw new Error('held');
    });
    this.#held.add(name);
    await task({ name });
    this.#held.delete(name);
  }
}

const devices = { camera: true, microphone: false };
const place = { token: 'token', displayName: 'Ann', waits: false };
let browser: FakeStorage;
let navigation: string;

beforeEach(() => {
  browser = new FakeStorage();
  navigation = 'navigate';
  vi.stubGlobal('localStorage', browser);
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  vi.stubGlobal('performance', { getEntriesByType: () => [{ type: navigation }] });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A page in a tab: its storage, and what it makes of its place. */
function page(tab: FakeStorage, room = 'garden') {
  vi.stubGlobal('sessionStorage', tab);
  return new BrowserPlace(room, () => devices);
}

/** It is in the call, and says so by a lock. */
async function entered(tab = new FakeStorage()) {
  const inCall = page(tab);
  inCall.keep(place);
  await vi.waitFor(() => expect(tab.getItem('parley.place.garden')).toContain('"isLocked":true'));
  return { tab, inCall };
}

/** It was in the call, and is about to be loaded anew. */
async function left(): Promise<FakeStorage> {
  const { tab, inCall } = await entered();
  inCall.letGo();
  return tab;
}

test('a reload finds the place, with what was on', async () => {
  const tab = await left();
  navigation = 'reload';
  const { interrupted } = page(tab);
  expect(interrupted).toMatchObject({ ...place, devices });
  expect(await page(tab).token()).toBe('token');
  expect(page(tab, 'another room').interrupted).toBeUndefined();
});

test('a page that is opened anew, or late, begins in the lobby, and comes in under the token', async () => {
  const tab = await left();
  expect(page(tab).interrupted).toBeUndefined();
  navigation = 'reload';
  vi.useFakeTimers({ now: Date.now() + 20_000, toFake: ['Date'] });
  expect(page(tab).interrupted).toBeUndefined();
  expect(await page(tab).token()).toBe('token');
});

test('[RS5] a duplicated tab does not get the place, and gets it when the first lets go of it', async () => {
  const { tab, inCall } = await entered();
  const copy = new FakeStorage(tab);
  const impatience = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
  expect(await page(copy).token()).toBeUndefined();
  impatience.mockRestore();
  inCall.letGo();
  expect(await page(copy).token()).toBe('token');
});

test('a page that ended without a word leaves its place to the next', async () => {
  const { tab } = await entered();
  // The locks of a page end with it.
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  expect(await page(tab).token()).toBe('token');
});

const refused = () => Promise.reject(new DOMException('', 'InvalidStateError'));
const givenNone = (_name: string, _how: object, task: (lock: null) => Promise<void>) => task(null);

test.each([
  ['has no locks', {}],
  ['refuses locks', { locks: { request: refused } }],
  ['gives none', { locks: { request: givenNone } }],
])('[RS5] where the browser %s, only a page that has let go leaves its place', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  const tab = new FakeStorage();
  const inCall = page(tab);
  inCall.keep(place);
  expect(page(new FakeStorage(tab)).token()).toBeUndefined();
  vi.stubGlobal('sessionStorage', tab);
  inCall.letGo();
  expect(page(tab).token()).toBe('token');
});

test('who leaves has no place', async () => {
  const tab = await left();
  page(tab).forget();
  expect(page(tab).token()).toBeUndefined();
  expect([...tab.texts, ...browser.texts]).toEqual([]);
});

test('[MO7] a ban is known in every tab of the browser, for that room, until one is let in', async () => {
  const tab = new FakeStorage();
  const banned = page(tab);
  banned.keep(place);
  banned.ban();
  expect(page(tab).token()).toBe('token');
  const other = page(new FakeStorage());
  expect(other.token()).toBe('token');
  expect(page(new FakeStorage(), 'another room').token()).toBeUndefined();
  other.keep({ ...place, waits: true });
  expect(page(new FakeStorage()).token()).toBe('token');
  other.keep({ ...place, token: 'of the next meeting' });
  expect(page(new FakeStorage()).token()).toBeUndefined();
});

test('[MO7] who hears of the ban after a reload keeps it as well', async () => {
  const tab = await left();
  page(tab).ban();
  expect(page(new FakeStorage()).token()).toBe('token');
});

test.each(['nonsense', '{}', 'null', '{"token":"token"}', '[]'])('%s in the storage is no place', (text) => {
  const tab = new FakeStorage();
  tab.setItem('parley.place.garden', text);
  navigation = 'reload';
  expect(page(tab).interrupted).toBeUndefined();
  expect(page(tab).token()).toBeUndefined();
});

test('where the browser keeps nothing, nothing is lost but the place', () => {
  const blocked = {
    getItem: () => {
      throw new Error('blocked');
    },
    setItem: () => {
      throw new Error('blocked');
    },
    removeItem: () => {
      throw new Error('blocked');
    },
  };
  vi.stubGlobal('localStorage', blocked);
  vi.stubGlobal('sessionStorage', blocked);
  const blind = new BrowserPlace('garden', () => devices);
  blind.keep(place);
  blind.letGo();
  expect(blind.token()).toBeUndefined();
  blind.ban();
});
