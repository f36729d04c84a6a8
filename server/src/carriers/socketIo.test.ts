import { io } from 'socket.io-client';
import { describeCarrier, type ClientEnd, type ConnectClient } from './carrierContract.ts';

const connectBy =
  (transports: ('polling' | 'websocket')[]): ConnectClient =>
  (port, origin) => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports,
      forceNew: true,
      reconnection: false,
      ...(origin !== undefined && { extraHeaders: { origin } }),
    });
    let reason = { code: 1006, reason: '' };
    const client: ClientEnd = {
      frames: [],
      closed: undefined,
      refused: false,
      send: (data) => socket.send(data),
      // Without a goodbye.
      terminate: () => socket.io.engine.transport.close(),
    };
    socket.on('message', (text: string) => client.frames.push(JSON.parse(text)));
    socket.on('closed', (told: typeof reason) => (reason = told));
    socket.on('disconnect', () => (client.closed = reason));
    socket.on('connect_error', () => (client.refused = true));
    return client;
  };

describeCarrier('Socket.IO, by long-polling', connectBy(['polling']));
describeCarrier('Socket.IO, by WebSocket', connectBy(['websocket']));
describeCarrier('Socket.IO, from long-polling to WebSocket', connectBy(['polling', 'websocket']));
