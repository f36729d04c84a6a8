// npm run bench:stage: what the page does while 25 people speak, with nothing to decode: how often React renders, and
// how much of a core the page's main thread is busy. Beside it the same people while nothing changes, and an empty page that does
// nothing but be drawn 60 times a second. Fails where it is more than the goals. Arguments: how many rounds (3).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { median } from '../../scripts/bench/median.ts';
import { freePorts } from '../harness/freePorts.ts';
import { launchChromium } from '../harness/browsers.ts';

const goals = { commits: 2, busy: 0.15 };
const rounds = Number(process.argv[2] ?? 3);
const seconds = 8;
/** Until what comes at the beginning is over. */
const settled = 3_000;

const people = 25;
const nobodySeen = Array.from({ length: people }, (_, index) => index).join(',');
const scene = `gallery.html?people=${people}&off=${nobodySeen}`;
const pages = {
  'an empty page, drawn at 60 Hz': 'about:blank',
  '25 people, of whom nothing changes': scene,
  '25 people who speak': `${scene}&talking`,
  '… in the speaker view': `${scene}&talking#speaker`,
  '… with the people beside': `${scene}&talking#people`,
};

interface Costs {
  /** React's commits a second. */
  readonly commits: number;
  /** Of a core, 0 to 1. */
  readonly busy: number;
}

declare global {
  interface Window {
    parleyCommits: number;
  }
}

/** Runs in the page before its own scripts: React tells its developer tools of each commit, in production as well. */
function countCommits(): void {
  window.parleyCommits = 0;
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => (window.parleyCommits += 1),
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
      checkDCE: () => undefined,
    },
  });
  if (location.hash === '#speaker') localStorage.setItem('parley.view', 'speaker');
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function costsOf(browser: Browser, url: string): Promise<Costs> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(countCommits);
  await page.goto(url);
  if (url === 'about:blank') {
    await page.evaluate(() => {
      const again = () => requestAnimationFrame(again);
      again();
    });
  } else {
    await page.getByTestId('tile').nth(1).waitFor();
    if (url.endsWith('#people')) await page.getByRole('button', { name: /people/ }).click();
  }
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const look = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      at: of('Timestamp'),
      busy: of('TaskDuration'),
      commits: await page.evaluate(() => window.parleyCommits),
    };
  };
  await pause(settled);
  const before = await look();
  await pause(seconds * 1000);
  const after = await look();
  await context.close();
  const elapsed = after.at - before.at;
  return {
    commits: (after.commits - before.commits) / elapsed,
    busy: (after.busy - before.busy) / elapsed,
  };
}

/** The gallery, built as the page is. */
async function serveGallery(): Promise<{ url: string; close(): Promise<void> }> {
  process.env.NODE_ENV = 'production';
  const client = fileURLToPath(new URL('../../client', import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), 'parley-gallery-'));
  const input = join(client, 'gallery.html');
  const common = { root: client, mode: 'production', logLevel: 'warn' as const };
  await build({ ...common, build: { outDir, emptyOutDir: true, rollupOptions: { input } } });
  const port = await freePorts(1);
  const server = await preview({ ...common, build: { outDir }, preview: { port, host: '127.0.0.1' } });
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

const gallery = await serveGallery();
const browser = await launchChromium();
const found = new Map<string, Costs[]>();
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, path] of Object.entries(pages)) {
      const costs = await costsOf(browser, path === 'about:blank' ? path : gallery.url + path);
      found.set(name, [...(found.get(name) ?? []), costs]);
    }
  }
} finally {
  await browser.close();
  await gallery.close();
}

const medians = [...found].map(([name, costs]) => ({
  name,
  commits: median(costs.map(({ commits }) => commits)),
  busy: median(costs.map(({ busy }) => busy)),
}));
console.log(`\nGoals: at most ${goals.commits} commits a second, ${goals.busy * 100} % of a core`);
console.table(
  Object.fromEntries(
    medians.map(({ name, commits, busy }) => [
      name,
      { 'commits a second': commits.toFixed(1), 'busy, % of a core': (busy * 100).toFixed(1) },
    ]),
  ),
);
if (medians.some(({ commits, busy }) => commits > goals.commits || busy > goals.busy)) process.exitCode = 1;
