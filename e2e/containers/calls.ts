// Calls through the published ports, by each way that there is.
import { Party } from './Party.ts';
import type { Check } from './Stage.ts';

const ways = [
  { title: '[CT8] a call by UDP', carriage: 'UDP', rules: [] },
  { title: '[CT9] a call by TCP, with UDP dropped', carriage: 'TCP', rules: ['meta l4proto udp drop'] },
  {
    title: '[CT10] a call by TURN over TLS, with only port 443 open',
    carriage: 'TURN/TLS',
    rules: ['tcp dport 443 accept', 'drop'],
  },
] as const;

export const callChecks: readonly Check[] = ways.map(({ title, carriage, rules }) => ({
  title,
  async run({ machine }) {
    await machine.letGuestsSend(...rules);
    try {
      await using party = await Party.meet(machine);
      await party.goesBy(carriage);
    } finally {
      await machine.letGuestsSend();
    }
  },
}));
