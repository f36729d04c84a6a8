// The linter holds the rules of dependency; this holds the linter to them.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './entry.mjs';
import { run } from './run.mjs';

const forbidden = [
  ['protocol/src', 'node:fs'],
  ['protocol/src', '@parley/server'],
  ['server/src/call', 'fastify'],
  ['server/src/call', 'node:crypto'],
  ['server/src/call', '../sfu/codecs.ts'],
  ['server/src/call', '../signaling/Carrier.ts'],
  ['server/src/signaling', '../sfu/codecs.ts'],
  ['server/src/signaling', '../app.ts'],
  ['server/src/signaling', 'mediasoup'],
  ['server/src/carriers', '../sfu/codecs.ts'],
  ['server/src/http', '../carriers/webSocket.ts'],
  ['server/src/http', 'mediasoup'],
  ['server/src/auth', '../http/rooms.ts'],
  ['server/src/turn', '../sfu/announcedAddress.ts'],
  ['server/src/recording', '../sfu/codecs.ts'],
  ['server/src/recordings', 'fastify'],
  ['server/src/recordings', '../recording/RecorderProcess.ts'],
  ['server/src/sfu', '../http/rooms.ts'],
  ['server/src', 'mediasoup'],
  ['turn/src', '@parley/protocol'],
  ['turn/src/net', '../../../server/src/config.ts'],
  ['turn/src', '../../scripts/bench/median.ts'],
  ['turn/bench', '../../loadtest/src/Clock.ts'],
  ['rtp/src', 'node:fs'],
  ['recorder/src', '@parley/protocol'],
  ['recorder/src', '../../server/src/config.ts'],
  ['recorder/src', 'mediabunny'],
  ['composer/src', '@parley/protocol'],
  ['composer/src', '@parley/recorder/channel'],
  ['composer/src/ffmpeg', '../../../recorder/src/Recorder.ts'],
  ['composer/src/plan', 'node:fs'],
  ['composer/src/layout', '../plates/Fonts.ts'],
  ['scripts/bench', '../../turn/src/ip.ts'],
  ['scripts/bench', 'ws'],
  ['loadtest/src', '@parley/server'],
  ['loadtest/src/call', '../../../server/src/config.ts'],
  ['loadtest/src/net', 'mediasoup'],
  ['doctor/src', 'mediasoup'],
  ['doctor/src/path', '../../../turn/src/ip.ts'],
  ['doctor/src/service', '@parley/client'],
  ['client/src/call', 'react'],
  ['client/src/call', '@parley/protocol'],
  ['client/src/call', '../ui/Button.tsx'],
  ['client/src/carriers', 'react'],
  ['client/src/layout', 'react'],
  ['client/src/layout', '../call/CallState.ts'],
  ['client/src/features', 'mediasoup-client'],
  ['client/src/ui', '@parley/protocol'],
];
const allowed = [
  ['protocol/src', 'typebox'],
  ['protocol/src', './rtp.ts'],
  ['server/src/call', './Room.ts'],
  ['server/src/call', '@parley/protocol'],
  ['server/src/signaling', '../call/Rooms.ts'],
  ['server/src/carriers', '../signaling/SignalingSession.ts'],
  ['server/src/sfu', 'mediasoup'],
  ['server/src/recording', '@parley/recorder/channel'],
  ['server/src/recordings', '@parley/recorder/manifest'],
  ['server/src/http', '../recordings/Library.ts'],
  ['rtp/src', './packet.ts'],
  ['recorder/src', '@parley/rtp/packet'],
  ['composer/src', '@parley/recorder/manifest'],
  ['composer/src/plan', '@parley/recorder/manifest'],
  ['composer/src/plan', '../layout/filmLayout.ts'],
  ['turn/bench', '../../scripts/bench/median.ts'],
  ['loadtest/src/call', '@parley/protocol'],
  ['doctor/src/machine', '@parley/server/config'],
  ['doctor/src/path', '@parley/turn/client'],
  ['loadtest/bench', '../../scripts/bench/median.ts'],
  ['scripts/bench', 'node:fs'],
  ['client/src/call', 'mediasoup-client'],
  ['client/src/call', '@parley/protocol/constants'],
  ['client/src/ui', 'react'],
];

let copy = '';
let reported = '';

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'parley-rules-'));
  for (const [index, [folder, source]] of [...forbidden, ...allowed].entries()) {
    const file = join(copy, fileOf(folder, index));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { x } from '${source}';\nexport const y = x;\n`);
  }
  const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  // Its globs count from where it stands.
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
  const args = [
    oxlint,
    '-c',
    '.oxlintrc.json',
    '--format=unix',
    'protocol',
    'server',
    'turn',
    'rtp',
    'recorder',
    'composer',
    'loadtest',
    'doctor',
    'client',
    'scripts',
  ];
  reported = (await run(process.execPath, args, { cwd: copy })).output;
});

afterAll(() => {
  rmSync(copy, { recursive: true });
});

test.each(forbidden.map(([folder, source], index) => ({ folder, source, file: fileOf(folder, index) })))(
  '$folder may not import $source',
  ({ file }) => {
    expect(restrictionsIn(file)).toBe(1);
  },
);

test.each(
  allowed.map(([folder, source], index) => ({
    folder,
    source,
    file: fileOf(folder, forbidden.length + index),
  })),
)('$folder may import $source', ({ file }) => {
  expect(restrictionsIn(file)).toBe(0);
});

/**
 * @param {string | undefined} folder
 * @param {number} index
 */
function fileOf(folder, index) {
  return `${folder}/probe${index}.ts`;
}

/** @param {string} file */
function restrictionsIn(file) {
  return reported
    .split('\n')
    .filter((line) => line.includes(`${file}:`) && line.includes('no-restricted-imports')).length;
}
