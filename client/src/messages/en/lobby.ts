// Before the call.
import type { DoorReason } from '../../call/CallState.ts';

export const lobby = {
  heading: 'Ready to join?',
  room: 'Room',
  nobody: 'Nobody is here yet.',
  inside: (count: number) => (count === 1 ? 'One person is inside.' : `${count} people are inside.`),
  name: 'Your name',
  namePlaceholder: 'How the others see you',
  nameMissing: 'Type your name first.',
  join: 'Join',
  entering: 'Entering…',
  preview: 'Preview of your camera',
  cameraOff: 'Your camera is off',
  cameraStarting: 'Starting your camera…',
  cameraMissing: 'No picture',
  level: 'Microphone level',
  noDevices: 'None found',
  notAllowed: 'Not allowed',
  doors: {
    locked: 'The room is locked: nobody new is let in now. Try again later, or ask somebody inside.',
    passcode_required: 'This room has a passcode. Ask who invited you.',
    wrong_passcode: 'That is not the passcode. Try again.',
    too_many_tries: 'Too many wrong passcodes. Wait ten minutes, then try again.',
    token_required:
      'This room opens with a personal link only. Open the whole link that you were given, or ask for one.',
    token_invalid:
      'This link is damaged, or was not made for here. Open it again from where you got it, or ask for a new one.',
    token_expired: 'The time of this link is over. Ask for a new one where you got it.',
    token_early: 'It is too early: the time of this link has not come yet. Open it again later.',
    token_other_room: 'This link is for another room. Open the one that you were given for this room.',
    token_unchecked:
      'The server cannot check your link just now. Try again in a moment; if it lasts, tell whoever runs this service.',
  } satisfies Readonly<Record<DoorReason, string>>,
  entry: {
    locked: 'The room is locked.',
    waitingRoom: 'A host lets you in.',
    recorded: 'The call is being recorded.',
  },
  passcode: 'Passcode',
  knocking: {
    title: 'Waiting to be let in',
    text: 'The hosts see that you are here. The call begins as soon as one of them lets you in.',
    leave: 'Leave',
  },
  ways: {
    retry: 'Try again',
    withoutCamera: 'Join without camera',
    withoutMicrophone: 'Join without microphone',
    listenOnly: 'Listen only',
  },
};
