// Camera, microphone and speaker.

export const devices = {
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  mute: 'Mute microphone',
  unmute: 'Unmute microphone',
  cameraOff: 'Turn camera off',
  cameraOn: 'Turn camera on',
  microphoneMenu: 'Choose microphone and speaker',
  cameraMenu: 'Choose camera',
  unnamed: (kind: string, position: number) => `${kind} ${position}`,
};
