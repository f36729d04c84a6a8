// What is wrong with a device, and the way on.
import type { DeviceProblem } from '../../call/CallState.ts';

type DeviceSentences = Readonly<Record<DeviceProblem, string>>;

/** Before joining: both ways on. */
export const problemsBeforeCall = {
  camera: {
    refused: 'This page may not use your camera. Allow it beside the address, or join without a camera.',
    refused_by_system:
      'Your system keeps the camera from the browser. Allow it in the system’s privacy settings, or join without a camera.',
    missing: 'No camera was found. Plug one in, or join without a camera.',
    busy: 'Your camera is used by another program. Close it there, or join without a camera.',
    unplugged: 'Your camera was unplugged. Plug it in again, or join without a camera.',
    interrupted:
      'Your camera gives no picture: another program or a switch on it holds it back. Free it, or join without a camera.',
    failed: 'Your camera did not start. Try again, or join without a camera.',
  } satisfies DeviceSentences,
  microphone: {
    refused: 'This page may not use your microphone. Allow it beside the address, or join without it.',
    refused_by_system:
      'Your system keeps the microphone from the browser. Allow it in the system’s privacy settings, or join without it.',
    missing: 'No microphone was found. Plug one in, or join without it.',
    busy: 'Your microphone is used by another program. Close it there, or join without it.',
    unplugged: 'Your microphone was unplugged. Plug it in again, or join without it.',
    interrupted:
      'Your microphone gives no sound: another program or a switch on it holds it back. Free it, or join without it.',
    failed: 'Your microphone did not start. Try again, or join without it.',
  } satisfies DeviceSentences,
  both: {
    refused:
      'This page may not use your camera and microphone. Allow them beside the address, or listen only.',
    refused_by_system:
      'Your system keeps camera and microphone from the browser. Allow them in the system’s privacy settings, or listen only.',
    missing: 'No camera and no microphone were found. Plug them in, or listen only.',
    busy: 'Your camera and microphone are used by another program. Close it, or listen only.',
    unplugged: 'Your camera and microphone were unplugged. Plug them in again, or listen only.',
    interrupted:
      'Your camera and microphone give nothing: another program or a switch holds them back. Free them, or listen only.',
    failed: 'Your camera and microphone did not start. Try again, or listen only.',
  } satisfies DeviceSentences,
};

/** In the middle of a call: what happened, and what the others notice. */
export const problemsDuringCall = {
  camera: {
    refused: 'This page may not use your camera. Allow it beside the address.',
    refused_by_system: 'Your system keeps the camera from the browser. Allow it in the privacy settings.',
    missing: 'No camera was found. Plug one in.',
    busy: 'Your camera is used by another program. Close it there.',
    unplugged: 'Your camera was unplugged. The others see your initials.',
    interrupted: 'Another program or a switch holds your camera back. It comes back by itself.',
    failed: 'Your camera stopped. The others see your initials.',
  } satisfies DeviceSentences,
  microphone: {
    refused: 'This page may not use your microphone. Allow it beside the address.',
    refused_by_system: 'Your system keeps the microphone from the browser. Allow it in the privacy settings.',
    missing: 'No microphone was found. Plug one in.',
    busy: 'Your microphone is used by another program. Close it there.',
    unplugged: 'Your microphone was unplugged. The others do not hear you.',
    interrupted:
      'Another program or a switch holds your microphone back. The others do not hear you until it is free.',
    failed: 'Your microphone stopped. The others do not hear you.',
  } satisfies DeviceSentences,
};
