// Set-ups of Parley with one thing wrong, and what the doctor has to say of each.
import { fileURLToPath } from 'node:url';
import { codeBlocks } from '../../scripts/docCommands.ts';
import { server as address, serverName } from './addresses.ts';
import type { Identity, KeyPairFiles } from './Identity.ts';
import type { LabServer } from './LabServer.ts';
import type { NetworkName } from './networkKinds.ts';

const programOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface BrokenSetup {
  readonly title: string;
  /** Where the doctor is run: in a network of its own, or beside the server. */
  readonly from: NetworkName | 'inside';
  readonly settings?: (keyPair: KeyPairFiles) => Readonly<Record<string, string>>;
  /** Which certificate the server has. */
  readonly keyPair?: (identity: Identity) => Promise<KeyPairFiles>;
  /** What is done on the server's machine before it is looked at. */
  readonly breakIt?: (server: LabServer, keyPair: KeyPairFiles) => Promise<void>;
  /** The one check that fails, and words that say what to do. Without: nothing fails. */
  readonly names?: { readonly check: string; readonly words: RegExp };
  /** Whether it belongs to the short form. */
  readonly short?: true;
}

/** The port of a Parley with a proxy before it. */
const PLAIN_PORT = '3000';
const OTHER_TURN_PORT = '3479';

export const brokenSetups: readonly BrokenSetup[] = [
  {
    title: 'nothing is wrong, from outside, behind the firewall of docs/networks.md',
    from: 'cone',
    breakIt: (server) => server.guard(firewallOf('docs/networks.md')),
    short: true,
  },
  { title: 'nothing is wrong, from inside', from: 'inside' },
  {
    title: 'a wrong announced address',
    from: 'cone',
    settings: () => ({ ANNOUNCED_ADDRESS: '11.0.0.99' }),
    names: { check: 'announced-address', words: /to 11\.0\.0\.99 .*Set ANNOUNCED_ADDRESS=11\.0\.0\.10/ },
    short: true,
  },
  {
    title: 'blocked UDP, in the network of who calls',
    from: 'UDP blocked',
    names: { check: 'media-udp', words: /No UDP comes through .*Let UDP port 20000 \(MEDIA_PORT\) in/ },
  },
  {
    title: 'blocked UDP, at the server',
    from: 'cone',
    breakIt: (server) => server.drop('udp dport { 3478, 20000 }'),
    names: { check: 'media-udp', words: /No UDP comes through .*Let UDP port 20000 \(MEDIA_PORT\) in/ },
  },
  {
    title: 'the media port blocked for UDP alone',
    from: 'cone',
    breakIt: (server) => server.drop('udp dport 20000'),
    names: {
      check: 'media-udp',
      words: /11\.0\.0\.10:20000 over UDP .*let UDP port 20000 \(MEDIA_PORT\) in/,
    },
  },
  {
    title: 'blocked 443',
    from: 'cone',
    breakIt: (server) => server.drop('tcp dport 443'),
    names: { check: 'page', words: /Nothing comes back .*Let TCP port 443 in/ },
  },
  {
    title: 'an expired certificate',
    from: 'cone',
    keyPair: (identity) => identity.expired(),
    names: { check: 'certificate', words: /parley\.test:443 has expired 3 days ago: renew it/ },
  },
  {
    title: 'a proxy without upgrade',
    from: 'cone',
    settings: ({ certificate, key }) => ({
      // It has https; TURN over TLS is on a port of its own.
      TLS_CERT: '',
      TLS_KEY: '',
      PORT: PLAIN_PORT,
      TURN_HOST: serverName,
      TURN_TLS_CERT: certificate,
      TURN_TLS_KEY: key,
    }),
    async breakIt(server, { certificate, key }) {
      const proxy = server.startBeside(process.execPath, [
        programOf('proxy.ts'),
        certificate,
        key,
        PLAIN_PORT,
      ]);
      await proxy.says('ready');
    },
    names: { check: 'websocket', words: /HTTP \d+ and not with 101.*proxy_set_header Upgrade/ },
    short: true,
  },
  {
    title: 'TURN with a wrong secret',
    from: 'cone',
    settings: () => ({
      TURN_SECRET: 'the secret that Parley has',
      TURN_URLS: JSON.stringify(
        ['udp', 'tcp'].map((transport) => `turn:${serverName}:${OTHER_TURN_PORT}?transport=${transport}`),
      ),
    }),
    async breakIt(server) {
      const env = {
        TURN_SECRET: 'the secret that TURN has',
        TURN_PORT: OTHER_TURN_PORT,
        TURN_RELAY_ADDRESSES: address.v4,
        TURN_MEDIA_PEERS: `${address.v4}:${address.mediaPort}`,
      };
      const turn = server.startBeside(process.execPath, [programOf('../../turn/src/main.ts')], { env });
      await turn.says('listening');
    },
    names: { check: 'turn', words: /parley\.test:3479 does not take the credentials .*TURN_SECRET/ },
  },
];

/** The rules that a page gives. */
function firewallOf(page: string): string {
  const rules = codeBlocks(page).find(({ language }) => language === 'nft');
  if (!rules) throw new Error(`${page} has no rules of a firewall`);
  return `${rules.text}\n`;
}
