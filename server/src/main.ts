// Parley's server: configuration, application, listening, and an orderly end.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { readSettings } from './settings/readSettings.ts';
import { StartError } from './StartError.ts';

const clientDir = fileURLToPath(new URL('../../client/dist', import.meta.url));

async function main(): Promise<void> {
  const { config, environment, warnings } = readSettings(process.env, settingsFile());
  let app: FastifyInstance | undefined;
  let closing = false;
  const close = (reason: string): void => {
    if (!app) process.exit(0); // It does not serve yet.
    if (closing) process.exit(1); // Asked twice: at once.
    closing = true;
    app.log.info({ reason }, 'closing');
    void app.ending.inTime(app.close()).then((isInTime) => process.exit(isInTime ? 0 : 1));
  };
  // Before media workers are there: where nobody else heeds a signal, they keep it from ending this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close);
  // The script that started it may have been killed.
  if (process.send) process.once('disconnect', () => close('the parent is gone'));

  app = await buildApp({ config, clientDir, environment, drained: () => close('drained') });
  const { drain, log } = app;
  process.on('SIGUSR2', () => drain.start());
  for (const warning of warnings) log.warn(warning);

  try {
    await app.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    await app.close();
    throw listenError(error, config);
  }
  if (process.stdout.isTTY) console.log(`\nParley is at ${pageUrl(config)}\n`);
}

/** `--settings FILE`: a file with settings beside those of the environment. */
function settingsFile(): { path: string; name: string } | undefined {
  const { settings } = parseArgs({ options: { settings: { type: 'string' } } }).values;
  return settings === undefined ? undefined : { path: settings, name: basename(settings) };
}

/** Where a person finds the page. */
function pageUrl({ certificate, PORT, TLS_PORT }: Config): string {
  if (!certificate) return `http://localhost:${PORT}`;
  return new URL(`https://${certificate.hostName ?? 'localhost'}:${TLS_PORT}`).origin;
}

/** What an operator can mend, by the setting that mends it. */
function listenError(error: unknown, { HOST, PORT }: Config): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartError([`PORT: ${PORT} is in use by another program. End that one, or set another.`]);
    case 'EACCES':
      return new StartError([`PORT: ${PORT} may not be used without privileges. Set one from 1024 up.`]);
    case 'EADDRNOTAVAIL':
      return new StartError([`HOST: ${HOST} is not an address of this machine.`]);
    default:
      return error;
  }
}

try {
  await main();
} catch (error) {
  // The operator's mistakes are told in words; anything else is ours, with its stack.
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
