// Before the call.

export const lobby = {
  heading: 'Ready to join?',
  room: 'Room',
  nobody: 'Nobody is here yet.',
  inside: (count: number) => (count === 1 ? 'One person is inside.' : `${count} people are inside.`),
  name: 'Your name',
  namePlaceholder: 'How the others see you',
  nameMissing: 'Type your name first.',
  join: 'Join',
  preview: 'Preview of your camera',
  cameraOff: 'Your camera is off',
  cameraStarting: 'Starting your camera…',
  cameraMissing: 'No picture',
  level: 'Microphone level',
  noDevices: 'None found',
  notAllowed: 'Not allowed',
  ways: {
    retry: 'Try again',
    withoutCamera: 'Join without camera',
    withoutMicrophone: 'Join without microphone',
    listenOnly: 'Listen only',
  },
};
