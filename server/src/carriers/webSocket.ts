import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { createServer, type Server } from 'node:http';
import type { WebSocket } from 'ws';
import { ApiError } from '../ApiError.ts';
import { SignalingSession } from '../signaling/SignalingSession.ts';
import { BurstWriter } from './BurstWriter.ts';
import { clientNetwork } from './networkOf.ts';
import { maxPayload, type CarrierDependencies } from './CarrierDependencies.ts';

/**
 * Signaling over plain WebSockets: one frame a text message.
 * @returns Who takes the upgrades of `/ws`.
 */
export async function webSocketCarrier(
  app: FastifyInstance,
  dependencies: CarrierDependencies,
): Promise<Server> {
  const upgrades = createServer();
  await app.register(fastifyWebsocket, { options: { maxPayload, server: upgrades } });
  const writer = new BurstWriter(dependencies.clock);
  let sockets = 0;
  app.get(
    '/ws',
    {
      websocket: true,
      preValidation: async ({ raw }) => {
        if (!dependencies.allowsOrigin(raw)) throw new ApiError('forbidden', 'not for pages of that origin');
      },
    },
    (socket: WebSocket, { raw }) => {
      sockets += 1;
      const closed = dependencies.socketOpened?.('websocket');
      const session = new SignalingSession(
        {
          send: (text, isUrgent) => {
            if (isUrgent) writer.flush(raw.socket);
            else writer.writesNews(raw.socket);
            socket.send(text);
          },
          close: (code, reason) => {
            writer.flush(raw.socket);
            socket.close(code, reason);
          },
          get bufferedBytes() {
            return socket.bufferedAmount;
          },
        },
        {
          ...dependencies,
          log: dependencies.log.child({ socket: sockets }),
          network: clientNetwork(raw.socket.remoteAddress, raw.headers, dependencies.proxies),
        },
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
        closed?.();
        writer.flush(raw.socket);
        session.carrierClosed();
      });
    },
  );
  return upgrades;
}
