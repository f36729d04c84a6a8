// What there has to be for the commands of the documentation: a Parley that runs, with a recording that has a film.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeMeeting } from '../../composer/testing/meeting.ts';
import { poll } from '../harness/poll.ts';
import { root, type Machine } from './enterMachine.ts';
import { Service } from './Service.ts';

/** Of the documentation’s examples. */
const recordingId = 'Zx0sVv9k1bQ2mN4p';
const api = `http://localhost:3000/api/recordings/${recordingId}`;
const settingsFile = join(root, '.env');
const certificates = '/etc/letsencrypt/live/meet.example';

/** Commands that go on until they are stopped: the TCP port on which these answer. */
export function portOfService(commands: string): number | undefined {
  const last = commands.trim().split('\n').at(-1) ?? '';
  if (/\bnpm run turn\b/.test(last)) return 3478;
  if (/\bnpm run dev\b/.test(last)) return 5173;
  return /\bnpm start\b/.test(last) ? 3000 : undefined;
}

/** It shares a port with one, to which it hands on what is for the web. */
export function needsWebServer(commands: string): boolean {
  return commands.includes('HTTPS_UPSTREAM=');
}

/** Who may come into its rooms. */
export type Auth = 'open' | 'token';

/** The key of the API and the secret of tokens are there where people come in by tokens. */
export function authFor(commands: string): Auth {
  return /\.parley\/(api-key|token-secret)/.test(commands) ? 'token' : 'open';
}

/** The Parley that is spoken to. */
export async function startParley({ env }: Machine, auth: Auth): Promise<Service> {
  const folder = join(root, '.parley/recordings', recordingId);
  // The commands before may have deleted it.
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    await makeMeeting(folder, recordingId);
  }
  const settings = {
    ANNOUNCED_ADDRESS: '203.0.113.5',
    AUTH: auth,
    // Of the load that is made on it.
    MAX_PEERS_PER_ROOM: '1000',
    RECORDING: 'hosts',
    TLS_CERT: `${certificates}/fullchain.pem`,
    TLS_KEY: `${certificates}/privkey.pem`,
    WORKERS: '1',
  };
  // Where other commands of this machine find them, too.
  writeFileSync(
    settingsFile,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const parley = await Service.start('npm start', env, 3000);
  await makeFilm();
  return parley;
}

export async function stopParley(parley: Service): Promise<void> {
  await parley.stop();
  rmSync(settingsFile);
}

async function makeFilm(): Promise<void> {
  const headers = {
    authorization: `Bearer ${readFileSync(join(root, '.parley/admin-key'), 'utf8').trim()}`,
    'content-type': 'application/json',
  };
  const wish = JSON.stringify({ view: 'grid', format: 'mp4' });
  const asked = await fetch(`${api}/film`, { method: 'POST', headers, body: wish });
  if (!asked.ok) throw new Error(`no film: ${await asked.text()}`);
  await poll(
    'the film',
    async () => {
      const details = (await (await fetch(api, { headers })).json()) as { film?: { state: string } };
      return details.film?.state === 'done';
    },
    { limit: 120_000, pause: 500 },
  );
}
