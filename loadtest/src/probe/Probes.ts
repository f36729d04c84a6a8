import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { OptionError } from '../OptionError.ts';
import { FRAME_INTERVAL } from '../net/Camera.ts';
import { PICTURES } from '../media/Picture.ts';
import type { Options } from '../run/options.ts';
import { layersOf, planOf } from '../run/plan.ts';
import { installPageProbe, type PageReading, type PictureFacts } from './pageProbe.ts';
import type { ProbeResult } from './ProbeResult.ts';

/** Debian's, past its wrapper script, which adds switches of its own. */
const DEBIAN_CHROMIUM = '/usr/lib/chromium/chromium';
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-proxy-server',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
];
/** Milliseconds. */
const JOIN_LIMIT = 30_000;
const LEAVE_LIMIT = 5_000;

interface Probe {
  readonly name: string;
  readonly page: Page;
}

/** Participants that are Chromium, without camera and microphone: what the others send, as people see and hear it. */
export class Probes {
  readonly #browser: Browser;
  readonly #probes: readonly Probe[];

  /** @throws {OptionError} */
  static async join(options: Options): Promise<Probes> {
    // Whoever does not ask for them needs no browser, and nothing that drives one.
    const { chromium } = await import('playwright-core').catch((error: unknown) => {
      throw new OptionError('--probe needs the package playwright-core: run npm ci.', { cause: error });
    });
    const path =
      process.env['PARLEY_CHROMIUM'] ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);
    const browser = await chromium
      .launch({ args: switches, ...(path !== undefined && { executablePath: path }) })
      .catch((error: unknown) => {
        throw new OptionError('--probe needs Chromium: install it, or set PARLEY_CHROMIUM to where it is.', {
          cause: error,
        });
      });
    try {
      const probes: Probe[] = [];
      for (let n = 0; n < options.probes; n += 1) probes.push(await openProbe(browser, options, n));
      return new Probes(browser, probes);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  private constructor(browser: Browser, probes: readonly Probe[]) {
    this.#browser = browser;
    this.#probes = probes;
  }

  /** Starts to count; what is resolved to stops it, and tells. */
  async watch(): Promise<() => Promise<ProbeResult[]>> {
    const before = await this.#read();
    const from = performance.now();
    return async () => {
      const seconds = (performance.now() - from) / 1000;
      const after = await this.#read();
      return this.#probes.flatMap(({ name }, n) => {
        const [first, last] = [before[n], after[n]];
        return first && last ? [resultOf(name, first, last, seconds)] : [];
      });
    };
  }

  /** As people do: the server waits for those who are only cut off, and keeps what they had. */
  async leave(): Promise<void> {
    await Promise.all(
      this.#probes.map(async ({ page }) => {
        await page.getByRole('button', { name: 'Leave', exact: true }).click({ timeout: LEAVE_LIMIT });
        await page.getByRole('heading', { name: 'You left' }).waitFor({ timeout: LEAVE_LIMIT });
      }),
    );
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  #read(): Promise<PageReading[]> {
    return Promise.all(this.#probes.map(({ page }) => page.evaluate(() => window.loadProbe.read())));
  }
}

async function openProbe(browser: Browser, options: Options, n: number): Promise<Probe> {
  const name = `Chromium ${n + 1}`;
  // What is put into the page brings code of its own.
  const context = await browser.newContext({ bypassCSP: true, ignoreHTTPSErrors: options.insecure });
  await context.addInitScript(installPageProbe, factsOf(options));
  const page = await context.newPage();
  const room = `${options.room}-${(n % options.rooms) + 1}`;
  await page.goto(new URL(`/r/${room}`, options.url).href);
  await page.getByLabel('Your name').pressSequentially(name, { timeout: JOIN_LIMIT });
  await page.getByRole('button', { name: 'Join', exact: true }).click({ timeout: JOIN_LIMIT });
  await page.getByRole('listitem', { name, exact: true }).waitFor({ timeout: JOIN_LIMIT });
  return { name, page };
}

function factsOf(options: Options): PictureFacts {
  // Of no matter to their pictures.
  const voices = 1;
  const { publishers } = planOf(options, voices);
  return {
    interval: FRAME_INTERVAL,
    pictures: PICTURES,
    phases: Object.fromEntries(publishers.map(({ name, video }) => [name, video?.phase ?? 0])),
    lines: layersOf(options).map(({ height }) => height),
  };
}

function resultOf(name: string, first: PageReading, last: PageReading, seconds: number): ProbeResult {
  const delays = last.delays.toSorted((a, b) => a - b);
  const quantile = (share: number) => delays[Math.ceil(share * delays.length) - 1] ?? 0;
  const samples = last.samples - first.samples;
  return {
    name,
    pictures: last.pictures,
    framesPerSecond: last.pictures > 0 ? last.frames / last.pictures / seconds : 0,
    freezes: last.freezes - first.freezes,
    delay: delays.length > 0 ? { p50: quantile(0.5), p95: quantile(0.95), max: quantile(1) } : null,
    soundEnergy: last.energy - first.energy,
    concealed: samples > 0 ? (last.concealed - first.concealed) / samples : 0,
  };
}
