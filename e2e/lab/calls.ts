// The calls that the lab makes.
import type { BrowserName } from './guest.ts';
import type { ImpairmentName } from './impairments.ts';
import type { MoveName } from './moves.ts';
import { networkNames, type NetworkName } from './networkKinds.ts';
import type { Setup } from './setups.ts';

type Two<T> = readonly [T, T];

export interface LabCall {
  readonly setup: Setup;
  readonly networks: Two<NetworkName>;
  readonly browsers: Two<BrowserName>;
  /** Of the line of the second person. */
  readonly impairment?: ImpairmentName;
  /** What the second person does in the midst of it. */
  readonly move?: MoveName;
}

export function titleOf({ networks, browsers, impairment, move }: LabCall): string {
  const ends = networks.map((network, index) =>
    browsers[index] === 'firefox' ? `${network} (Firefox)` : network,
  );
  return [ends.join(' × '), impairment, move].filter((part) => part !== undefined).join(', ');
}

const chromium: Two<BrowserName> = ['chromium', 'chromium'];

/** Every network with every network. */
const everyTwo: readonly Two<NetworkName>[] = networkNames.flatMap((one, index) =>
  networkNames.slice(index).map((other): Two<NetworkName> => [one, other]),
);

const inFirefox: readonly LabCall[] = [
  { setup: 'server only', networks: ['only 443', 'UDP blocked'], browsers: ['firefox', 'chromium'] },
  { setup: 'server only', networks: ['symmetric', 'IPv6 only'], browsers: ['firefox', 'chromium'] },
  { setup: 'direct calls', networks: ['cone', 'cone'], browsers: ['firefox', 'chromium'] },
];

const impaired = (setup: Setup): LabCall[] =>
  (['10 % loss', '200 ms delay', '300 kbit/s'] as const).map((impairment) => ({
    setup,
    networks: ['cone', 'cone'],
    browsers: chromium,
    impairment,
  }));

const moving = (setup: Setup): LabCall[] =>
  (['wanders', 'offline for a second'] as const).map((move) => ({
    setup,
    networks: ['cone', 'cone'],
    browsers: chromium,
    move,
  }));

const plain = (setup: Setup, pairs: readonly Two<NetworkName>[]): LabCall[] =>
  pairs.map((networks) => ({ setup, networks, browsers: chromium }));

export const allCalls: readonly LabCall[] = [
  ...plain('server only', everyTwo),
  ...plain('direct calls', everyTwo),
  ...plain('TURN for all', everyTwo),
  ...inFirefox,
  ...impaired('server only'),
  ...impaired('direct calls'),
  ...moving('server only'),
  ...moving('direct calls'),
];

/** Each network once to the server, each kind of direct path, each bad line, and a change of network. */
export const fewCalls: readonly LabCall[] = [
  ...plain('server only', [
    ['full cone', 'only 443'],
    ['symmetric', 'IPv6 only'],
  ]),
  ...plain('direct calls', [
    ['full cone', 'symmetric'],
    ['symmetric', 'symmetric'],
    ['IPv6 only', 'IPv6 only'],
  ]),
  ...plain('TURN for all', [['symmetric', 'symmetric']]),
  ...inFirefox.filter(({ networks: [one] }) => one !== 'symmetric'),
  ...impaired('server only'),
  ...moving('server only').slice(0, 1),
];
