// A process in a person's network: their browser, and what is asked of it. It is a process, since a browser's
// remote control may go by the loopback interface of its network.
import type { Browser } from '@playwright/test';
import { cpSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium, launchFirefoxIn } from '../harness/browsers.ts';
import { installContinuityProbe } from '../harness/continuityProbe.ts';
import { callTimesOf, watchFirstPicture } from '../harness/firstPicture.ts';
import type { RtcStats } from '../harness/mediaProbe.ts';
import { Person } from '../harness/Person.ts';
import { choose } from '../harness/recordings.ts';
import { poll } from '../harness/poll.ts';
import { connectionsOf, type Connection } from './Connection.ts';
import type { CallPath } from './expectations.ts';
import { authoritiesIn } from './Identity.ts';
import { keptConnections, noteNetwork, type NetworkNotes } from './networkNotes.ts';
import { passageOf, type Passage } from './Passage.ts';
import { Reception, type Quality } from './Reception.ts';
import { serve } from './remote.ts';

export type BrowserName = 'chromium' | 'firefox';

export class Guest {
  #browser: Browser | undefined;
  #person: Person | undefined;
  readonly #reception = new Reception();

  async openBrowser(name: BrowserName): Promise<void> {
    this.#browser = await (name === 'firefox' ? trustingFirefox() : launchChromium());
  }

  /** Goes as far as the lobby. `hums`: so that any break in the sound can be told, the microphone gives a tone. */
  async open(url: string, name: string, { hums }: { hums: boolean }): Promise<void> {
    if (!this.#browser) throw new Error('there is no browser');
    const before = hums ? [watchFirstPicture, installContinuityProbe] : [watchFirstPicture];
    this.#person = await Person.at(this.#browser, url, name, before);
  }

  /** Goes in. Resolves to when it was clicked, as all times here in milliseconds since 1970. */
  async join(): Promise<number> {
    await this.#self.join();
    return (await callTimesOf(this.#self.page)).clicked ?? Number.NaN;
  }

  /** Waits until somebody is seen and heard. Resolves to when the first picture of them was there. */
  async meets(name: string): Promise<number> {
    // A bad line is full until the senders know its rate, and loses what they send until then.
    const limits = { limit: 30_000 };
    await Promise.all([this.#self.sees(name, limits), this.#self.hears(name, limits)]);
    return (await callTimesOf(this.#self.page)).seen ?? Number.NaN;
  }

  /** Has the call recorded. The first one in a room may. */
  async record(): Promise<void> {
    await choose(this.#self, 'Record the call');
    await this.#self.page.getByTestId('recording').waitFor();
  }

  /** Waits until no direct way is looked for any more, if it was. */
  async hasTriedDirectWay(): Promise<void> {
    // Two connections are to the server, and a direct one that did not open is closed.
    const count = () => this.#self.page.evaluate(() => window.parleyProbe.connections().length);
    await poll('the direct way to be given up', async () => (await count()) === 2, { limit: 30_000 });
  }

  /** Gives the page time to say one of these words of the path. */
  async maySayPath(words: readonly CallPath[]): Promise<void> {
    await poll('the words', async () => words.includes(await this.path())).catch(() => undefined);
  }

  /** What the page says of the path. */
  async path(): Promise<CallPath> {
    return (await this.#self.page.locator('[data-path]').getAttribute('data-path')) as CallPath;
  }

  async connections(): Promise<Connection[]> {
    return connectionsOf(await this.#stats());
  }

  /** How well they hear and see since this was called first. The more often it is called, the better it knows. */
  async quality(): Promise<Quality> {
    this.#reception.take((await this.#stats()).flat(), Date.now());
    return this.#reception.quality;
  }

  /** How many pictures of somebody have been shown. */
  shown(name: string): Promise<number> {
    return this.#self.framesOf(name);
  }

  /** Begins to watch for breaks in what is seen and heard of somebody who hums. */
  async watchContinuity(name: string): Promise<void> {
    await this.#self.watchContinuity(name);
  }

  /** The longest breaks since then, in milliseconds. */
  discontinuity(): Promise<{ freeze: number; silence: number }> {
    return this.#self.discontinuity();
  }

  /** Begins to note what becomes of the network, which is about to be one where the host has this address. */
  async noteNetwork(address: string): Promise<void> {
    await this.#self.page.evaluate(noteNetwork, address);
  }

  /** What was noted since then. */
  async passage(since: number): Promise<Passage & NetworkNotes & { keptConnections: boolean }> {
    const { page } = this.#self;
    const frames = await page.evaluate(() => window.parleyProbe.frames);
    const notes = await page.evaluate(() => window.networkNotes);
    return {
      ...passageOf(frames, since),
      ...notes,
      keptConnections: await page.evaluate(keptConnections),
    };
  }

  /** What the page says that is wrong, if anything. */
  async complaint(): Promise<string | undefined> {
    const { page, tiles } = this.#self;
    if ((await tiles.count()) !== 2) return 'the other one is gone';
    return (await page.getByText('Reconnecting…').count()) > 0 ? 'the page says “Reconnecting…”' : undefined;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  get #self(): Person {
    if (!this.#person) throw new Error('nobody is there');
    return this.#person;
  }

  #stats(): Promise<RtcStats[][]> {
    return this.#self.page.evaluate(async () => {
      const reports = await Promise.all(window.parleyProbe.connections().map((each) => each.getStats()));
      return reports.map((report) => [...report.values()] as RtcStats[]);
    });
  }
}

/** Firefox has its authorities in its profile; the two browsers keep them in the same way. */
function trustingFirefox(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  cpSync(authoritiesIn(homedir()), profile, { recursive: true });
  return launchFirefoxIn(profile);
}

serve(new Guest());
