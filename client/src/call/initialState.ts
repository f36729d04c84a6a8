import type { CallState } from './CallState.ts';

/** A call that nothing is known of yet. */
export function initialState(room: string): CallState {
  return {
    phase: { name: 'idle' },
    room,
    participants: [],
    mediaConnected: true,
    serverConnected: true,
    path: undefined,
    door: undefined,
    role: 'participant',
    rules: undefined,
    recording: undefined,
    recordingFailure: undefined,
    recordable: false,
    pin: undefined,
    waiting: [],
    hostMutes: [],
    refusal: undefined,
    refusals: 0,
    refusedBecause: undefined,
  };
}
