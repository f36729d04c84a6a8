import { WebSocket } from 'ws';
import { describeCarrier, type ClientEnd } from './carrierContract.ts';

describeCarrier('WebSocket', (port, origin) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { ...(origin !== undefined && { origin }) });
  const client: ClientEnd = {
    frames: [],
    closed: undefined,
    refused: false,
    send: (data) => socket.send(data),
    terminate: () => socket.terminate(),
  };
  socket.on('message', (data: Buffer) => client.frames.push(JSON.parse(data.toString())));
  socket.on('close', (code, reason) => (client.closed = { code, reason: reason.toString() }));
  socket.on('unexpected-response', (_request, response) => {
    client.refused = response.statusCode === 403;
    socket.terminate();
  });
  socket.on('error', () => {});
  return client;
});
