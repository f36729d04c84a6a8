// Parley's server: configuration, application, listening, and an orderly end.
import { fileURLToPath } from 'node:url';
import { buildApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { StartError } from './StartError.ts';

const clientDir = fileURLToPath(new URL('../../client/dist', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await buildApp({ config, clientDir, environment: process.env });

  let closing = false;
  const close = (reason: string) => {
    if (closing) process.exit(1); // Asked twice: at once.
    closing = true;
    app.log.info({ reason }, 'closing');
    void app.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close);
  // The script that started it may have been killed.
  if (process.send) {
    process.once('disconnect', () => {
      close('the parent is gone');
    });
  }

  try {
    await app.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    await app.close();
    throw listenError(error, config);
  }
  if (process.stdout.isTTY) console.log(`\nParley is at ${pageUrl(config)}\n`);
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
