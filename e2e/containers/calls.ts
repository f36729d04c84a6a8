// Calls through the published ports, by each way that there is.
import { serverName } from '../lab/addresses.ts';
import { Party } from './Party.ts';
import { settings } from './start.ts';
import type { Check } from './Stage.ts';

/** A TURN server that nobody reaches: with another one, Chromium may be content before it thinks of ICE-TCP. */
const noTurn = JSON.stringify([`turn:${serverName}:3479?transport=udp`]);

const ways = [
  { title: '[CT8] a call by UDP', carriage: 'UDP', rules: [], own: {} },
  {
    title: '[CT9] a call by TCP, with UDP dropped',
    carriage: 'TCP',
    rules: ['meta l4proto udp drop'],
    own: { TURN_URLS: noTurn },
  },
  {
    title: '[CT10] a call by TURN over TLS, with only port 443 open',
    carriage: 'TURN/TLS',
    rules: ['tcp dport 443 accept', 'drop'],
    own: {},
  },
] as const;

export const callChecks: readonly Check[] = ways.map(({ title, carriage, rules, own }) => ({
  title,
  async run({ machine, stack }) {
    stack.set({ ...settings, ...own });
    await stack.compose('up', '-d', '--wait', '--wait-timeout', '120');
    await machine.letGuestsSend(...rules);
    try {
      await using party = await Party.meet(machine);
      await party.goesBy(carriage);
    } finally {
      await machine.letGuestsSend();
    }
  },
}));
