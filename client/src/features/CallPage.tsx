// One room from the lobby through the call to its end, in one page; coming back is a new call.
import { useEffect, useState } from 'react';
import type { Call } from '../call/CallState.ts';
import { useMessages } from '../messages/useMessages.ts';
import { useStore } from '../react/useStore.ts';
import { whenIdle } from '../react/whenIdle.ts';
import { Ended } from './ended/Ended.tsx';
import { Knocking } from './lobby/Knocking.tsx';
import { Lobby } from './lobby/Lobby.tsx';
import { PageTitle } from './PageTitle.tsx';
import { ProblemPage } from './problem/ProblemPage.tsx';
import { RoomLater } from './RoomLater.ts';

interface CallPageProps {
  readonly createCall: () => Call;
}

export function CallPage({ createCall }: CallPageProps) {
  const [call, setCall] = useState(createCall);
  useEffect(() => {
    call.goOn();
    return () => {
      call.leave();
      call.media.stop();
    };
  }, [call]);
  return (
    <>
      <PageTitle call={call} />
      <CallScreen call={call} comeBack={() => setCall(createCall())} />
    </>
  );
}

interface CallScreenProps {
  readonly call: Call;
  readonly comeBack: () => void;
}

export function CallScreen({ call, comeBack }: CallScreenProps) {
  const words = useMessages().room;
  const { phase } = useStore(call);
  useEffect(() => whenIdle(RoomLater.preload), []);
  switch (phase.name) {
    case 'idle':
    case 'entering':
      return <Lobby call={call} />;
    case 'knocking':
      return <Knocking call={call} />;
    case 'joining':
    case 'joined':
    case 'reconnecting':
      return (
        <RoomLater.Show
          props={{ call }}
          coming={<output className="visually-hidden">{words.joining}</output>}
          missing={<ProblemPage problem="incomplete_page" />}
        />
      );
    case 'ended':
      return <Ended reason={phase.reason} comeBack={comeBack} />;
    default:
      return phase satisfies never;
  }
}
