// The machine that Parley runs on, or is to run on.
import type { Config } from '@parley/server/config';
import type { Environment } from '@parley/server/settings';
import type { Finding } from '../Finding.ts';
import { skipped } from '../Finding.ts';
import { askStun, examineAnnounced } from './address.ts';
import { lookAtSettings, type SettingsSeen } from './configuration.ts';
import { examineFolders } from './disk.ts';
import { judgePorts, stateOf, wantedPorts } from './ports.ts';
import { examineWorker, ffmpegEncoders, judgeFfmpeg } from './programs.ts';
import {
  bufferLimits,
  isSetByNtp,
  judgeBuffers,
  judgeNode,
  judgeNtp,
  judgeOpenFiles,
  openFileLimit,
} from './system.ts';

/** Milliseconds for which a STUN server is waited for. */
const STUN_LIMIT = 4_000;

export interface MachineOptions {
  readonly env: Environment;
  /** A file of settings. */
  readonly settings: string | undefined;
  readonly stun: { readonly host: string; readonly port: number } | undefined;
  /** Whether Parley answers at its port here; undefined: it runs elsewhere, and the ports are not this machine's. */
  readonly isRunning: (config: Config) => Promise<boolean | undefined>;
}

export async function examineMachine(
  options: MachineOptions,
): Promise<Omit<SettingsSeen, 'finding'> & { findings: Finding[] }> {
  const { config, environment, finding } = lookAtSettings(options.env, options.settings);
  const system = [
    finding,
    judgeNode(process.versions.node),
    judgeOpenFiles(openFileLimit()),
    judgeBuffers(bufferLimits()),
    await examineWorker(),
  ];
  const ntp = judgeNtp(await isSetByNtp());
  if (ntp) system.push(ntp);
  if (!config) {
    const first = 'First the settings have to be right.';
    const rest = (['ffmpeg', 'data-dir', 'recordings-dir', 'ports'] as const).map((check) =>
      skipped(check, first),
    );
    return { config, environment, findings: [...system, ...rest] };
  }
  const stun = options.stun && (await askStun(options.stun, STUN_LIMIT));
  const announced = await examineAnnounced(config, stun);
  return {
    config,
    environment,
    findings: [
      ...system,
      judgeFfmpeg(config, await ffmpegEncoders()),
      ...(await examineFolders(config)),
      await examinePorts(config, options),
      ...(announced ? [announced] : []),
    ],
  };
}

async function examinePorts(config: Config, { isRunning }: MachineOptions): Promise<Finding> {
  const running = await isRunning(config);
  if (running === undefined) return skipped('ports', 'Parley runs beside, with ports of its own.');
  const states = await Promise.all(
    wantedPorts(config).map(async (port) => [port, await stateOf(port)] as const),
  );
  return judgePorts(states, running);
}
