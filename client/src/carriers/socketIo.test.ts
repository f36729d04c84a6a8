import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { socketIoCarrier } from './socketIo.ts';

let io: Server;
let origin = '';
let heard: string[];

/** One that greets, hears, and takes polling only. */
beforeEach(async () => {
  const server = createServer();
  io = new Server(server, { transports: ['polling'] });
  heard = [];
  io.on('connection', (socket) => {
    socket.on('message', (text: string) => heard.push(text));
    socket.on('disconnect', () => heard.push('(gone)'));
    socket.send('welcome');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => io.close());

test('[CA1] what was sent before it is closed arrives, however much of it is under way', async () => {
  const received = vi.fn<(text: string) => void>();
  const closed = vi.fn<(code: number) => void>();
  const carrier = socketIoCarrier(origin)({ received, closed });
  await vi.waitFor(() => expect(received).toHaveBeenCalledWith('welcome'));
  for (const text of ['one', 'two', 'leave']) carrier.send(text);
  carrier.close();
  expect(closed).toHaveBeenCalledExactlyOnceWith(1000);
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two', 'leave', '(gone)']));
});
