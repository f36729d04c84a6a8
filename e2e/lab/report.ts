// The lines that the lab prints.
import { titleOf, type LabCall } from './calls.ts';
import type { Connection } from './Connection.ts';
import { crowdTitle, type CrowdOutcome } from './crowd.ts';
import { pathOf, percent, secondsText, usedConnections, type Interruption, type Outcome } from './outcome.ts';
import type { Quality } from './Reception.ts';

const widths = { networks: 33, path: 8, carriage: 19, pairs: 37 };

export const heading = columns('networks', 'path', 'carried by', 'candidate pairs', 'both see', '      ');

/** A line for a call that was made, and what there is to say of a bad line and of a move. */
export function lineOf(call: LabCall, outcome: Outcome, isRight: boolean): string {
  const used = usedConnections(outcome);
  const line = columns(
    titleOf(call),
    pathOf(outcome),
    used.map((connections) => distinct(connections, 'carriage')).join(' · '),
    used.map((connections) => distinct(connections, 'pair')).join(' · '),
    secondsText(outcome.firstPicture),
    isRight ? 'ok    ' : 'WRONG ',
  );
  const [good, bad] = outcome.quality ?? [];
  return [
    line,
    ...(good ? [`         good line: ${qualityText(good)}`] : []),
    ...(bad ? [`         bad line:  ${qualityText(bad)}`] : []),
    ...(outcome.interruption ? [`         ${interruptionText(outcome.interruption)}`] : []),
  ].join('\n');
}

export function failureLine(title: string, why: string): string {
  return `FAILED ${title}: ${why}`;
}

/** A line for the room of nine. */
export function crowdLine(
  { framesPerSecond, othersPerSecond, silence, quality }: CrowdOutcome,
  isRight: boolean,
): string {
  return [
    `${isRight ? 'ok    ' : 'WRONG '} ${crowdTitle}`,
    `         who speaks: ${framesPerSecond.toFixed(1)} frames/s; all the others together: ${othersPerSecond.toFixed(1)} frames/s`,
    `         silent for ${secondsText(silence)} at most; ${qualityText(quality)}`,
  ].join('\n');
}

function columns(
  networks: string,
  path: string,
  carriage: string,
  pairs: string,
  firstPicture: string,
  verdict: string,
): string {
  const cells = [
    networks.padEnd(widths.networks),
    path.padEnd(widths.path),
    carriage.padEnd(widths.carriage),
    pairs.padEnd(widths.pairs),
    firstPicture.padStart(8),
  ];
  return `${verdict} ${cells.join(' ')}`;
}

function distinct(connections: readonly Connection[], name: 'carriage' | 'pair'): string {
  return [...new Set(connections.map((connection) => connection[name]))].join('/');
}

function qualityText(quality: Quality): string {
  const { framesPerSecond, freezes, frozen, concealed, audioRate, videoRate, roundTrip } = quality;
  return [
    `${framesPerSecond.toFixed(1)} frames/s`,
    `${freezes} freezes (${frozen.toFixed(1)} s)`,
    `${percent(concealed)} of the sound concealed`,
    `sound ${kilobits(audioRate)}`,
    `picture ${kilobits(videoRate)}`,
    `round trip ${(roundTrip * 1000).toFixed(0)} ms`,
  ].join(', ');
}

function interruptionText({ online, found, restartAsked, breaks }: Interruption): string {
  const after = (time: number | undefined) => (time === undefined ? 'never' : `after ${secondsText(time)}`);
  const [stayed, moved] = breaks.map(
    ({ freeze, silence }) => `${secondsText(freeze)} without picture, ${secondsText(silence)} without sound`,
  );
  return [
    `page told ${after(online)}, browser knew ${after(found)}, restart asked for ${after(restartAsked)}`,
    `who stayed: ${stayed}`,
    `who moved: ${moved}`,
  ].join('; ');
}

function kilobits(rate: number): string {
  return `${(rate / 1000).toFixed(0)} kbit/s`;
}
