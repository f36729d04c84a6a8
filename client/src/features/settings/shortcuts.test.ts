import { expect, it } from 'vitest';
import { shortcuts } from './shortcuts.ts';

const sources = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true });

it('every single key that acts somewhere is in the list', () => {
  const actions = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/useShortcuts\(\{([^]*?)\}\);/g)].map(([, body]) => body ?? ''),
  );
  const keys = actions.flatMap((body) =>
    [...body.matchAll(/^\s*'?([^'\s:])'?: /gm)].map(([, key]) => key ?? ''),
  );
  // The space bar is held, and listened to apart.
  const acting = new Set([...keys, ' ']);
  expect([...acting].toSorted()).toEqual(shortcuts.map(({ key }) => key).toSorted());
});
