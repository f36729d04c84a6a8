import type { Browser } from '@playwright/test';
import { en } from '../../client/src/messages/en.ts';
import { admin as enAdmin } from '../../client/src/messages/en/admin.ts';
import { recordings as enRecordings } from '../../client/src/messages/en/recordings.ts';
import { zh } from '../../client/src/messages/zh.ts';
import { admin as zhAdmin } from '../../client/src/messages/zh/admin.ts';
import { recordings as zhRecordings } from '../../client/src/messages/zh/recordings.ts';
import { settled } from '../harness/settled.ts';
import type { Gallery } from './Gallery.ts';
import type { Screen } from './screens.ts';

export const languages = {
  en: { ...en, recordings: enRecordings, admin: enAdmin },
  zh: { ...zh, recordings: zhRecordings, admin: zhAdmin },
} as const;
/** `forced`: the system has the colours. */
export type Look = 'dark' | 'light' | 'forced';

/** In which a screen is taken. */
export interface Window {
  readonly width: number;
  readonly height: number;
  readonly language: keyof typeof languages;
  /** With a finger instead of a pointer. */
  readonly handheld: boolean;
}

/** One screen, in one look or both; `pathOf` says where each goes. */
export async function takePictures(
  { gallery, browser }: { readonly gallery: Gallery; readonly browser: Browser },
  screen: Screen,
  { width, height, language, handheld }: Window,
  pictures: readonly { readonly look: Look; readonly path: string }[],
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
    hasTouch: handheld,
    isMobile: handheld,
  });
  const page = await context.newPage();
  await gallery.show(page, screen.scene, screen.occupancy ?? { peers: 0 });
  await screen.steps?.(page, languages[language]);
  for (const { look, path } of pictures) {
    const isForced = look === 'forced';
    await page.emulateMedia({
      colorScheme: isForced ? 'dark' : look,
      forcedColors: isForced ? 'active' : 'none',
      reducedMotion: 'reduce',
    });
    await settled(page);
    await page.screenshot({ path, fullPage: screen.whole === true });
  }
  await context.close();
}
