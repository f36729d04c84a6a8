// Checks of the connection without a network: those of the gallery's scenes (?check=idle|running|good|tcp|relay|none|dead|lossy).
import { unchecked, type CheckState, type WayResult } from '../call/check/CheckState.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import type { Check } from '../features/check/CheckPage.tsx';

const blocked = { name: 'blocked' } as const;
const running = { name: 'running' } as const;
const works = (roundTrip: number, loss = 0): WayResult => ({ name: 'works', roundTrip, loss });
const refused = { name: 'failed', problem: 'refused' } as const;
const missing = { name: 'failed', problem: 'missing' } as const;

const good: CheckState = {
  phase: 'done',
  at: Date.UTC(2026, 10, 21, 9, 30),
  devices: { camera: refused, microphone: missing },
  carriers: { webSocket: { name: 'works' }, fallback: { name: 'works' } },
  ways: {
    udp: works(24),
    tcp: works(26),
    relayUdp: works(31),
    relayTcp: works(33, 0.002),
    relayTls: { name: 'absent' },
  },
};

const scenes: Readonly<Record<string, CheckState>> = {
  idle: unchecked,
  running: {
    ...good,
    phase: 'running',
    devices: { camera: { name: 'waiting' }, microphone: running },
    ways: { udp: works(24), tcp: running, relayUdp: running, relayTcp: running, relayTls: running },
  },
  good,
  lossy: { ...good, ways: { ...good.ways, udp: works(180, 0.12) } },
  tcp: {
    ...good,
    carriers: { ...good.carriers, webSocket: blocked },
    ways: { ...good.ways, udp: blocked, relayUdp: blocked },
  },
  relay: {
    ...good,
    ways: { udp: blocked, tcp: blocked, relayUdp: blocked, relayTcp: blocked, relayTls: works(48) },
  },
  none: {
    ...good,
    ways: { udp: blocked, tcp: blocked, relayUdp: blocked, relayTcp: blocked, relayTls: blocked },
  },
  dead: {
    ...good,
    carriers: { webSocket: blocked, fallback: blocked },
    ways: {
      udp: { name: 'unknown' },
      tcp: { name: 'unknown' },
      relayUdp: { name: 'unknown' },
      relayTcp: { name: 'unknown' },
      relayTls: { name: 'unknown' },
    },
  },
};

export function fakeCheck(scene: string): Check {
  const state = new WatchedValue(scenes[scene] ?? unchecked);
  return {
    get: () => state.get(),
    subscribe: (listener) => state.subscribe(listener),
    start: async () => state.set(good),
    stop: () => {},
  };
}
