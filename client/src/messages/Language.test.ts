import { expect, it } from 'vitest';
import { en } from './en.ts';
import { Language, type LanguageId } from './Language.ts';
import { zh } from './zh.ts';

function language(
  preferred: string[],
  { chosen, isReachable = true }: { chosen?: LanguageId; isReachable?: boolean } = {},
) {
  const kept: (LanguageId | undefined)[] = [];
  return {
    kept,
    language: new Language({
      preferred: () => preferred,
      remembered: chosen,
      remember: (id) => kept.push(id),
      load: { zh: () => (isReachable ? Promise.resolve(zh) : Promise.reject(new Error('offline'))) },
    }),
  };
}

it.each([
  [['de-DE', 'zh-CN', 'en-US'], 'zh', 'zh-CN'],
  [['zh-Hant-TW'], 'zh', 'zh-Hant-TW'],
  [['en-GB', 'zh'], 'en', 'en-GB'],
  [['de', 'fr'], 'en', 'en'],
  [[], 'en', 'en'],
] as const)('of %j the page speaks %s, with dates as in %s', async (preferred, spoken, locale) => {
  const { language: page } = language([...preferred]);
  await page.speak();
  expect(page.get()).toMatchObject({ chosen: undefined, spoken, locale });
  expect(page.get().messages).toBe(spoken === 'zh' ? zh : en);
});

it('what was chosen goes before what the browser asks for', async () => {
  const { language: page, kept } = language(['en'], { chosen: 'zh' });
  await page.speak();
  expect(page.get()).toMatchObject({ chosen: 'zh', spoken: 'zh' });
  await page.choose(undefined);
  expect(page.get()).toMatchObject({ chosen: undefined, spoken: 'en' });
  expect(kept).toEqual([undefined]);
});

it('a catalogue that cannot be had leaves the page as it speaks', async () => {
  const { language: page } = language(['en'], { isReachable: false });
  await page.choose('zh');
  expect(page.get()).toMatchObject({ chosen: 'zh', spoken: 'en', messages: en });
});

it('the last of two wishes counts, whichever catalogue comes first', async () => {
  const { language: page } = language(['en']);
  await Promise.all([page.choose('zh'), page.choose('en')]);
  expect(page.get()).toMatchObject({ chosen: 'en', spoken: 'en' });
});
