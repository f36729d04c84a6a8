// npm run screens: takes every screen, in the sizes and looks in which it must stand.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/browsers.ts';
import { docsPictures, docsSizes, mostBytes } from './docs.ts';
import { Gallery } from './Gallery.ts';
import { screens, type Screen } from './screens.ts';
import { languages, takePictures, type Look } from './takePictures.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const sizes = {
  phone: { width: 360, height: 740, handheld: true },
  landscape: { width: 740, height: 360, handheld: true },
  tablet: { width: 768, height: 1024, handheld: true },
  desktop: { width: 1440, height: 900, handheld: false },
  wide: { width: 2560, height: 1440, handheld: false },
} as const;
type Size = keyof typeof sizes;
type Language = keyof typeof languages;

/** What a phone on its side has little room for. */
const inLandscape =
  /^(home|lobby|lobby-refused|room-(1|2|5|screen)|chat|people-host|menu-view|settings-sound|invite|recordings-(list|film))$/;
/** What changes with the window's width is looked at in the widest one, too. */
const inWide = /^(home|lobby|room-(2|9|25|screen)|chat|recordings-(all|film)|admin-room)$/;
const inChinese =
  /^(home|lobby.*|waiting|room-(1|2|troubles)|people-host|host-controls|settings-.*|check-(idle|tcp|none|dead)|recordings-(list|empty|all|film|failed|wrong-key)|admin-(key|room|draining))$/;

function isTaken({ name, wideOnly }: Screen, size: Size, language: Language): boolean {
  if (wideOnly && size === 'phone') return false;
  if (language === 'zh') return inChinese.test(name) && (size === 'phone' || size === 'desktop');
  if (size === 'landscape') return inLandscape.test(name);
  return size !== 'wide' || inWide.test(name);
}

const inForced =
  /^(home|lobby|room-cameras-off|people-host|chat|menu-view|settings-sound|statistics|check-tcp|recordings-(list|film|making)|admin-room)$/;

function looksOf({ name }: Screen, size: Size, language: Language): Look[] {
  const isForced = size === 'desktop' && language === 'en' && inForced.test(name);
  return ['dark', 'light', ...(isForced ? (['forced'] as const) : [])];
}

type Tools = Parameters<typeof takePictures>[0];

/** Those whose names hold all of the words. */
async function takeAll(tools: Tools, words: readonly string[]): Promise<void> {
  const folder = join(root, '.parley/screens');
  if (words.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  for (const size of Object.keys(sizes) as Size[]) {
    for (const language of Object.keys(languages) as Language[]) {
      for (const screen of screens.filter((one) => isTaken(one, size, language))) {
        const pictures = looksOf(screen, size, language)
          .map((look) => ({ look, name: `${screen.name}-${size}-${look}-${language}` }))
          .filter(({ name }) => words.every((word) => name.includes(word)))
          .map(({ look, name }) => ({ look, path: join(folder, `${name}.png`) }));
        if (pictures.length === 0) continue;
        await takePictures(tools, screen, { ...sizes[size], language }, pictures);
        count += pictures.length;
      }
    }
  }
  console.log(`${count} pictures in ${folder}`);
}

async function takeForDocs(tools: Tools): Promise<void> {
  const folder = join(root, 'docs/screens');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { screen: wanted, size, look } of docsPictures) {
    const screen = screens.find(({ name }) => name === wanted);
    if (!screen) throw new Error(`there is no screen ${wanted}`);
    const path = join(folder, `${wanted}${size === 'phone' ? '-phone' : ''}.png`);
    const window = { ...docsSizes[size], language: 'en', handheld: size === 'phone' } as const;
    await takePictures(tools, screen, window, [{ look, path }]);
    const bytes = statSync(path).size;
    console.log(`${path}: ${bytes} bytes`);
    if (bytes > mostBytes) throw new Error(`${path} has more than ${mostBytes} bytes`);
  }
}

const words = process.argv.slice(2);
const gallery = await Gallery.open();
const browser = await launchChromium();
try {
  if (words.includes('--docs')) await takeForDocs({ gallery, browser });
  else await takeAll({ gallery, browser }, words);
} finally {
  await browser.close();
  await gallery.close();
}
