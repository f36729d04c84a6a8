// What a person may set.
export const settings = {
  title: 'Settings',
  pages: { devices: 'Devices', shortcuts: 'Shortcuts', appearance: 'Language and look' },
  tests: {
    speaker: 'Test speaker',
    playing: 'Playing…',
    microphone: {
      idle: 'Test microphone',
      recording: 'Speak now. Stop',
      playing: 'This is how you sound. Stop',
    },
  },
  shortcuts: {
    switch: 'Single-key shortcuts',
    hint: 'Switch them off if keys are pressed by mistake, or by speech input.',
    space: 'Space',
    actions: {
      microphone: 'Microphone on or off',
      camera: 'Camera on or off',
      help: 'This list',
    },
  },
  appearance: {
    label: 'Appearance',
    choices: { system: 'As in the system', dark: 'Dark', light: 'Light' },
  },
};
