import { describe, expect, it } from 'vitest';
import { initials, personColour } from './initials.ts';

describe('initials()', () => {
  it.each([
    ['Ana', 'A'],
    ['ana silva', 'AS'],
    ['  Maria do   Carmo Ferreira ', 'MF'],
    ['Jo (she/her)', 'J'],
    ['Élodie Ñandú', 'ÉÑ'],
    ['מרים כהן', 'מכ'],
    ['李小龍', '李'],
    ['👩‍🚀', '👩‍🚀'],
    ['R2 D2', 'RD'],
    ['', '?'],
    ['   ', '?'],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe('personColour()', () => {
  it('is the same for the same id', () => {
    expect(personColour('peer-1')).toBe(personColour('peer-1'));
  });

  it('uses all eight colours, about evenly', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 4000; index++) {
      const colour = personColour(`peer-${index}`);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(Array.from({ length: 8 }, (_, i) => `var(--person-${i})`));
    expect(Math.min(...counts.values())).toBeGreaterThan(350);
  });
});
