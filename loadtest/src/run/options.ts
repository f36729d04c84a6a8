import { limits } from '@parley/protocol';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { OptionError } from '../OptionError.ts';
import { scenarios, type Scenario, type ScenarioName } from './scenarios.ts';

export interface Options extends Scenario {
  readonly scenario: ScenarioName;
  readonly url: string;
  readonly insecure: boolean;
  /** Rooms have this name and a number. */
  readonly room: string;
  /** Bits a second of the largest size; undefined: what is usual for its lines. */
  readonly bitrate: number | undefined;
  /** How large everybody has the others' pictures; undefined: they do not say. */
  readonly view: { readonly width: number; readonly height: number } | undefined;
  readonly processes: number;
  /** Participants that are Chromium. */
  readonly probes: number;
  readonly findLimit: boolean;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

interface Flag {
  readonly type: 'string' | 'boolean';
  readonly value?: string;
  readonly about: string;
}

const flags = {
  url: { type: 'string', value: 'URL', about: 'the server (http://localhost:3000)' },
  publishers: { type: 'string', value: 'N', about: 'who send, in each room' },
  subscribers: { type: 'string', value: 'N', about: 'who only receive, in each room' },
  rooms: { type: 'string', value: 'N', about: 'rooms' },
  cameras: { type: 'string', value: 'N', about: 'of the publishers, how many send a picture (all)' },
  microphones: { type: 'string', value: 'N', about: 'of the publishers, how many send a voice (all)' },
  mutual: { type: 'boolean', about: 'publishers receive as well' },
  video: { type: 'string', value: '720p', about: 'lines of the picture: 90p to 1080p, or none' },
  bitrate: { type: 'string', value: 'KBPS', about: 'of the largest picture, in kbit/s' },
  codec: { type: 'string', value: 'NAME', about: 'vp8 or h264' },
  simulcast: { type: 'boolean', about: 'three sizes at once, as browsers send' },
  view: { type: 'string', value: 'WxH', about: 'how large everybody has the pictures on the screen' },
  duration: { type: 'string', value: 'S', about: 'seconds to measure once everybody is in' },
  'join-rate': { type: 'string', value: 'N', about: 'joins a second; 0: as fast as the server takes them' },
  'joins-at-once': { type: 'string', value: 'N', about: 'of them under way at a time (50); 0: all' },
  churn: { type: 'string', value: 'N', about: 'joins and leaves after everybody is in' },
  processes: { type: 'string', value: 'N', about: 'that make the load (one less than there are cores)' },
  probe: { type: 'string', value: 'N', about: 'participants that are Chromium, to see what they see' },
  'find-limit': { type: 'boolean', about: 'more and more subscribers, until it is too much' },
  room: { type: 'string', value: 'NAME', about: 'how the rooms are called (something random)' },
  insecure: { type: 'boolean', about: 'take any certificate' },
  json: { type: 'string', value: 'FILE', about: 'write the report there, too' },
  html: { type: 'string', value: 'FILE', about: 'write it there as a page with charts' },
  help: { type: 'boolean', about: 'say this' },
} satisfies Record<string, Flag>;

export function helpText(): string {
  const lines = (rows: [string, string][]) => rows.map(([name, about]) => `  ${name.padEnd(24)}${about}`);
  return [
    'npm run loadtest -- [SCENARIO] [FLAGS]',
    '',
    'Scenarios:',
    ...lines(Object.entries(scenarios).map(([name, { summary }]) => [name, summary])),
    '',
    'Flags, which change what they name of a scenario:',
    ...lines(
      Object.entries(flags as Record<string, Flag>).map(([name, { value, about }]) => [
        value === undefined ? `--${name}` : `--${name} ${value}`,
        about,
      ]),
    ),
  ].join('\n');
}

/**
 * What a command line asks for; undefined: to be told what it can ask for.
 * @throws {OptionError}
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const [name = 'plain', ...more] = positionals;
  if (more.length > 0) throw new OptionError(`One scenario at a time, not ${positionals.join(', ')}.`);
  if (!isScenario(name)) {
    throw new OptionError(`There is no scenario "${name}". There are ${Object.keys(scenarios).join(', ')}.`);
  }
  const scenario: Scenario = scenarios[name];
  const number = (flag: keyof typeof flags, fallback: number, minimum = 0): number => {
    const text = values[flag as 'url'];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum) {
      throw new OptionError(`--${flag} takes a whole number from ${minimum} up, not "${text}".`);
    }
    return value;
  };
  const publishers = number('publishers', scenario.publishers);
  const scaled = (count: number) =>
    count === scenario.publishers ? publishers : Math.min(count, publishers);
  const lines = values.video === undefined ? scenario.lines : linesOf(values.video);
  const joinRate = number('join-rate', scenario.joinRate);
  const joinsAtOnce = number('joins-at-once', scenario.joinsAtOnce);
  const bitrate = values.bitrate === undefined ? undefined : number('bitrate', 0, 1) * 1_000;
  const options: Options = {
    ...scenario,
    scenario: name,
    url: urlOf(values.url ?? 'http://localhost:3000'),
    insecure: values.insecure ?? false,
    room: values.room ?? `load-${randomBytes(3).toString('hex')}`,
    rooms: number('rooms', scenario.rooms, 1),
    publishers,
    cameras: lines === 0 ? 0 : number('cameras', scaled(scenario.cameras)),
    microphones: number('microphones', scaled(scenario.microphones)),
    mutual: values.mutual ?? scenario.mutual,
    subscribers: number('subscribers', scenario.subscribers),
    lines,
    simulcast: values.simulcast ?? scenario.simulcast,
    codec: codecOf(values.codec ?? scenario.codec),
    bitrate,
    view: values.view === undefined ? undefined : viewOf(values.view),
    duration: number('duration', scenario.duration, 1),
    joinRate: joinRate === 0 ? Infinity : joinRate,
    joinsAtOnce: joinsAtOnce === 0 ? Infinity : joinsAtOnce,
    churn: number('churn', scenario.churn),
    processes: number('processes', Math.max(1, availableParallelism() - 1), 1),
    probes: number('probe', 0),
    findLimit: values['find-limit'] ?? false,
    json: values.json,
    html: values.html,
  };
  return checked(options);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const [message] = (error as Error).message.split('. ');
    throw new OptionError(`${message}. --help tells what there is.`);
  }
}

function checked(options: Options): Options {
  const { cameras, microphones, publishers, subscribers, view, room } = options;
  if (publishers + subscribers === 0) throw new OptionError('Nobody is to join.');
  if (cameras > publishers || microphones > publishers) {
    throw new OptionError('--cameras and --microphones are of the publishers, and cannot be more.');
  }
  if (view && cameras > limits.views) {
    throw new OptionError(`A screen has ${limits.views} pictures at most: --cameras ${cameras} is more.`);
  }
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(room)) {
    throw new OptionError(`A room's name is of lower-case words joined by hyphens, not "${room}".`);
  }
  return options;
}

function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}

function urlOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OptionError(`--url takes an address such as http://localhost:3000, not "${text}".`);
  }
  return url.href;
}

/** 0: no picture. */
function linesOf(text: string): number {
  if (text === 'none') return 0;
  const lines = Number(/^(\d+)p$/.exec(text)?.[1]);
  // With a width that is even, as colours have one sample for two.
  if (!(lines >= 90 && lines <= 1080 && lines % 18 === 0)) {
    throw new OptionError(`--video takes 90p, 180p, 360p, 540p, 720p, 1080p or none, not "${text}".`);
  }
  return lines;
}

function codecOf(text: string): 'VP8' | 'H264' {
  const name = text.toUpperCase();
  if (name === 'VP8' || name === 'H264') return name;
  throw new OptionError(`--codec takes vp8 or h264, not "${text}".`);
}

function viewOf(text: string): { width: number; height: number } {
  const match = /^(\d+)x(\d+)$/.exec(text);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  if (!(width >= 1 && height >= 1))
    throw new OptionError(`--view takes a size such as 640x360, not "${text}".`);
  return { width, height };
}
