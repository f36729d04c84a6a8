import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownTheme, readTheme } from './theme.ts';

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
  expect(theme({})).toEqual(ownTheme);
});

test('what the page stands on is known apart, for what is drawn around it', () => {
  expect(theme({ colours: { stage: '#123456' } }).ground).toEqual({ dark: '#123456', light: '#123456' });
  expect(theme({ colours: { stage: { light: '#fff', dark: '#000' } } }).ground).toEqual({
    dark: '#000',
    light: '#fff',
  });
});

test('without a theme that is as the style sheet has it', () => {
  const sheet = readFileSync(new URL('../../client/src/ui/tokens.css', import.meta.url), 'utf8');
  const { light, dark } = ownTheme.ground;
  expect(sheet).toContain(`--stage: light-dark(${light}, ${dark});`);
  for (const page of ['index', 'offline']) {
    const html = readFileSync(new URL(`../../client/${page}.html`, import.meta.url), 'utf8');
    expect(html).toContain(`data-look="dark" media="(prefers-color-scheme: dark)" content="${dark}"`);
    expect(html).toContain(`data-look="light" media="(prefers-color-scheme: light)" content="${light}"`);
  }
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
