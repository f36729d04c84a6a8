// What came of a call, and where that is not what must be.
import type { LabCall } from './calls.ts';
import type { Connection } from './Connection.ts';
import { expectedPath, toServer, type CallPath } from './expectations.ts';
import { impairments, type ImpairmentName } from './impairments.ts';
import { LONGEST_BREAK } from './moves.ts';
import type { Quality } from './Reception.ts';

type Two<T> = readonly [T, T];

export interface Outcome {
  /** What the page of each says of the way. */
  readonly said: Two<CallPath>;
  /** Of each of the two. */
  readonly connections: Two<readonly Connection[]>;
  /** Milliseconds from the second one's click until both had a picture of the other. */
  readonly firstPicture: number;
  /** How well each heard and saw the other, where the line was bad. */
  readonly quality?: Two<Quality>;
  /** Where the second one moved. */
  readonly interruption?: Interruption;
}

/** What a change of network did to a call. In milliseconds after the old one was left. */
export interface Interruption {
  /** Until the page was told of the new one. Undefined: it was not. */
  readonly online: number | undefined;
  /** Until the browser itself knew the new one. What is tried before that leads nowhere. */
  readonly found: number | undefined;
  /** Until the page asked for new ways and was heard. */
  readonly restartAsked: number | undefined;
  /** Whether everything but the ways stayed: the place in the room, and the connections to the server. */
  readonly resumed: boolean;
  /** The longest breaks of what each of the two saw and heard. */
  readonly breaks: Two<{ readonly freeze: number; readonly silence: number }>;
}

/** The way that the call went. Where there is a direct connection, it is used. */
export function pathOf({ connections }: Outcome): CallPath {
  const direct = connections.flat().filter(({ to }) => to === 'person');
  if (direct.length === 0) return 'server';
  return direct.some(({ relayed }) => relayed) ? 'relayed' : 'direct';
}

/** Of the connections of each, those that the call went by. */
export function usedConnections(outcome: Outcome): Two<Connection[]> {
  const to = pathOf(outcome) === 'server' ? 'server' : 'person';
  const [ana, ben] = outcome.connections;
  return [ana.filter((own) => own.to === to), ben.filter((own) => own.to === to)];
}

/** In words, each of them a failure. */
export function mistakes(call: LabCall, outcome: Outcome): string[] {
  // On a bad line, a direct connection is given up when too much is lost, and tried again later.
  if (call.impairment) return badSound(call.impairment, outcome);
  // Nor does it always outlive a change of network.
  if (call.move) return badMove(outcome);
  const [path, expected] = [pathOf(outcome), expectedPath(call)];
  if (path !== expected) return [`is ${path}, not ${expected}`];
  return [...(path === 'server' ? wrongCarriage(call, outcome) : []), ...wrongWords(call, outcome)];
}

function wrongCarriage({ networks }: LabCall, { connections }: Outcome): string[] {
  return connections.flatMap((own, index) => {
    const network = networks[index === 0 ? 0 : 1];
    const expected = toServer[network];
    if (own.length === 0) return [`"${network}" has no connection`];
    return own
      .filter(({ carriage }) => !expected.includes(carriage))
      .map(({ carriage }) => `"${network}" reaches the server by ${carriage}, not ${expected.join(' or ')}`);
  });
}

function wrongWords({ networks }: LabCall, outcome: Outcome): string[] {
  const path = pathOf(outcome);
  const used = usedConnections(outcome);
  return outcome.said.flatMap((said, index) => {
    // The two connections to the server may differ.
    const own = used[index === 0 ? 0 : 1].map(({ relayed }) => (relayed ? 'relayed' : path));
    const right: readonly CallPath[] = path === 'server' ? own : [path];
    return own.length === 0 || right.includes(said)
      ? []
      : [`the page in "${networks[index]}" says “${said}”, not “${right[0]}”`];
  });
}

function badSound(impairment: ImpairmentName, { quality }: Outcome): string[] {
  if (!quality) return ['nothing was measured'];
  const { mostConcealed } = impairments[impairment];
  return quality.flatMap(({ concealed, samplesPerSecond, framesPerSecond }, index) => [
    ...(concealed > mostConcealed
      ? [
          `${percent(concealed)} of the sound was made up at ${whose[index]}, more than ${percent(mostConcealed)}`,
        ]
      : []),
    // 48,000 is all of it.
    ...(samplesPerSecond < 40_000 ? [`the sound broke off at ${whose[index]}`] : []),
    ...(framesPerSecond === 0 ? [`the picture stood still at ${whose[index]}`] : []),
  ]);
}

function badMove({ interruption }: Outcome): string[] {
  if (!interruption) return ['nothing was measured'];
  const { resumed, breaks } = interruption;
  return [
    ...(resumed ? [] : ['the call was begun anew']),
    ...breaks.flatMap(({ freeze, silence }, index) =>
      Math.max(freeze, silence) > LONGEST_BREAK
        ? [`who ${index === 0 ? 'stayed' : 'moved'} had a break of ${secondsText(Math.max(freeze, silence))}`]
        : [],
    ),
  ];
}

const whose = ['the good line', 'the bad line'];

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** @param milliseconds Of any length. */
export function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
