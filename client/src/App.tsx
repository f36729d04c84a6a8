// Which screen the address asks for.
import { useEffect } from 'react';
import type { Call, PageProblem } from './call/CallState.ts';
import { CallPage } from './features/CallPage.tsx';
import { Home } from './features/home/Home.tsx';
import { ProblemPage } from './features/problem/ProblemPage.tsx';
import { useStore } from './react/useStore.ts';
import { address, respell } from './routing/address.ts';
import { parseRoute, roomPath } from './routing/route.ts';

interface AppProps {
  readonly createCall: (options: { room: string }) => Call;
  readonly pageProblem: PageProblem | undefined;
}

export function App({ createCall, pageProblem }: AppProps) {
  const route = parseRoute(useStore(address));
  const room = route.name === 'room' ? route.room : undefined;
  useEffect(() => {
    if (room !== undefined) respell(roomPath(room));
  }, [room]);

  if (pageProblem) return <ProblemPage problem={pageProblem} />;
  switch (route.name) {
    case 'home':
      return <Home />;
    case 'room':
      return <CallPage key={route.room} room={route.room} createCall={createCall} />;
    case 'impossible_room':
    case 'unknown':
      return <ProblemPage problem={route.name} />;
    default:
      return route satisfies never;
  }
}
