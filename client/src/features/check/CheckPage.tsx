// Tries everything that a call needs, and says in words what works and what to do.
import { useEffect } from 'react';
import { brand } from '../../brand.ts';
import type { CheckState } from '../../call/check/CheckState.ts';
import { verdictOf } from '../../call/check/verdict.ts';
import type { Store } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { Button } from '../../ui/Button.tsx';
import { LanguageSelect } from '../LanguageSelect.tsx';
import { SpeakerTest } from '../settings/SpeakerTest.tsx';
import { TallPage } from '../TallPage.tsx';
import { CheckList } from './CheckList.tsx';
import { carrierLines, deviceLine, reportText, wayLines, type CheckLine } from './checkLines.ts';
import styles from './CheckPage.module.css';
import { CheckReport } from './CheckReport.tsx';
import { MicrophoneLevel } from './MicrophoneLevel.tsx';
import { SelfView } from './SelfView.tsx';
import { useCheckWords } from './useCheckWords.ts';

export interface Check extends Store<CheckState> {
  start(): Promise<void>;
  stop(): void;
}

export function CheckPage({ check }: { readonly check: Check }) {
  const { words, figures } = useCheckWords();
  const { deviceProblems } = useMessages().room;
  const state = useStore(check);
  useEffect(() => () => check.stop(), [check]);
  const lineWords = { words, figures, deviceProblems };
  const verdict = verdictOf(state);
  const said = verdict && words.verdicts[verdict];
  const isRunning = state.phase === 'running';

  function under({ name }: CheckLine) {
    const { camera, microphone } = state.devices;
    if (name === 'camera' && camera.name === 'works') return <SelfView track={camera.track} />;
    if (name !== 'microphone' || microphone.name !== 'works') return null;
    return <MicrophoneLevel track={microphone.track} />;
  }

  return (
    <TallPage title={words.title} width="text">
      <div className={styles.top}>
        <h1 className={styles.title}>{words.title}</h1>
        <p className={styles.text}>{words.text}</p>
        <Button
          look="primary"
          aria-disabled={isRunning}
          onClick={isRunning ? undefined : () => void check.start()}
        >
          {isRunning ? words.running : state.phase === 'done' ? words.again : words.start}
        </Button>
      </div>
      <output className={styles.verdict} data-verdict={verdict ?? 'none'}>
        {isRunning && <span className="visually-hidden">{words.running}</span>}
        {said && (
          <>
            <strong className={styles.verdictTitle}>{said.title}</strong>
            <span>{said.text}</span>
          </>
        )}
      </output>
      <div className={styles.parts}>
        <div className={styles.part}>
          <CheckList
            title={words.parts.devices}
            lines={(['camera', 'microphone'] as const).map((source) =>
              deviceLine(source, state.devices[source], lineWords),
            )}
          >
            {under}
          </CheckList>
          <div className={styles.speaker}>
            <span className={styles.speakerText}>{words.meanings.speaker}</span>
            <SpeakerTest speakerId={undefined} />
          </div>
        </div>
        <div className={styles.part}>
          <CheckList title={words.parts.server} lines={carrierLines(state, lineWords)} />
          <CheckList title={words.parts.ways} lines={wayLines(state, lineWords)} />
        </div>
      </div>
      {state.at !== undefined && (
        <CheckReport
          words={words.report}
          text={reportText(state, lineWords, {
            service: brand().name,
            page: location.host,
            browser: navigator.userAgent,
            at: state.at,
            verdict: said?.title,
          })}
        />
      )}
      <footer className={styles.language}>
        <LanguageSelect />
      </footer>
    </TallPage>
  );
}
