// What a person may set.
export const settings = {
  title: 'Settings',
  pages: { devices: 'Devices', sound: 'Sound', shortcuts: 'Shortcuts', appearance: 'Language and look' },
  tests: {
    speaker: 'Test speaker',
    playing: 'Playing…',
    microphone: {
      idle: 'Test microphone',
      recording: 'Speak now. Stop',
      playing: 'This is how you sound. Stop',
    },
  },
  sound: {
    noise: 'Noise suppression',
    noises: { off: 'Off', browser: 'The browser’s', strong: 'Strong (RNNoise)' },
    noiseHint: {
      off: 'Everything is heard, as for music.',
      browser: 'Takes out what hums and hisses.',
      strong: 'Leaves little but voices: keyboards, traffic and fans are taken out.',
    },
    echo: 'Echo cancellation',
    echoHint: 'Keeps the others from hearing themselves. Switch it off only with headphones.',
    gain: 'Automatic volume',
    gainHint: 'Makes quiet voices louder and loud ones quieter.',
    cues: 'Sounds of the room',
    cuesHint:
      'A short sound when somebody comes, goes, raises a hand or writes. That one is recorded is always heard.',
    notDone: 'This browser does not do it.',
  },
  shortcuts: {
    switch: 'Single-key shortcuts',
    hint: 'Switch them off if keys are pressed by mistake, or by speech input.',
    space: 'Space, held',
    actions: {
      microphone: 'Microphone on or off',
      camera: 'Camera on or off',
      screen: 'Share the screen, or stop',
      hand: 'Raise or lower hand',
      chat: 'Chat open or closed',
      talk: 'Speak while muted',
      help: 'This list',
    },
  },
  appearance: {
    label: 'Appearance',
    choices: { system: 'As in the system', dark: 'Dark', light: 'Light' },
  },
};
