// The camera on the other side of a phone.
import type { DeviceChoice } from '../call/CallState.ts';

/** Browsers on phones say it in the name, in the language of the system or in English. */
const sides = { front: /front|user|前|selfie/i, back: /back|rear|environment|后|後/i };

/** The first of the other side, or the next of the list where the names do not tell. */
export function otherCamera(
  cameras: readonly DeviceChoice[],
  current: string | undefined,
): string | undefined {
  const at = Math.max(
    0,
    cameras.findIndex(({ id }) => id === current),
  );
  const label = cameras[at]?.label ?? '';
  const wanted = sides.front.test(label) ? sides.back : sides.back.test(label) ? sides.front : undefined;
  const across = wanted && cameras.find((camera) => wanted.test(camera.label));
  const next = across ?? cameras[(at + 1) % cameras.length];
  return next && next.id !== cameras[at]?.id ? next.id : undefined;
}
