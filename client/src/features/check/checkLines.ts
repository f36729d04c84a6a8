// What the page says of each thing that is checked.
import type { DeviceSource } from '../../call/CallState.ts';
import {
  carriers,
  ways,
  type CarrierName,
  type CarrierResult,
  type CheckState,
  type DeviceResult,
  type Way,
  type WayResult,
} from '../../call/check/CheckState.ts';
import { isLossy } from '../../call/check/verdict.ts';
import type { CheckMessages } from '../../messages/en/check.ts';
import type { Messages } from '../../messages/Messages.ts';
import type { CheckFigures } from './useCheckWords.ts';

/** How it looks, beside what it says. */
type Look = 'waiting' | 'running' | 'good' | 'warning' | 'bad' | 'neutral';

export interface CheckLine {
  readonly name: DeviceSource | CarrierName | Way;
  readonly title: string;
  readonly look: Look;
  /** One or two words. */
  readonly state: string;
  /** What it means, and what to do. */
  readonly meaning: string | undefined;
  /** How long it takes, and what is lost. */
  readonly figures: readonly string[];
}

export interface LineWords {
  readonly words: CheckMessages;
  readonly figures: CheckFigures;
  readonly deviceProblems: Messages['room']['deviceProblems'];
}

export function deviceLine(
  source: DeviceSource,
  result: DeviceResult,
  { words, ...more }: LineWords,
): CheckLine {
  const line = { name: source, title: words.names[source], state: words.states[result.name], figures: [] };
  switch (result.name) {
    case 'waiting':
    case 'running':
      return { ...line, look: result.name, meaning: undefined };
    case 'works':
      return { ...line, look: 'good', meaning: words.meanings[source] };
    case 'failed':
      return { ...line, look: 'bad', meaning: more.deviceProblems[source][result.problem] };
    default:
      return result satisfies never;
  }
}

export function carrierLines({ carriers: results }: CheckState, { words }: LineWords): CheckLine[] {
  const isReached = carriers.some((name) => results[name].name === 'works');
  return carriers.map((name) => carrierLine(name, results[name], { words, isReached }));
}

function carrierLine(
  name: CarrierName,
  result: CarrierResult,
  { words, isReached }: { words: CheckMessages; isReached: boolean },
): CheckLine {
  const line = { name, title: words.names[name], state: words.states[result.name], figures: [] };
  switch (result.name) {
    case 'waiting':
    case 'running':
      return { ...line, look: result.name, meaning: undefined };
    case 'works':
      return { ...line, look: 'good', meaning: words.meanings[name].works };
    case 'blocked':
      // Where neither is reached, one cannot stand in for the other.
      return isReached
        ? { ...line, look: 'warning', meaning: words.meanings[name].blocked }
        : { ...line, look: 'bad', meaning: undefined };
    default:
      return result.name satisfies never;
  }
}

export function wayLines({ ways: results }: CheckState, words: LineWords): CheckLine[] {
  const works = ways.some((way) => results[way].name === 'works');
  return ways.map((way) => wayLine(way, results[way], { ...words, works }));
}

function wayLine(
  way: Way,
  result: WayResult,
  { words, figures, works }: LineWords & { works: boolean },
): CheckLine {
  const line = { name: way, title: words.names[way], state: words.states[result.name], figures: [] };
  switch (result.name) {
    case 'waiting':
    case 'running':
      return { ...line, look: result.name, meaning: undefined };
    case 'works':
      return {
        ...line,
        look: isLossy(result) ? 'warning' : 'good',
        meaning: words.meanings[way].works,
        figures: [
          ...(result.roundTrip === undefined
            ? []
            : [words.measured.roundTrip(figures.milliseconds(Math.max(1, result.roundTrip)))]),
          ...(result.loss === undefined ? [] : [words.measured.loss(figures.percent(result.loss))]),
        ],
      };
    case 'blocked':
      return { ...line, look: works ? 'warning' : 'bad', meaning: words.meanings[way].blocked };
    case 'absent':
    case 'unknown':
      return { ...line, look: 'neutral', meaning: words.meanings[result.name] };
    default:
      return result satisfies never;
  }
}

/** All of them, from the devices to the media. */
function allLines(state: CheckState, words: LineWords): CheckLine[] {
  return [
    deviceLine('camera', state.devices.camera, words),
    deviceLine('microphone', state.devices.microphone, words),
    ...carrierLines(state, words),
    ...wayLines(state, words),
  ];
}

/** Plain text for whoever helps: nothing personal is in it. */
export function reportText(
  state: CheckState,
  words: LineWords,
  about: { service: string; page: string; browser: string; at: number; verdict: string | undefined },
): string {
  const { report } = words.words;
  const lines = allLines(state, words).map(({ title, state: said, figures }) =>
    [`${title}: ${said}`, ...figures].join(', '),
  );
  return [
    report.heading(about.service),
    new Date(about.at).toISOString(),
    `${report.server}: ${about.page}`,
    `${report.browser}: ${about.browser}`,
    '',
    ...(about.verdict === undefined ? [] : [about.verdict, '']),
    ...lines,
    '',
  ].join('\n');
}
