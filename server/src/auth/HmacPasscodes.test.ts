import { expect, test } from 'vitest';
import { HmacPasscodes } from './HmacPasscodes.ts';

const passcodes = new HmacPasscodes('one secret of thirty-two characters!');

test('what is kept tells one passcode of one room from all others, and does not tell it', () => {
  const sealed = passcodes.seal('garden', 'open sesame');
  expect(sealed).not.toContain('sesame');
  expect(passcodes.matches('garden', 'open sesame', sealed)).toBe(true);
  for (const wrong of ['', 'open', 'open sesame ', 'Open sesame', 'x'.repeat(64)]) {
    expect(passcodes.matches('garden', wrong, sealed)).toBe(false);
  }
  expect(passcodes.matches('cellar', 'open sesame', sealed)).toBe(false);
});

test('it is the same however a keyboard composes its letters', () => {
  expect(passcodes.matches('garden', 'cafe\u0301', passcodes.seal('garden', 'caf\u00e9'))).toBe(true);
});
