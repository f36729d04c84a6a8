// Recording the call.
export const recording = {
  on: 'Recording',
  paused: 'Recording paused',
  actions: {
    start: 'Record the call',
    pause: 'Pause recording',
    resume: 'Go on recording',
    stop: 'Stop recording',
  },
  news: {
    already: 'This call is being recorded.',
    alreadyPaused: 'This call is recorded. The recording is paused just now.',
    started: 'This call is being recorded from now on.',
    paused: 'The recording is paused.',
    resumed: 'The recording goes on.',
    stopped: 'This call is not recorded any more.',
    stoppedForHosts: 'This call is not recorded any more. You find it on the first page, under Recordings.',
    disk: 'The recording has ended: the server’s disk is full. What was recorded is kept.',
    recorder: 'The recording has ended: the server cannot go on with it. What was recorded is kept.',
  },
};
