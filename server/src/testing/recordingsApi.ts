// The API of recordings on a whole server, anew for each test, with one recording.
import type { RecordingList } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { buildApp } from '../app.ts';
import { HmacRecordingTokens } from '../auth/HmacRecordingTokens.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { FakeClock } from './FakeClock.ts';
import { makeRecording, recordingId } from './madeRecording.ts';

export const adminKey = 'the-key-of-the-operator';
const secret = 'a secret of the tests, as long as it must be';
/** Of another recording than the one that there is. */
export const other = 'BBBBBBBBBBBBBBBB';
export const path = `/api/recordings/${recordingId}`;
export const voice = `${path}/files/ana-voice-1.webm`;

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

interface RecordingsApi {
  readonly dir: string;
  readonly app: FastifyInstance;
  readonly clock: FakeClock;
  readonly tokens: HmacRecordingTokens;
  readonly logged: string[];
}

class RecordingsServer {
  #now: RecordingsApi | undefined;

  get #api(): RecordingsApi {
    if (!this.#now) throw new Error('it runs within tests only');
    return this.#now;
  }

  get dir(): string {
    return this.#api.dir;
  }
  get app(): FastifyInstance {
    return this.#api.app;
  }
  get clock(): FakeClock {
    return this.#api.clock;
  }
  get tokens(): HmacRecordingTokens {
    return this.#api.tokens;
  }
  get logged(): string[] {
    return this.#api.logged;
  }

  folder(id = recordingId): string {
    return join(this.dir, 'recordings', id);
  }

  get(url: string, headers: Record<string, string> = bearer(adminKey)) {
    return this.app.inject({ url, headers });
  }

  async list(): Promise<RecordingList> {
    return (await this.get('/api/recordings')).json<RecordingList>();
  }

  async start(): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), 'parley-library-'));
    mkdirSync(join(dir, 'client'));
    for (const page of ['index', 'offline']) writeFileSync(join(dir, `client/${page}.html`), '<head></head>');
    const logged: string[] = [];
    const clock = new FakeClock();
    const app = await buildApp({
      config: readConfig({
        DATA_DIR: dir,
        RECORDINGS_DIR: join(dir, 'recordings'),
        LOG_LEVEL: 'info',
        TURN_BUNDLED: 'false',
        TRUST_PROXY: 'true',
        ADMIN_KEY: adminKey,
        RESUME_SECRET: secret,
        ALLOWED_ORIGINS: '["https://friend.example"]',
      }),
      clientDir: join(dir, 'client'),
      logTo: { write: (line) => void logged.push(line) },
      clock,
      sfu: new FakeSfu(),
    });
    this.#now = { dir, app, clock, tokens: new HmacRecordingTokens(secret, clock), logged };
    makeRecording(join(dir, 'recordings'));
  }

  async stop(): Promise<void> {
    const { app, dir } = this.#api;
    await app.close();
    rmSync(dir, { recursive: true });
  }
}

/** Runs in each test of the file. */
export function recordingsApi(): RecordingsServer {
  const server = new RecordingsServer();
  beforeEach(() => server.start());
  afterEach(() => server.stop());
  return server;
}
