// mediasoup with nothing around it: a router for each room, and what its clients ask for by its own names. The options of
// transports and codecs are Parley's, so that what is forwarded is the same.
import { createWorker, type types } from 'mediasoup';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { BareAnswer, BareRequest } from './BareRequest.ts';

const [address = '', port = '', mediaPort = ''] = process.argv.slice(2);

const mediaCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

interface Room {
  readonly router: types.Router;
  readonly sent: Map<types.Producer, { readonly sender: Client; readonly isForwarded: boolean }>;
}

interface Client {
  readonly room: Room;
  readonly sending: types.WebRtcTransport;
  readonly receiving: types.WebRtcTransport;
}

const worker = await createWorker({ logLevel: 'warn' });
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({
    protocol,
    ip: address,
    port: Number(mediaPort),
  })),
});
const rooms = new Map<string, Promise<Room>>();

async function createRoom(): Promise<Room> {
  return { router: await worker.createRouter({ mediaCodecs }), sent: new Map() };
}

async function createTransport(
  { router }: Room,
  fingerprints: readonly types.DtlsFingerprint[],
): Promise<types.WebRtcTransport> {
  const transport = await router.createWebRtcTransport({
    webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate: 1_000_000,
  });
  await transport.connect({ dtlsParameters: { role: 'client', fingerprints: [...fingerprints] } });
  return transport;
}

/** What a client is told of its end of a transport. */
function parametersOf({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}

const server = new WebSocketServer({ host: address, port: Number(port), perMessageDeflate: false });
server.on('connection', (socket: WebSocket) => {
  let client: Client | undefined;
  const obey = async (request: BareRequest): Promise<unknown> => {
    switch (request.method) {
      case 'join': {
        const created = rooms.get(request.room) ?? createRoom();
        rooms.set(request.room, created);
        const room = await created;
        const [sending, receiving] = await Promise.all([
          createTransport(room, request.fingerprints),
          createTransport(room, request.fingerprints),
        ]);
        client = { room, sending, receiving };
        return {
          capabilities: room.router.rtpCapabilities,
          sending: parametersOf(sending),
          receiving: parametersOf(receiving),
        };
      }
      case 'produce': {
        const { kind, rtpParameters, isForwarded } = request;
        if (!client) throw new Error('not in a room');
        const sender = client;
        const producer = await sender.sending.produce({
          kind,
          rtpParameters: rtpParameters as types.RtpParameters,
        });
        const { sent } = sender.room;
        sent.set(producer, { sender, isForwarded });
        producer.observer.once('close', () => sent.delete(producer));
        return {};
      }
      case 'watch': {
        if (!client) throw new Error('not in a room');
        const { room, receiving } = client;
        // Who is not heard now may be heard in the next moment, so there is a consumer for it: paused, as in Parley.
        const others = [...room.sent].filter(([, { sender }]) => sender !== client);
        const consumers = await Promise.all(
          others.map(([{ id }, { isForwarded }]) =>
            receiving.consume({
              producerId: id,
              rtpCapabilities: room.router.rtpCapabilities,
              paused: !isForwarded,
            }),
          ),
        );
        return { consumers: consumers.map(({ id, kind, rtpParameters }) => ({ id, kind, rtpParameters })) };
      }
      default:
        return request satisfies never;
    }
  };
  socket.on('message', (data: RawData) => {
    const request = JSON.parse((data as Buffer).toString('utf8')) as BareRequest;
    const answer = (message: BareAnswer) => {
      socket.send(JSON.stringify(message));
    };
    obey(request).then(
      (result) => answer({ id: request.id, result }),
      (error: unknown) => answer({ id: request.id, error: String(error) }),
    );
  });
  socket.on('close', () => {
    client?.sending.close();
    client?.receiving.close();
  });
});
server.on('listening', () => process.send?.('listening'));
process.once('disconnect', () => process.exit());
// mediasoup listens for it, and then nobody else ends this process.
process.once('SIGTERM', () => process.exit());
