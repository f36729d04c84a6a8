import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { partOf } from './serve.ts';

function partsOf(processes: number, ports: string) {
  const config = readConfig({
    TURN_SECRET: 'a secret for the tests',
    TURN_RELAY_ADDRESSES: '203.0.113.5',
    TURN_RELAY_PORTS: ports,
    TURN_PROCESSES: String(processes),
  });
  return Array.from({ length: processes }, (_, index) => partOf(config, index + 1));
}

test.each([
  { ports: '49152-65535', processes: 2 },
  { ports: '49153-65535', processes: 3 },
  { ports: '20000-20015', processes: 8 },
  { ports: '20001-20023', processes: 7 },
])(
  '[MP1] $processes processes have all relay ports of $ports among them, and no pair is divided',
  ({ ports, processes }) => {
    const [from, to] = ports.split('-').map(Number);
    const parts = partsOf(processes, ports).map(({ relayPorts }) => relayPorts);
    expect(parts[0]?.from).toBe(from);
    expect(parts.at(-1)?.to).toBe(to);
    for (const part of parts) expect(part.to).toBeGreaterThan(part.from);
    for (const [index, part] of parts.slice(1).entries()) {
      expect(part.from).toBe((parts[index]?.to ?? 0) + 1);
      expect(part.from % 2).toBe(0);
    }
  },
);

test('[MP3] limits that a process counts for itself are divided', () => {
  const parts = partsOf(3, '49152-65535');
  expect(parts.map(({ TURN_CONNECTIONS_PER_ADDRESS }) => TURN_CONNECTIONS_PER_ADDRESS)).toEqual([
    167, 167, 167,
  ]);
  expect(parts[0]).toMatchObject({ TURN_ALLOCATIONS: 2000, TURN_ALLOCATIONS_PER_USER: 16 });
});
