// The people and the screens in the room, and how they are shown.
export const stage = {
  view: {
    label: 'Change view',
    heading: 'View',
    choices: { automatic: 'Automatic', grid: 'Grid', speaker: 'Speaker' },
  },
  own: {
    heading: 'Your picture',
    places: {
      among: 'Among the others',
      'top-left': 'Top left',
      'top-right': 'Top right',
      'bottom-left': 'Bottom left',
      'bottom-right': 'Bottom right',
      hidden: 'Hidden',
    },
    mirror: 'You see yourself',
    mirrored: { yes: 'As in a mirror', no: 'As the others see you' },
  },
  tile: {
    menu: (name: string) => `Options for ${name}`,
    pin: 'Pin',
    unpin: 'Unpin',
    pinned: 'Pinned',
    pinForAll: 'Pin for everybody',
    unpinForAll: 'Unpin for everybody',
    pinnedForAll: 'Pinned for everybody',
    weak: {
      receive: 'Their connection is weak',
      send: 'Your connection is weak',
    },
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    ownWindow: 'Picture in picture',
  },
  pinNews: {
    own: 'You are pinned for everybody',
    of: (name: string) => `${name} is pinned for everybody`,
    ownScreen: 'Your screen is pinned for everybody',
    screenOf: (name: string) => `${name}’s screen is pinned for everybody`,
    over: 'Nothing is pinned for everybody any more',
  },
  screen: {
    of: (name: string) => `${name}’s screen`,
    own: 'Your screen',
    share: 'Share screen',
    stop: 'Stop sharing',
    menu: 'Choose what the shared screen is best for',
    heading: 'Best for',
    contents: { detail: 'Text and slides', motion: 'Video and motion' },
    problems: {
      refused_by_system:
        'Your system keeps the screen from the browser. Allow it in the system’s privacy settings.',
      failed: 'Your screen could not be shared. Try again.',
    },
    larger: 'Larger',
    smaller: 'Smaller',
    whole: 'Show all of it',
  },
};
