import { expect, test } from 'vitest';
import { nextLook, nextSpeaker, nobody, type MainSpeaker } from './mainSpeaker.ts';

const present = ['ana', 'ben', 'cy'];

interface Step {
  readonly at: number;
  readonly speaking: readonly string[];
}

/** Who speaks from a moment on. */
const from = (at: number, ...speaking: string[]): Step => ({ at, speaking });

/** Who is shown at the end of this, where looks come when they are asked for. */
function shownAfter(end: number, ...steps: Step[]): string | undefined {
  let state: MainSpeaker = nextSpeaker(nobody, { at: 0, speaking: [], present });
  let now = from(0);
  const last = { at: end, speaking: steps.at(-1)?.speaking ?? [] };
  for (const step of [...steps, last]) {
    let wait = nextLook(state, now.at);
    while (wait !== undefined && now.at + wait < step.at) {
      now = { at: now.at + wait, speaking: now.speaking };
      state = nextSpeaker(state, { ...now, present });
      wait = nextLook(state, now.at);
    }
    now = step;
    state = nextSpeaker(state, { ...now, present });
  }
  return state.id;
}

test('before anybody speaks, the first is shown', () => {
  expect(nextSpeaker(nobody, { at: 0, speaking: [], present }).id).toBe('ana');
  expect(nextSpeaker(nobody, { at: 0, speaking: [], present: [] }).id).toBeUndefined();
});

test('the first to speak is shown at once', () => {
  expect(nextSpeaker(nobody, { at: 0, speaking: ['ben'], present }).id).toBe('ben');
});

test('who speaks into a silence is shown after a moment', () => {
  expect(shownAfter(1_600, from(1_000, 'ben'))).toBe('ana');
  expect(shownAfter(1_800, from(1_000, 'ben'))).toBe('ben');
});

test('a cough shows nobody', () => {
  expect(shownAfter(5_000, from(1_000, 'ben'), from(1_400))).toBe('ana');
  expect(shownAfter(9_000, from(1_000, 'ben'), from(1_400), from(4_000, 'ben'), from(4_400))).toBe('ana');
});

test('who speaks while the one who is shown goes on has to go on for longer', () => {
  expect(shownAfter(4_000, from(1_000, 'ana'), from(2_000, 'ana', 'ben'))).toBe('ana');
  expect(shownAfter(4_600, from(1_000, 'ana'), from(2_000, 'ana', 'ben'))).toBe('ben');
});

test('the pauses between words do not count', () => {
  const words: Step[] = [];
  for (let at = 1_000; at < 3_000; at += 600) words.push(from(at, 'ben'), from(at + 300));
  expect(shownAfter(3_100, ...words, from(2_900, 'ben'))).toBe('ben');
});

test('who is gone is not shown', () => {
  const state = nextSpeaker(nobody, { at: 0, speaking: ['ben'], present });
  expect(nextSpeaker(state, { at: 100, speaking: [], present: ['ana', 'cy'] }).id).toBe('ana');
});

test('two who talk across each other do not flicker', () => {
  let state = nextSpeaker(nobody, { at: 0, speaking: ['ana'], present });
  let changes = 0;
  for (let at = 300; at <= 30_000; at += 300) {
    const speaking = at % 600 === 0 ? ['ana', 'ben'] : ['ben', 'ana'];
    const next = nextSpeaker(state, { at, speaking, present });
    if (next.id !== state.id) changes += 1;
    state = next;
  }
  expect(changes).toBeLessThanOrEqual(12);
});
