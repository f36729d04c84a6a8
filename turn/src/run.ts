// The TURN server as a process, or as one that has others do it: configuration, metrics, and an orderly end.
import { systemClock } from './Clock.ts';
import { readConfig, type Config } from './config.ts';
import { logWith } from './log.ts';
import { Metrics, metricsText, type Counts } from './Metrics.ts';
import { serveMetrics } from './net/metricsEndpoint.ts';
import { answerParent, onParentGone, tellParent } from './parent.ts';
import { forkMember } from './processes/forkMember.ts';
import { Supervisor } from './processes/Supervisor.ts';
import { listenAsConfigured, named, optionsOf, watchCertificate } from './serve.ts';
import { StartError } from './StartError.ts';
import { TurnServer } from './TurnServer.ts';

const log = logWith({});

/** What runs: one server, or several processes. */
interface Running {
  readonly counts: Counts;
  close(): Promise<void>;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const running = await (config.processes === 1 ? startAlone(config) : startSeveral(config));
  if (config.TURN_METRICS_PORT !== undefined) {
    const port = config.TURN_METRICS_PORT;
    try {
      await named('TURN_METRICS_PORT', () => serveMetrics(port, () => metricsText(running.counts)));
    } catch (error) {
      await running.close();
      throw error;
    }
  }
  const { listen: addresses, TURN_PORT: port, processes } = config;
  log('info', { addresses, port, processes }, 'listening');
  answerParent(() => running.counts);
  await tellParent({ name: 'listening' });

  let closing = false;
  const close = (reason: string) => {
    if (closing) process.exit(1); // Asked twice: at once.
    closing = true;
    log('info', { reason, allocations: running.counts.allocations }, 'closing');
    void running.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close);
  onParentGone(() => {
    close('the parent is gone');
  });
}

async function startAlone(config: Config): Promise<Running> {
  const metrics = new Metrics();
  const server = await listening(config, metrics);
  if (config.tls) watchCertificate(server, config.tls, log);
  return { counts: metrics.counts, close: () => server.close() };
}

async function startSeveral(config: Config): Promise<Running> {
  // Ports that are shared would be shared with another server as well. So they are first taken alone.
  await (await listening(config, new Metrics())).close();
  const supervisor = new Supervisor({
    processes: config.processes,
    fork: forkMember,
    clock: systemClock,
    log,
  });
  await supervisor.start();
  return supervisor;
}

async function listening(config: Config, metrics: Metrics): Promise<TurnServer> {
  const server = new TurnServer(optionsOf(config, metrics, log));
  try {
    await listenAsConfigured(server, config);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  // The operator's mistakes are told in words; anything else is ours, with its stack.
  const isTold =
    error instanceof StartError && (await tellParent({ name: 'failed', problems: error.problems }));
  if (!isTold) console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
