import { describe, expect, it } from 'vitest';
import { messages } from './messages.ts';

function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
}

describe('messages', () => {
  it.each(texts(messages))('%s says something, calmly', (_path, text) => {
    expect(text.trim()).not.toBe('');
    expect(text).not.toContain('!');
  });

  it('gives every trouble with a device its own sentence', () => {
    const { deviceProblems, room } = messages;
    const all = texts([deviceProblems, room.deviceProblems]).map(([, text]) => text);
    expect(all).toHaveLength(5 * 6);
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) expect(text).toMatch(/\.$/);
  });

  it('names a way on before joining', () => {
    for (const [, text] of texts(messages.deviceProblems))
      expect(text).toMatch(/or (join without|listen only)/);
  });

  it('counts people', () => {
    expect(messages.people(1)).toBe('1 person');
    expect(messages.people(3)).toBe('3 people');
    expect(messages.room.joined(['Ana'])).toBe('Ana joined');
    expect(messages.room.joined(['Ana', 'Jun'])).toBe('Ana and Jun joined');
    expect(messages.room.left(['Ana', 'Jun', 'Zoë'])).toBe('3 people left');
  });
});
