import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { installMediaProbe, type RtcStats } from './mediaProbe.ts';
import { poll, type PollLimits } from './poll.ts';

/** Somebody with a browser window of their own. */
export class Person {
  readonly name: string;
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(name: string, context: BrowserContext, page: Page) {
    this.name = name;
    this.#context = context;
    this.page = page;
  }

  /** Opens a window at an address. `before` run in the page before its own scripts. */
  static async at(
    browser: Browser,
    url: string,
    name: string,
    before: readonly (() => void)[] = [],
  ): Promise<Person> {
    // What is put into the page brings code of its own.
    // Certificates of the tests are signed by nobody else.
    const context = await browser.newContext({ bypassCSP: before.length > 0, ignoreHTTPSErrors: true });
    await context.addInitScript(installMediaProbe);
    for (const script of before) await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(url);
    return new Person(name, context, page);
  }

  /** Opens the link to a room and joins it. */
  static async join(browser: Browser, roomUrl: string, name: string, before?: () => void): Promise<Person> {
    const person = await Person.at(browser, roomUrl, name, before && [before]);
    await person.join();
    return person;
  }

  /** From the lobby into the room. */
  async join(): Promise<void> {
    // Typed, since Playwright's fill() does not reach a page in the system's Firefox.
    await this.page.getByLabel('Your name').pressSequentially(this.name);
    await this.button('Join').click();
    await expect(this.tile(this.name)).toBeVisible({ timeout: 15_000 });
    await expect(this.page.getByText('Joining…')).toHaveCount(0, { timeout: 15_000 });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get tiles(): Locator {
    return this.page.getByTestId('tile');
  }

  /** Of somebody, or of their screen. */
  tile(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  /** The video element of somebody; `data-shown` says whether there is a picture in it. */
  pictureOf(name: string): Locator {
    // While one track takes over from another there are two.
    return this.tile(name).locator('video').first();
  }

  /** Waits until the picture of somebody moves here: new frames are decoded, and they differ. */
  async sees(name: string, limits?: PollLimits): Promise<void> {
    const first = await this.#picture(name);
    const moves = async () => {
      const now = await this.#picture(name);
      return now.frames > first.frames + 5 && now.hash !== first.hash && now.hash !== 0;
    };
    await poll(`${this.name} to see ${name} move`, moves, limits);
  }

  /** How many frames of somebody have been shown here. */
  async framesOf(name: string): Promise<number> {
    return (await this.#picture(name)).frames;
  }

  /** Waits until the voice of somebody is heard here. */
  async hears(name: string, limits?: PollLimits): Promise<void> {
    const first = await this.#soundOf(name);
    const grows = async () => {
      const now = await this.#soundOf(name);
      return now.energy - (now.seconds < first.seconds ? 0 : first.energy) > 0.001;
    };
    await poll(`${this.name} to hear ${name}`, grows, limits);
  }

  /** Waits until nothing of somebody is heard for two seconds. */
  async doesNotHear(name: string): Promise<void> {
    let last = await this.#soundOf(name);
    let quietSince = Date.now();
    await poll(`${this.name} not to hear ${name}`, async () => {
      const now = await this.#soundOf(name);
      if (now.energy - last.energy > 1e-6) quietSince = Date.now();
      last = now;
      return Date.now() - quietSince > 2_000;
    });
  }

  /** Waits until sound and picture go this way. */
  async goes(way: 'direct' | 'server' | 'relayed'): Promise<void> {
    await expect(this.page.locator('[data-path]')).toHaveAttribute('data-path', way, { timeout: 20_000 });
  }

  /** Begins to watch for breaks in somebody's sound and picture. Needs `installContinuityProbe`. */
  async watchContinuity(name: string): Promise<void> {
    await this.page.evaluate((of) => window.parleyContinuity.watch(of), name);
  }

  /** The longest breaks since then, in milliseconds. */
  discontinuity(): Promise<{ freeze: number; silence: number }> {
    return this.page.evaluate(() => window.parleyContinuity.worst());
  }

  /** What getStats() says of the connections of this window. */
  stats(): Promise<RtcStats[]> {
    return this.page.evaluate(() => window.parleyProbe.stats());
  }

  /** For whoever looks for what went wrong: what the pages of the window show, what they said and heard last, and their locks. */
  async report(): Promise<string> {
    const pages = await Promise.all(this.#context.pages().map((page) => reportOf(page)));
    return pages.map((report) => `${this.name} reads:\n${report}\n`).join('\n');
  }

  async leave(): Promise<void> {
    await this.button('Leave').click();
    await expect(this.page.getByRole('heading', { name: 'You left' })).toBeVisible();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #picture(name: string): Promise<{ frames: number; hash: number }> {
    return this.tile(name).evaluate((tile) => window.parleyProbe.picture(tile as HTMLElement), undefined, {
      timeout: 15_000,
    });
  }

  async #soundOf(name: string): Promise<{ energy: number; seconds: number }> {
    const tile = this.tile(name);
    const id = (await tile.getAttribute('data-participant-id')) ?? '';
    const of = (await tile.getAttribute('data-testid')) === 'screen' ? 'screen' : 'voice';
    const sound = await this.page.evaluate((what) => window.parleyProbe.soundOf(what.id, what.of), {
      id,
      of,
    } as const);
    return sound ?? { energy: 0, seconds: 0 };
  }
}

async function reportOf(page: Page): Promise<string> {
  const words = await page.innerText('body', { timeout: 2_000 }).catch(String);
  const inside = page.evaluate(async () => {
    const { locks } = navigator as { locks?: LockManager };
    const { held = [], pending = [] } = (await locks?.query()) ?? {};
    const names = (infos: LockInfo[]) => infos.map(({ name }) => name).join(', ') || 'none';
    const frames = window.parleyProbe.frames.slice(-20).map(({ sent, text, at }) => {
      return `${new Date(at).toISOString().slice(11, 23)} ${sent ? '→' : '←'} ${text.slice(0, 160)}`;
    });
    return [`Locks: ${names(held)}; asked for: ${names(pending)}`, ...frames].join('\n');
  });
  return `${words}\n${await inside.catch(String)}`;
}
