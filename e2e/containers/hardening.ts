// What containers may not do, as the kernel tells it of their processes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Check, Stage } from './Stage.ts';

/** @throws {Error} where a process of a service may do what it needs not. */
export async function lookInto(service: string, { stack }: Stage): Promise<void> {
  for (const pid of await stack.pidsOf(service)) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
    const who = `${field('Name')} of ${service}`;
    assert.doesNotMatch(field('Uid'), /\b0\b/, `${who} runs as root`);
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      assert.equal(Number.parseInt(field(set), 16), 0, `${who} has capabilities (${set})`);
    }
    assert.equal(field('NoNewPrivs'), '1', `${who} may get privileges`);
    assert.equal(field('Seccomp'), '2', `${who} may make all system calls`);
    const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8').split('\n');
    const root = mounts.find((line) => line.split(' ')[4] === '/');
    assert.match(root?.split(' ')[5] ?? '', /^ro\b/, `${who} may write to its root`);
  }
}

/** The ports at which others reach these services. */
export async function openPorts({ stack }: Stage, services: readonly string[]): Promise<string[]> {
  const places =
    '{{range $port, $places := .NetworkSettings.Ports}}{{range $places}}{{.HostIp}}:{{.HostPort}}>{{$port}} {{end}}{{end}}';
  const found = await Promise.all(services.map((service) => stack.inspect(service, places)));
  const open = found.flatMap((line) => line.split(' ')).filter((place) => place.startsWith('0.0.0.0:'));
  return [...new Set(open.map((place) => place.replace(/^0\.0\.0\.0:(\d+)>\d+\//, '$1/')))].toSorted();
}

export const hardeningChecks: readonly Check[] = [
  {
    title:
      '[CT5] no process of a container is root, has a capability or can get one, or can write to its root',
    async run(stage) {
      const running = (await stage.stack.compose('ps', '--services')).split('\n').filter(Boolean);
      assert(
        running.includes('parley') && running.includes('caddy'),
        `only ${running.join(', ')} are running`,
      );
      for (const service of running) await lookInto(service, stage);
      const denied = await stage.stack.try('exec', '-T', 'parley', 'touch', '/app/mark');
      assert.match(denied.output, /Read-only file system/);
      return running.join(', ');
    },
  },
  {
    title: '[CT6] only the ports that are documented are open to others',
    async run(stage) {
      const services = (await stage.stack.compose('ps', '--services')).split('\n').filter(Boolean);
      const ports = await openPorts(stage, services);
      assert.deepEqual(ports, ['20000/tcp', '20000/udp', '443/tcp', '80/tcp', '8081/tcp']);
    },
  },
];
