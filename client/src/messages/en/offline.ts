// Where the server cannot be reached.
export const offline = {
  title: 'The call service cannot be reached',
  text: 'Check that this device is connected to the internet. If it is, the service itself may be away for a moment: this page comes back by itself as soon as it can.',
  again: 'Try again',
};
