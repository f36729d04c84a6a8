// What every carrier promises, over real sockets to the whole server with an SFU without packets.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { joinData } from '../testing/TestClient.ts';

interface Frame {
  kind: string;
  id?: number;
  ok?: boolean;
  method?: string;
}

/** A client's end. What came is kept; `closed` is set once the server has closed it. */
export interface ClientEnd {
  send(data: string | Buffer): void;
  /** As when the network breaks. */
  terminate(): void;
  readonly frames: Frame[];
  closed: { code: number; reason: string } | undefined;
  /** The server did not let it in. */
  refused: boolean;
}

export type ConnectClient = (port: number, origin?: string) => ClientEnd;

const request = (id: number, method: string, data: object = {}) =>
  JSON.stringify({ kind: 'request', id, method, data });

export function describeCarrier(name: string, connectTo: ConnectClient): void {
  describe(`carrier: ${name}`, () => {
    let dataDir = '';
    let app: FastifyInstance;
    let port = 0;
    const connect = (origin?: string) => connectTo(port, origin);

    beforeEach(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'parley-carrier-'));
      app = await buildApp({
        config: readConfig({
          DATA_DIR: dataDir,
          TURN_BUNDLED: 'false',
          ALLOWED_ORIGINS: '["https://friend.example"]',
        }),
        clientDir: join(dataDir, 'none'),
        logTo: { write: () => {} },
        sfu: new FakeSfu(),
      });
      await app.listen({ host: '127.0.0.1', port: 0 });
      ({ port } = app.server.address() as AddressInfo);
    });

    afterEach(async () => {
      await app.close();
      rmSync(dataDir, { recursive: true });
    });

    const peers = async () => (await app.inject('/api/rooms/garden')).json<{ peers: number }>().peers;

    async function joined(): Promise<ClientEnd> {
      const client = connect();
      await expect.poll(() => client.frames.length).toBe(1);
      client.send(request(1, 'join', joinData()));
      await expect.poll(() => client.frames[1]).toMatchObject({ kind: 'response', id: 1, ok: true });
      return client;
    }

    test('[FR1] it brings the welcome, and requests with their answers', async () => {
      const client = await joined();
      expect(client.frames[0]).toMatchObject({ kind: 'notification', method: 'welcome' });
      expect(await peers()).toBe(1);
    });

    test('[FR3] frames keep their order', async () => {
      const client = await joined();
      const ids = Array.from({ length: 50 }, (_, index) => index + 2);
      for (const id of ids) client.send(request(id, 'ping'));
      await expect.poll(() => client.frames.length).toBe(52);
      expect(client.frames.slice(2).map(({ id }) => id)).toEqual(ids);
    });

    test('[FR5] bytes in place of text close it', async () => {
      const client = await joined();
      client.send(Buffer.from(request(2, 'ping')));
      await expect.poll(() => client.closed).toEqual({ code: 4400, reason: 'malformed_frame' });
    });

    test('[RS1] when it breaks off, the peer keeps its place', async () => {
      const client = await joined();
      client.terminate();
      const other = connect();
      await expect.poll(() => other.frames.length).toBe(1);
      expect(await peers()).toBe(1);
    });

    test('[JN8] after a leave it is closed as left', async () => {
      const client = await joined();
      client.send(request(2, 'leave'));
      await expect.poll(() => client.closed).toEqual({ code: 1000, reason: 'left' });
      expect(client.frames.at(-1)).toMatchObject({ id: 2, ok: true });
      expect(await peers()).toBe(0);
    });

    test('[LM1] a frame over the limit closes it, a monstrous one too, and nobody else', async () => {
      const [large, monstrous, other] = [await joined(), await joined(), await joined()];
      large.send('x'.repeat(65 * 1024));
      monstrous.send('x'.repeat(300 * 1024));
      await expect.poll(() => large.closed).toEqual({ code: 4413, reason: 'frame_too_large' });
      await expect.poll(() => monstrous.closed).toBeDefined();
      other.send(request(9, 'ping'));
      await expect.poll(() => other.frames.some(({ id }) => id === 9)).toBe(true);
    });

    test('[LM5] when the server shuts down, it says so', async () => {
      const client = await joined();
      await app.close();
      await expect.poll(() => client.closed).toEqual({ code: 1012, reason: 'restarting' });
    });

    test('[OR1] the page of another origin is not let in, unless the operator named it', async () => {
      const stranger = connect('https://stranger.example');
      const friend = connect('https://friend.example');
      const own = connect(`http://127.0.0.1:${port}`);
      await expect.poll(() => friend.frames.length).toBe(1);
      await expect.poll(() => own.frames.length).toBe(1);
      await expect.poll(() => stranger.refused).toBe(true);
      expect(stranger.frames).toEqual([]);
    });
  });
}
