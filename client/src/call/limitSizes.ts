/** TypeScript's DOM types do not have the mode. */
export interface ScalableEncoding extends RTCRtpEncodingParameters {
  scalabilityMode?: string;
}

/** Several spatial layers in one stream, such as `L3T3_KEY`: how many of them, how many temporal ones, and the rest. */
const SPATIAL_LAYERS = /^L(\d)T(\d)(.*)$/;

/**
 * Lets a sender send only so many of its sizes, from the smallest up: whole encodings of simulcast, or spatial layers
 * of one stream. A single size can only be switched on and off.
 * https://www.w3.org/TR/webrtc-svc/#scalabilitymodes
 *
 * @param full As the sender was set up at first.
 */
export function limitSizes(
  encodings: readonly ScalableEncoding[],
  full: readonly ScalableEncoding[],
  sizes: number,
): ScalableEncoding[] {
  if (encodings.length > 1) {
    // The smallest is scaled down most, wherever a browser puts it.
    const scales = encodings.map(({ scaleResolutionDownBy = 1 }) => scaleResolutionDownBy);
    const ranks = scales.toSorted((a, b) => b - a);
    return encodings.map((encoding, index) => ({
      ...encoding,
      active: ranks.indexOf(scales[index] ?? 1) < sizes,
    }));
  }
  return encodings.map((encoding, index) => {
    const mode = full[index]?.scalabilityMode;
    return {
      ...encoding,
      active: sizes > 0,
      ...(mode !== undefined && { scalabilityMode: limitedMode(mode, Math.max(1, sizes)) }),
    };
  });
}

/** Whether a sender does so. */
export function hasSizes(sender: RTCRtpSender, full: readonly ScalableEncoding[], sizes: number): boolean {
  const now: readonly ScalableEncoding[] = sender.getParameters().encodings;
  return limitSizes(now, full, sizes).every(
    ({ active, scalabilityMode }, index) =>
      active === now[index]?.active && scalabilityMode === now[index]?.scalabilityMode,
  );
}

/** Lets a sender do so. Where its connection closes under it, there is nothing to be done. */
export async function sendSizes(
  sender: RTCRtpSender,
  full: readonly ScalableEncoding[],
  sizes: number,
): Promise<void> {
  const parameters = sender.getParameters();
  parameters.encodings = limitSizes(parameters.encodings, full, sizes);
  await sender.setParameters(parameters).catch(() => undefined);
}

function limitedMode(mode: string, sizes: number): string {
  const [, spatial, temporal, dependencies] = SPATIAL_LAYERS.exec(mode) ?? [];
  if (sizes >= Number(spatial ?? 1)) return mode;
  return sizes === 1 ? `L1T${temporal}` : `L${sizes}T${temporal}${dependencies}`;
}
