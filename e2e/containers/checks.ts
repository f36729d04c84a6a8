import { callChecks } from './calls.ts';
import { coturnChecks } from './coturn.ts';
import { doctorChecks } from './doctor.ts';
import { hardeningChecks } from './hardening.ts';
import { imageChecks } from './images.ts';
import { monitoringChecks } from './monitoring.ts';
import { pageChecks } from './pages.ts';
import { recoveryChecks } from './recovery.ts';
import { settingsChecks } from './settings.ts';
import type { Check } from './Stage.ts';
import { startChecks } from './start.ts';

/** In their order: those of settings leave nothing running, what follows needs that it runs, and pages begin anew. */
export const checks: readonly Check[] = [
  ...imageChecks,
  ...settingsChecks,
  ...startChecks,
  ...hardeningChecks,
  ...callChecks,
  ...recoveryChecks,
  ...doctorChecks,
  ...monitoringChecks,
  ...coturnChecks,
  ...pageChecks,
];
