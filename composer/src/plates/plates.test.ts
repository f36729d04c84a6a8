import { expect, test } from 'vitest';
import { filmLayout } from '../layout/filmLayout.ts';
import { drawPng } from './drawPng.ts';
import { Fonts } from './Fonts.ts';
import { foreground } from './foreground.ts';
import { initials } from './initials.ts';
import { Lettering } from './Lettering.ts';

const lettering = new Lettering(new Fonts());
const isBox = (svg: string): boolean => svg.includes('<rect');

test.each(['Ana', 'Žofie Černá', 'Nguyễn Văn', 'Ωmega', 'Привет', '张伟', '東京 Ana', 'é̂x'])(
  '[CO10] %s is drawn in letters',
  (name) => {
    const { width, svg } = lettering.draw(name, 20);
    expect(width).toBeGreaterThan(15);
    expect(svg).toContain('<path');
    expect(isBox(svg)).toBe(false);
  },
);

test.each(['שלום', 'محمد', '👩‍👩‍👧'])('[CO10] what no font has is a box: %s', (name) => {
  expect(isBox(lettering.draw(name, 20).svg)).toBe(true);
});

test.each(['', '   ', '\u200B\u200D', '\n\t'])('[CO10] of nothing, nothing is drawn: %j', (name) => {
  expect(lettering.draw(name, 20).width).toBe(0);
});

test('[CO10] long names end in an ellipsis where the room ends', () => {
  const whole = lettering.draw('Wilhelmina', 20);
  const cut = lettering.draw('Wilhelmina of the very long name', 20, whole.width);
  expect(cut.width).toBeLessThanOrEqual(whole.width);
  expect(cut.width).toBeGreaterThan(whole.width * 0.7);
  expect(lettering.draw('Wilhelmina', 20, whole.width)).toEqual(whole);
  expect(lettering.draw('\u{10FFFF}x'.repeat(100_000), 20, 200).width).toBeLessThanOrEqual(200);
});

test('[CO10] half of a character breaks nothing', async () => {
  const tiles = ['\uD83D', '<b>&"', '\u0000a', '\u0301'].map((name, n) => ({
    kind: 'camera' as const,
    peerId: `${n}`,
    name,
  }));
  const png = await drawPng(foreground(filmLayout({ main: [], others: tiles }), '<&', lettering));
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
});

test('[CO10] initials are those of the page', () => {
  expect(['Ana Novak', 'ana', '张伟', '', '🙂 Bea'].map(initials)).toEqual(['AN', 'A', '张', '?', 'B']);
});
