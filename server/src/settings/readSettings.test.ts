import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settings as turnSettings } from '../../../turn/src/settings.ts';
import { settings } from './settings.ts';
import { StartError } from '../StartError.ts';
import { otherNames } from './otherNames.ts';
import { readSettings, type Environment } from './readSettings.ts';

let dir = '';
let path = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-settings-'));
  path = join(dir, '.env');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function read(content: string | Uint8Array, env: Environment = {}) {
  writeFileSync(path, content);
  return readSettings(env, { path, name: '.env' });
}

function problemsOf(content: string | Uint8Array, env: Environment = {}): readonly string[] {
  try {
    read(content, env);
    return [];
  } catch (error) {
    if (error instanceof StartError) return error.problems;
    throw error;
  }
}

describe('a file of settings', () => {
  test('[ST1] is read beside the environment, which wins where it says something', () => {
    const { config, environment } = read('PORT=8080\nWORKERS=2\nVOICES=3\nTURN_REALM=talk\n', {
      PORT: '9090',
      WORKERS: '',
      PATH: '/bin',
    });
    expect(config).toMatchObject({ PORT: 9090, WORKERS: 2, VOICES: 3 });
    expect(environment).toEqual({
      PORT: '9090',
      WORKERS: '2',
      VOICES: '3',
      TURN_REALM: 'talk',
      PATH: '/bin',
    });
  });

  test('[ST1] may be missing where nobody named it, and may be empty', () => {
    expect(readSettings({}).config.PORT).toBe(3000);
    expect(read('').config.PORT).toBe(3000);
    expect(read('\n\n  \n# nothing\n').config.PORT).toBe(3000);
  });

  test.each([
    ['a byte order mark', '\uFEFFPORT=8080\n'],
    ['lines of Windows', '# ports\r\nPORT=8080\r\n'],
    ['no end of the last line', 'PORT=8080'],
    ['single quotes', "PORT='8080'"],
    ['double quotes', 'PORT="8080" # the page'],
    ['spaces and a comment', '  PORT = 8080   # the page'],
    ['export, as for a shell', 'export PORT=8080'],
  ])('[ST2] is read with %s', (_what, content) => {
    expect(read(content).config.PORT).toBe(8080);
  });

  test('[ST2] has values with anything in them, in quotes over several lines, too', () => {
    const { environment } = read(
      'TURN_REALM="a # b"\nPARLEY_DOMAIN=\'one\ntwo = 3\'\nICE_SERVERS=[{"urls":["stun:stun.example"]}]\nWORKERS=\n',
    );
    expect(environment).toEqual({
      TURN_REALM: 'a # b',
      PARLEY_DOMAIN: 'one\ntwo = 3',
      ICE_SERVERS: '[{"urls":["stun:stun.example"]}]',
      WORKERS: '',
    });
  });

  test('[ST3] of all that is wrong each is told, by its line, and nothing of what stands in a line', () => {
    const content = [
      '# settings',
      'TURN_SECRET: of-the-kitchen-and-the-cellar',
      'PORT=8080',
      'just-a-secret-that-stands-alone',
      'PARLEY_DOMAIN="never ends',
      'PORT=9090',
      'METRICS_TOKEN=so#secret#that#it#has#hashes',
      'ADMIN_KEY="quoted" and more that is secret',
      'ANOUNCED_ADDRESS=203.0.113.5',
      'VOICES=many',
    ].join('\n');
    expect(problemsOf(content, { LOG_LEVEL: 'loud' })).toEqual([
      '.env, line 2: that is not NAME=value.',
      '.env, line 4: that is not NAME=value.',
      '.env, line 5: the quotes do not end where the value ends.',
      '.env, line 6: PORT is set a second time, after line 3. Delete one of the two.',
      '.env, line 7: METRICS_TOKEN: put the value in quotes, as # begins a comment.',
      '.env, line 8: the quotes do not end where the value ends.',
      '.env, line 9: ANOUNCED_ADDRESS is no setting. Is it meant to be ANNOUNCED_ADDRESS?',
      expect.stringMatching(/^VOICES: “many” is not a whole number from 1 to \d+\.$/),
      'LOG_LEVEL: “loud” is none of trace, debug, info, warn, error, silent.',
    ]);
  });

  test('[ST3] that is no text, or cannot be read, is told and not guessed at', () => {
    const notText = ['.env: it is not text in UTF-8: save it as that.'];
    expect(problemsOf(Buffer.from('\uFEFFPORT=8080', 'utf16le'))).toEqual(notText);
    expect(problemsOf(Buffer.from([0x50, 0x3d, 0xe9, 0x0a]))).toEqual(notText);
    expect(problemsOf(Buffer.from('PORT=\0'))).toEqual(notText);
    const asked = () => readSettings({}, { path: join(dir, 'none'), name: 'none' });
    expect(asked).toThrow('none: it cannot be read (ENOENT).');
    mkdirSync(join(dir, 'folder'));
    expect(() => readSettings({}, { path: join(dir, 'folder'), name: '.env' })).toThrow('EISDIR');
  });

  test('[ST3] a byte of a secret that is too short is not told either', () => {
    const [problem] = problemsOf('TURN_SECRET=pssst');
    expect(problem).toBe('TURN_SECRET: what is given has 5 characters, and needs 16 or more.');
  });
});

describe('a name that may be meant for a setting', () => {
  test.each([
    ['ANOUNCED_ADDRESS', 'ANNOUNCED_ADDRESS'],
    ['PROT', 'PORT'],
    ['MEDIA_PORTT', 'MEDIA_PORT'],
    ['turn_secret', 'TURN_SECRET'],
    ['TURN_RELAY_PORT', 'TURN_RELAY_PORTS'],
    ['RECORDINGS_DAY', 'RECORDINGS_DAYS'],
  ])('[ST4] in a file %s stops the start, in the environment it is a warning: %s', (typed, meant) => {
    expect(problemsOf(`${typed}=1`)).toEqual([
      `.env, line 1: ${typed} is no setting. Is it meant to be ${meant}?`,
    ]);
    expect(readSettings({ [typed]: '1' }).warnings).toEqual([
      `${typed} in the environment is no setting. Is it meant to be ${meant}?`,
    ]);
  });

  test('[ST4] what is nobody’s of ours is nobody’s business', () => {
    const others = {
      HOSTNAME: 'x',
      PATH: 'x',
      COMPOSE_PROFILES: 'x',
      GF_ADMIN: 'x',
      NODE_ENV: 'x',
      PS1: 'x',
    };
    expect(readSettings(others).warnings).toEqual([]);
    const lines = Object.keys(others).map((name) => `${name}=x`);
    expect(problemsOf(lines.join('\n'))).toEqual([]);
  });

  test('[ST4] every setting of the TURN server is known beside those of the server', () => {
    const known = new Set([...Object.keys(settings.properties), ...otherNames]);
    expect(Object.keys(turnSettings.properties).filter((name) => !known.has(name))).toEqual([]);
  });
});
