// Why there is no call to be had here.
import type { PageProblem } from '../../call/CallState.ts';

export const problems = {
  insecure_page: {
    title: 'This address is not secure',
    text: 'Browsers give camera and microphone only to secure pages. Open this page with https:// in front of its address. On the machine that runs the service, http://localhost works, too.',
  },
  unsupported_browser: {
    title: 'This browser cannot make calls',
    text: 'Open this page in a current Chrome, Edge, Firefox or Safari. Inside another app, look for “Open in browser”.',
  },
  incomplete_page: {
    title: 'A part of this page is missing',
    text: 'The network is down, or the service has just been updated. Load the page again.',
  },
  impossible_room: {
    title: 'There can be no such room',
    text: 'A room’s name needs letters or digits. Check the link, or choose another name.',
  },
  unknown: { title: 'There is nothing here', text: 'Check the link, or start from the first page.' },
} satisfies Readonly<
  Record<PageProblem | 'incomplete_page' | 'impossible_room' | 'unknown', { title: string; text: string }>
>;
