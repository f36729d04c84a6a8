import type { CarrierEvents, OpenCarrier } from '../call/Carrier.ts';

interface Pipe {
  send(text: string): void;
  close(): void;
}

/**
 * Carriers over Socket.IO: HTTP long-polling where nothing else gets through, and a WebSocket as soon as one does.
 * The library is loaded when it is first needed.
 */
export function socketIoCarrier(origin: string): OpenCarrier {
  return (events) => {
    const waiting: string[] = [];
    let pipe: Pipe | undefined;
    let isClosed = false;
    const once: CarrierEvents = {
      received: (text) => {
        if (!isClosed) events.received(text);
      },
      closed: (code) => {
        if (isClosed) return;
        isClosed = true;
        events.closed(code);
      },
    };
    openPipe(origin, once).then(
      (opened) => {
        pipe = opened;
        if (isClosed) pipe.close();
        else for (const text of waiting) pipe.send(text);
      },
      // The library could not be loaded: the network is down, as for anything else.
      () => once.closed(1006),
    );
    return {
      send: (text) => {
        if (pipe) pipe.send(text);
        else waiting.push(text);
      },
      close: (code = 1000) => {
        once.closed(code);
        pipe?.close();
      },
    };
  };
}

async function openPipe(origin: string, events: CarrierEvents): Promise<Pipe> {
  const { io } = await import('socket.io-client');
  const socket = io(origin, { transports: ['polling', 'websocket'], reconnection: false, forceNew: true });
  // Socket.IO has no close codes: the server tells its own ahead.
  let code = 1006;
  socket.on('closed', (told: { code: number }) => {
    code = told.code;
  });
  socket.on('message', (text: string) => events.received(text));
  socket.on('disconnect', () => events.closed(code));
  socket.on('connect_error', () => events.closed(code));
  return {
    send: (text) => void socket.send(text),
    close: () => {
      // The server drops what comes in the same POST as Socket.IO's goodbye, so that waits until the last frame is there.
      const { engine } = socket.io;
      if (socket.connected && engine.writeBuffer.length > 0) engine.once('drain', () => socket.disconnect());
      else socket.disconnect();
    },
  };
}
