import fastifyWebsocket from '@fastify/websocket';
import { limits } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { SignalingSession, type SignalingDependencies } from '../signaling/SignalingSession.ts';

/** Frames over the limit are refused by the session, with a reason; this bound is what memory allows. */
const maxPayload = 4 * limits.frameBytes;

/** Signaling over plain WebSockets: one frame a text message, at `/ws`. */
export async function webSocketCarrier(
  app: FastifyInstance,
  dependencies: SignalingDependencies,
): Promise<void> {
  await app.register(fastifyWebsocket, { options: { maxPayload } });
  let sockets = 0;
  app.get('/ws', { websocket: true }, (socket: WebSocket) => {
    sockets += 1;
    const session = new SignalingSession(
      {
        send: (text) => {
          socket.send(text);
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        get bufferedBytes() {
          return socket.bufferedAmount;
        },
      },
      { ...dependencies, log: dependencies.log.child({ socket: sockets }) },
    );
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.close('malformed_frame');
      else session.receive((data as Buffer).toString('utf8'));
    });
    // What follows an error is a close: nothing else is to be done, but an unheard error ends the process.
    socket.on('error', (error) => {
      dependencies.log.debug({ err: error }, 'socket error');
    });
    socket.on('close', () => {
      session.carrierClosed();
    });
  });
}
