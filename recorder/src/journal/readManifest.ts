import { Value } from 'typebox/value';
import { Manifest, type ManifestFile, type ManifestTrack } from './Manifest.ts';

export type { Manifest, ManifestFile, ManifestTrack };

/** A manifest that nobody can work with: it was edited, or is not one. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * @param text What stands in a `manifest.json`.
 * @throws {ManifestError} With all that is wrong with it.
 */
export function readManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ManifestError('the manifest is not JSON');
  }
  return checkManifest(value);
}

/** @throws {ManifestError} With all that is wrong with it. */
export function checkManifest(value: unknown): Manifest {
  if (Value.Check(Manifest, value)) return value;
  const problems = Value.Errors(Manifest, value).map(
    ({ instancePath, message }) => `${instancePath || 'the whole'} ${message}`,
  );
  throw new ManifestError(`the manifest is damaged: ${problems.join('; ')}`);
}
