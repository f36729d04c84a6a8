import { expect, test } from 'vitest';
import { createPreferences } from './preferences.ts';

test('a device is remembered', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  createPreferences(() => storage).set('camera', 'one');
  expect(createPreferences(() => storage).get('camera')).toBe('one');
  expect(createPreferences(() => storage).get('microphone')).toBeUndefined();
});

test('a browser that blocks storage remembers nothing, and nothing else happens', () => {
  const preferences = createPreferences(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  preferences.set('camera', 'one');
  expect(preferences.get('camera')).toBeUndefined();
});
