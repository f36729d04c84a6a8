import { permissions } from '@parley/protocol/constants';
import { expect, it } from 'vitest';
import { barOf } from './barred.ts';

const none = { allowed: [] };

it('[RU2] a host may do all, and before one is in nothing is known', () => {
  for (const permission of permissions) {
    expect(barOf(permission, { role: 'host', rules: none })).toBeUndefined();
    expect(barOf(permission, { role: 'participant', rules: undefined })).toBeUndefined();
  }
});

it('[RU2] a participant may do what the hosts allow', () => {
  const rules = { allowed: ['unmute', 'chat'] } as const;
  const bars = permissions.map((permission) => barOf(permission, { role: 'participant', rules }));
  expect(Object.fromEntries(permissions.map((permission, at) => [permission, bars[at]]))).toEqual({
    unmute: undefined,
    video: 'forbidden',
    shareScreen: 'forbidden',
    chat: undefined,
  });
});

it('[RO4] a viewer sends nothing whatever is allowed, but writes where everybody may', () => {
  const all = { role: 'viewer', rules: { allowed: permissions } } as const;
  expect(permissions.map((permission) => barOf(permission, all))).toEqual([
    'watching',
    'watching',
    'watching',
    undefined,
  ]);
  expect(barOf('chat', { role: 'viewer', rules: none })).toBe('forbidden');
});
