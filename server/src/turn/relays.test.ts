import { expect, test } from 'vitest';
import { relaysOf } from './relays.ts';

test('a relay is an address of this machine with a port of the relays, however the media sees it', () => {
  const isRelay = relaysOf({ TURN_RELAY_PORTS: '30000-30009' }, ['203.0.113.5']);
  expect(isRelay({ address: '127.0.0.1', port: 30_000 })).toBe(true);
  expect(isRelay({ address: '203.0.113.5', port: 30_009 })).toBe(true);
  expect(isRelay({ address: '203.0.113.5', port: 30_010 })).toBe(false);
  expect(isRelay({ address: '198.51.100.9', port: 30_000 })).toBe(false);
  expect(relaysOf({}, [])({ address: '127.0.0.1', port: 49_152 })).toBe(true);
});
