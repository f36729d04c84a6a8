import type { OpenCarrier } from '../call/Carrier.ts';

/** The socket's address on the host that served the page. */
export function webSocketUrl(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/ws`;
}

/** Carriers over a plain WebSocket. */
export function webSocketCarrier(url: string): OpenCarrier {
  return (events) => {
    const socket = new WebSocket(url);
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.received(data);
    });
    socket.addEventListener('close', ({ code }) => events.closed(code));
    return {
      send: (text) => socket.send(text),
      close: (code = 1000) => socket.close(code),
    };
  };
}
