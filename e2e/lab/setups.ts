/** What the operator has set. */
export type Setup = 'server only' | 'direct calls' | 'TURN for all';

export const settingsOf: Readonly<Record<Setup, Readonly<Record<string, string>>>> = {
  'server only': { DIRECT_CALLS: 'false' },
  'direct calls': { DIRECT_CALLS: 'true' },
  'TURN for all': { DIRECT_CALLS: 'true', TURN_PUBLIC_PEERS: 'true' },
};
