import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTheme } from './theme.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-theme-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function theme(content: unknown) {
  const path = join(dir, 'theme.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readTheme(path);
}

test('a name, a logo beside the file, and colours for dark and light', () => {
  writeFileSync(join(dir, 'mark.svg'), '<svg/>');
  const { name, logo, styles } = theme({
    name: 'Acme Talk',
    logo: 'mark.svg',
    colours: { accent: { light: '#a00', dark: '#ff8080' }, 'on-accent': '#ffffff' },
  });
  expect(name).toBe('Acme Talk');
  expect(logo).toEqual({ file: join(dir, 'mark.svg'), address: '/theme/logo.svg' });
  expect(styles).toContain('html:root { --accent: #ff8080; --on-accent: #ffffff; }');
  expect(styles).toContain("html:root[data-appearance='light'] { --accent: #a00; --on-accent: #ffffff; }");
});

test('what is left out stays as it is', () => {
  expect(theme({})).toEqual({ name: 'Parley', logo: undefined, styles: undefined });
});

test.each([
  ['{', /JSON/],
  [{ name: '<b>' }, /\/name/],
  [{ logo: 'mark.gif' }, /\/logo/],
  [{ logo: 'nowhere.png' }, /does not exist/],
  [{ colours: { accent: 'red; } body { display: none' } }, /\/colours\/accent/],
  [{ colours: { accents: '#fff' } }, /additional properties/],
  [{ colour: {} }, /additional properties/],
])('%j is refused, and it is said why', (content, why) => {
  expect(() => theme(content)).toThrow(why);
});
