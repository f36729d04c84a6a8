import type { CheckState, WayResult } from './CheckState.ts';

/**
 * What it comes to: calls work, over TCP, by a relay, with loss; or sound and picture do not get through, or nothing does.
 */
export type Verdict = 'good' | 'lossy' | 'tcp' | 'relay' | 'noMedia' | 'noServer';

/** Of what is sent; less than that nobody hears. */
const LOSSY = 0.05;

/** Undefined: it is not over. */
export function verdictOf({ phase, carriers, ways }: CheckState): Verdict | undefined {
  if (phase !== 'done') return undefined;
  if (carriers.webSocket.name !== 'works' && carriers.fallback.name !== 'works') return 'noServer';
  const best = [ways.udp, ways.relayUdp, ways.tcp, ways.relayTcp, ways.relayTls].find(
    ({ name }) => name === 'works',
  );
  if (!best) return 'noMedia';
  if (isLossy(best)) return 'lossy';
  if (ways.udp.name === 'works') return 'good';
  return ways.tcp.name === 'works' ? 'tcp' : 'relay';
}

export function isLossy(result: WayResult): boolean {
  return result.name === 'works' && (result.loss ?? 0) > LOSSY;
}
