import { openTcp, openTls, openUdp, type TurnCarrier } from '@parley/turn/carrier';
import { NoAnswer, TurnClient, TurnRefusal, type TurnCredential } from '@parley/turn/client';
import type { Address } from '@parley/turn/ip';
import { relayPath } from './DatagramPath.ts';
import { tryPath, unreached, type MediaEnd, type PathOutcome } from './tryPath.ts';
import type { TurnUrl } from './turnUrl.ts';

export interface RelayTarget {
  readonly turn: TurnUrl;
  /** Of its host. */
  readonly ip: string;
  readonly credential: TurnCredential;
}

/** What became of a relay. */
export type RelayOutcome = { readonly turn: TurnUrl } & (
  | {
      readonly allocated: false;
      /** As for a path; `credential`: it does not take ours; `denied`: it gives no relay for another reason. */
      readonly why: 'silence' | 'refused' | 'no way' | 'stranger' | 'translated' | 'credential' | 'denied';
      readonly detail: string;
    }
  | {
      readonly allocated: true;
      /** Whether the media is reached by it. */
      readonly media: PathOutcome;
    }
);

export async function openRelay({ turn, ip, credential }: RelayTarget, limit: number): Promise<TurnClient> {
  return new TurnClient(await openCarrier(turn, ip, limit), credential, limit);
}

function openCarrier({ transport, host, port }: TurnUrl, ip: string, limit: number): Promise<TurnCarrier> {
  const address = { ip, port };
  if (transport === 'udp') return openUdp(address);
  if (transport === 'tcp') return openTcp(address, limit);
  // Its certificate is looked at elsewhere.
  return openTls(address, { servername: host, insecure: true }, limit);
}

/** An allocation for real, and by it the way to the media. */
export async function tryRelay(
  target: RelayTarget,
  peer: Address | undefined,
  { end, limit }: { end: MediaEnd; limit: number },
): Promise<RelayOutcome> {
  const { turn } = target;
  let client: TurnClient | undefined;
  try {
    client = await openRelay(target, limit);
    await client.allocate();
  } catch (error) {
    client?.close();
    return { turn, allocated: false, ...whyNot(error) };
  }
  const nobody: PathOutcome = { reached: false, why: 'no way', detail: 'no address of the media is known' };
  return { turn, allocated: true, media: peer ? await tryRelayed(client, peer, end) : nobody };
}

async function tryRelayed(client: TurnClient, peer: Address, end: MediaEnd): Promise<PathOutcome> {
  try {
    return await tryPath(await relayPath(client, peer), end);
  } catch (error) {
    client.close();
    if (error instanceof TurnRefusal) return { reached: false, why: 'forbidden', detail: error.message };
    return unreached(error);
  }
}

function whyNot(error: unknown): {
  why: 'silence' | 'refused' | 'no way' | 'credential' | 'denied';
  detail: string;
} {
  if (error instanceof TurnRefusal) {
    return { why: error.code === 401 || error.code === 441 ? 'credential' : 'denied', detail: error.message };
  }
  if (error instanceof NoAnswer) return { why: 'silence', detail: error.message };
  const outcome = unreached(error);
  const { why, detail } = outcome as Extract<PathOutcome, { reached: false }>;
  return { why: why === 'refused' || why === 'no way' ? why : 'silence', detail };
}
