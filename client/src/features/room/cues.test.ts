import { expect, it } from 'vitest';
import type { CallPhase, CallState, Participant } from '../../call/CallState.ts';
import { cueBetween } from './cues.ts';

function state(ids: readonly string[], phase: CallPhase = { name: 'joined' }): CallState {
  const participants = ids.map((id) => ({ id, displayName: id, isSelf: id === 'me' }) as Participant);
  return { phase, participants } as unknown as CallState;
}

it('rings once for who comes, and otherwise once for who goes', () => {
  expect(cueBetween(state(['me']), state(['me', 'ana', 'jun']))).toBe('joined');
  expect(cueBetween(state(['me', 'ana']), state(['me', 'jun']))).toBe('joined');
  expect(cueBetween(state(['me', 'ana']), state(['me']))).toBe('left');
  expect(cueBetween(state(['me']), state(['me']))).toBeUndefined();
});

it('rings when another one raises a hand, and not for one’s own', () => {
  const raised = (of: string) => {
    const { phase, participants } = state(['me', 'ana']);
    const people = participants.map((one) => ({ ...one, hand: one.id === of ? 1 : undefined }));
    return { phase, participants: people } as unknown as CallState;
  };
  expect(cueBetween(raised('nobody'), raised('ana'))).toBe('hand');
  expect(cueBetween(raised('ana'), raised('nobody'))).toBeUndefined();
  expect(cueBetween(raised('nobody'), raised('me'))).toBeUndefined();
});

it('does not ring for who was there on arrival, or after a reconnection', () => {
  expect(cueBetween(state(['me'], { name: 'joining' }), state(['me', 'ana']))).toBeUndefined();
  const away = state(['me', 'ana'], { name: 'reconnecting', attempt: 1 });
  expect(cueBetween(away, state(['me']))).toBeUndefined();
});
