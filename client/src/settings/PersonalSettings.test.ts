import { expect, it } from 'vitest';
import { KeptSettings } from './PersonalSettings.ts';

function kept(stored: Record<string, string> = {}) {
  const memory = new Map(Object.entries(stored));
  const read = (name: string) => memory.get(name);
  return {
    memory,
    settings: new KeptSettings({ read, write: (name, value) => void memory.set(name, value) }),
  };
}

it('what is changed is remembered, and told', () => {
  const { memory, settings } = kept();
  let told = 0;
  settings.subscribe(() => told++);
  settings.change({ appearance: 'light', shortcuts: false });
  expect(told).toBe(1);
  expect(kept(Object.fromEntries(memory)).settings.get()).toMatchObject({
    appearance: 'light',
    shortcuts: false,
  });
});

it('what was remembered and makes no sense is left aside', () => {
  expect(kept({ appearance: 'plaid', shortcuts: '7' }).settings.get()).toEqual(kept().settings.get());
});
