import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { clockOrigin, systemClock } from '@parley/loadtest/clock';
import { expect, test } from 'vitest';
import { isInOwnNetwork } from './ownNetworks.ts';
import { bindingQuestion, strangerAt } from './strangerAt.ts';

/** Answers Binding from the address that the kernel takes: asked at 127.0.0.2, that is 127.0.0.1. */
async function echo(change: (answer: Buffer) => void = () => {}) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const answer = Buffer.from(question);
    answer.writeUInt16BE(0x0101, 0);
    change(answer);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '0.0.0.0');
  await once(socket, 'listening');
  return { port: socket.address().port, close: () => socket.close() };
}

const clock = systemClock(clockOrigin());

test('an answer from another address than was asked is found, and one from there is none', async () => {
  const server = await echo();
  try {
    expect(await strangerAt({ ip: '127.0.0.2', port: server.port }, bindingQuestion(), clock)).toBe(
      '127.0.0.1',
    );
    expect(await strangerAt({ ip: '127.0.0.1', port: server.port }, bindingQuestion(), clock)).toBe(
      undefined,
    );
  } finally {
    server.close();
  }
});

test('what is no answer to the question is nobody’s', async () => {
  const server = await echo((answer) => void (answer[19] = ~(answer[19] ?? 0) & 0xff));
  try {
    expect(await strangerAt({ ip: '127.0.0.2', port: server.port }, bindingQuestion(), clock)).toBe(
      undefined,
    );
  } finally {
    server.close();
  }
});

test('own networks are those of all interfaces, with their gateways', () => {
  const of = (address: string, cidr: string) => ({ address, cidr, family: 'IPv4' as const });
  const rest = { netmask: '', mac: '', internal: false };
  const interfaces = { eth0: [{ ...of('172.18.0.3', '172.18.0.3/16'), ...rest }] };
  expect(isInOwnNetwork('172.18.0.1', interfaces)).toBe(true);
  expect(isInOwnNetwork('172.19.0.1', interfaces)).toBe(false);
  expect(isInOwnNetwork('2001:db8::1', interfaces)).toBe(false);
});
