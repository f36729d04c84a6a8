import type { FastifyInstance } from 'fastify';
import { createServer, type Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { SignalingSession } from '../signaling/SignalingSession.ts';
import { clientNetwork } from './networkOf.ts';
import { maxPayload, type CarrierDependencies } from './CarrierDependencies.ts';

const path = '/socket.io';

/** A close code has no place in Socket.IO, so it goes ahead as an event of this name. */
const closedEvent = 'closed';

/**
 * Signaling over Socket.IO, for networks that break WebSockets: it begins with HTTP long-polling, and goes over to a
 * WebSocket where one gets through. One frame a `message` event.
 * @returns Who takes the upgrades of `/socket.io`.
 */
export async function socketIoCarrier(
  app: FastifyInstance,
  dependencies: CarrierDependencies & { allowedOrigins: string[] | '*' },
): Promise<HttpServer> {
  const requests = createServer();
  const io = new Server(requests, {
    path,
    serveClient: false,
    maxHttpBufferSize: maxPayload,
    allowRequest: (request, decide) => {
      decide(null, dependencies.allowsOrigin(request));
    },
    cors: { origin: dependencies.allowedOrigins },
  });
  let sockets = 0;
  io.on('connection', (socket) => {
    sockets += 1;
    const { address, headers } = socket.handshake;
    accept(socket, {
      ...dependencies,
      log: dependencies.log.child({ polling: sockets }),
      network: clientNetwork(address, headers, dependencies.proxies),
    });
  });

  await app.register(async (scope) => {
    // Socket.IO reads the bodies.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    scope.all(`${path}/*`, (request, reply) => {
      reply.hijack();
      requests.emit('request', request.raw, reply.raw);
    });
  });
  app.addHook('preClose', async () => {
    io.disconnectSockets(true);
    io.engine.close();
  });
  return requests;
}

function accept(socket: Socket, dependencies: CarrierDependencies): void {
  const closed = dependencies.socketOpened?.('socketio');
  // What waits for the next poll, or for the network to take it.
  let bufferedBytes = 0;
  socket.conn.on('drain', () => {
    bufferedBytes = 0;
  });
  const session = new SignalingSession(
    {
      send: (text) => {
        bufferedBytes += text.length;
        socket.send(text);
      },
      close: (code, reason) => {
        socket.emit(closedEvent, { code, reason });
        socket.disconnect(true);
      },
      get bufferedBytes() {
        return bufferedBytes;
      },
    },
    dependencies,
  );
  socket.onAny((event: string, data: unknown) => {
    if (event === 'message' && typeof data === 'string') session.receive(data);
    else session.close('malformed_frame');
  });
  socket.on('disconnect', () => {
    closed?.();
    session.carrierClosed();
  });
}
