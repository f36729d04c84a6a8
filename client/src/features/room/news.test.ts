import { describe, expect, it } from 'vitest';
import type { CallPhase, CallState, Participant } from '../../call/CallState.ts';
import { en } from '../../messages/en.ts';
import { initialState } from '../../call/initialState.ts';
import { newsBetween } from './news.ts';

const news = (before: CallState, after: CallState): string[] => newsBetween(before, after, en);

function state(names: readonly string[], phase: CallPhase['name'] = 'joined'): CallState {
  const phases: Record<CallPhase['name'], CallPhase> = {
    idle: { name: 'idle' },
    joining: { name: 'joining' },
    entering: { name: 'entering' },
    knocking: { name: 'knocking' },
    joined: { name: 'joined' },
    reconnecting: { name: 'reconnecting', attempt: 1 },
    ended: { name: 'ended', reason: 'left' },
  };
  const participants = names.map((name): Participant => ({
    id: name,
    displayName: name,
    isSelf: name === 'Me',
    role: 'participant',
    camera: undefined,
    microphone: undefined,
    screen: undefined,
    screenSound: undefined,
    hand: undefined,
  }));
  return { ...initialState('stand-up'), phase: phases[phase], participants };
}

describe('newsBetween()', () => {
  it('says who raised a hand, and nothing when the queue moves on', () => {
    const before = state(['Me', 'Ana', 'Jun']);
    const raise = (places: Record<string, number>): CallState => ({
      ...before,
      participants: before.participants.map((one) => ({ ...one, hand: places[one.id] })),
    });
    expect(news(before, raise({ Me: 1, Ana: 2 }))).toEqual(['Ana raised a hand']);
    expect(news(raise({ Me: 1, Ana: 2 }), raise({ Ana: 1 }))).toEqual([]);
  });

  it('says who came and who went', () => {
    expect(news(state(['Me']), state(['Me', 'Ana']))).toEqual(['Ana joined']);
    expect(news(state(['Me', 'Ana', 'Jun']), state(['Me', 'Zoë']))).toEqual([
      'Zoë joined',
      'Ana and Jun left',
    ]);
  });

  it('says nothing of those who were there on arrival', () => {
    expect(news(state(['Me'], 'joining'), state(['Me', 'Ana']))).toEqual([]);
  });

  it('tells after a reconnection what was missed', () => {
    expect(news(state(['Me', 'Ana'], 'reconnecting'), state(['Me']))).toEqual(['Ana left']);
  });

  it('says nothing of oneself', () => {
    expect(news(state([]), state(['Me']))).toEqual([]);
  });
});
