import { describe, expect, it } from 'vitest';
import type { CallPhase, CallState, Participant } from '../../call/CallState.ts';
import { newsBetween } from './news.ts';

function state(names: readonly string[], phase: CallPhase['name'] = 'joined'): CallState {
  const phases: Record<CallPhase['name'], CallPhase> = {
    idle: { name: 'idle' },
    joining: { name: 'joining' },
    joined: { name: 'joined' },
    reconnecting: { name: 'reconnecting', attempt: 1 },
    ended: { name: 'ended', reason: 'left' },
  };
  const participants = names.map((name): Participant => ({
    id: name,
    displayName: name,
    isSelf: name === 'Me',
    camera: undefined,
    microphone: undefined,
    speaking: 0,
  }));
  return {
    phase: phases[phase],
    room: 'stand-up',
    participants,
    mediaConnected: true,
    serverConnected: true,
    path: undefined,
  };
}

describe('newsBetween()', () => {
  it('says who came and who went', () => {
    expect(newsBetween(state(['Me']), state(['Me', 'Ana']))).toEqual(['Ana joined']);
    expect(newsBetween(state(['Me', 'Ana', 'Jun']), state(['Me', 'Zoë']))).toEqual([
      'Zoë joined',
      'Ana and Jun left',
    ]);
  });

  it('says nothing of those who were there on arrival', () => {
    expect(newsBetween(state(['Me'], 'joining'), state(['Me', 'Ana']))).toEqual([]);
  });

  it('tells after a reconnection what was missed', () => {
    expect(newsBetween(state(['Me', 'Ana'], 'reconnecting'), state(['Me']))).toEqual(['Ana left']);
  });

  it('says nothing of oneself', () => {
    expect(newsBetween(state([]), state(['Me']))).toEqual([]);
  });
});
