import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { SignalingSocket, type SignalingEvents } from './SignalingSocket.ts';

const servers: WebSocketServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function connect(
  events: Partial<SignalingEvents> = {},
): Promise<{ socket: SignalingSocket; end: WebSocket }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = once(server, 'connection') as Promise<[WebSocket]>;
  const socket = new SignalingSocket(
    { url, insecure: false },
    { notified: () => {}, closed: () => {}, ...events },
  );
  return { socket, end: (await connection)[0] };
}

const welcome = { protocolVersion: 2, routerRtpCapabilities: { codecs: [], headerExtensions: [] } };
const notification = (method: string, data: unknown) =>
  JSON.stringify({ kind: 'notification', method, data });

test('what is told right after an answer is heard after those who waited for it have gone on', async () => {
  const heard: string[] = [];
  const { socket, end } = await connect({ notified: ({ method }) => heard.push(method) });
  end.send(notification('welcome', welcome));
  expect(await socket.welcome).toEqual(welcome);
  end.once('message', (data) => {
    const { id } = JSON.parse((data as Buffer).toString()) as { id: number };
    // One piece on the wire.
    end.send(JSON.stringify({ kind: 'response', id, ok: true, data: {} }));
    end.send(notification('peerLeft', { peerId: 'p' }));
  });
  await socket.request('ping', {});
  heard.push('answered');
  await vi.waitFor(() => expect(heard).toEqual(['answered', 'peerLeft']));
});

test('a refusal has its code', async () => {
  const { socket, end } = await connect();
  end.send(notification('welcome', welcome));
  await socket.welcome;
  end.once('message', (data) => {
    const { id } = JSON.parse((data as Buffer).toString()) as { id: number };
    const error = { code: 'room_full', message: 'full' };
    end.send(JSON.stringify({ kind: 'response', id, ok: false, error }));
  });
  await expect(socket.request('ping', {})).rejects.toMatchObject({ code: 'room_full' });
});

test('a socket that the server closes says why, and whoever waits is told', async () => {
  const closed: string[] = [];
  const { socket, end } = await connect({ closed: (reason) => closed.push(reason) });
  end.send(notification('welcome', welcome));
  await socket.welcome;
  const request = socket.request('ping', {}).catch((error: unknown) => error);
  await once(end, 'message');
  end.close(4429, 'flood');
  expect(await request).toMatchObject({ code: 'disconnected', message: 'flood' });
  expect(closed).toEqual(['flood']);
});
