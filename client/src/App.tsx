// Which screen the address asks for.
import type { RoomSettings } from '@parley/protocol';
import { useEffect } from 'react';
import type { Call, PageProblem } from './call/CallState.ts';
import { AdminLater } from './features/AdminLater.tsx';
import { CallPage } from './features/CallPage.tsx';
import { CheckLater } from './features/CheckLater.tsx';
import { Home } from './features/home/Home.tsx';
import { ProblemPage } from './features/problem/ProblemPage.tsx';
import { RecordingsLater } from './features/RecordingsLater.tsx';
import { useStore } from './react/useStore.ts';
import { address, respell } from './routing/address.ts';
import { parseRoute, roomPath } from './routing/route.ts';

interface AppProps {
  readonly createCall: (options: { room: string; settings: RoomSettings }) => Call;
  readonly pageProblem: PageProblem | undefined;
}

export function App({ createCall, pageProblem }: AppProps) {
  const route = parseRoute(useStore(address));
  const path = route.name === 'room' ? roomPath(route.room, route.settings) : undefined;
  useEffect(() => {
    if (path !== undefined) respell(path);
  }, [path]);

  // To look at them needs no device.
  if (pageProblem && route.name !== 'recordings' && route.name !== 'admin')
    return <ProblemPage problem={pageProblem} />;
  switch (route.name) {
    case 'home':
      return <Home />;
    case 'room':
      return <CallPage key={path} createCall={() => createCall(route)} />;
    case 'check':
      return <CheckLater.Show props={{}} coming={null} missing={<ProblemPage problem="incomplete_page" />} />;
    case 'recordings':
      return (
        <RecordingsLater.Show
          props={{ recordingId: route.recordingId }}
          coming={null}
          missing={<ProblemPage problem="incomplete_page" />}
        />
      );
    case 'admin':
      return <AdminLater.Show props={{}} coming={null} missing={<ProblemPage problem="incomplete_page" />} />;
    case 'impossible_room':
    case 'unknown':
      return <ProblemPage problem={route.name} />;
    default:
      return route satisfies never;
  }
}
