// Says what is wrong with camera or microphone, and offers the ways on.
import { TriangleAlert } from 'lucide-react';
import type { LocalMedia, LocalMediaState } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './DeviceAdvice.module.css';
import { deviceAdvice, type Advice, type AdviceWay } from './advice.ts';

interface DeviceAdviceProps {
  readonly media: LocalMedia;
  readonly state: LocalMediaState;
  readonly join: () => void;
}

export function DeviceAdvice({ media, state, join }: DeviceAdviceProps) {
  const messages = useMessages();
  function go(way: AdviceWay, about: Advice['about']): void {
    if (way === 'retry') {
      if (about !== 'camera') media.retry('microphone');
      if (about !== 'microphone') media.retry('camera');
      return;
    }
    if (way !== 'withoutMicrophone') media.setCamera(false);
    if (way !== 'withoutCamera') media.setMicrophone(false);
    join();
  }

  return (
    <output className={styles.all}>
      {deviceAdvice(state, messages.deviceProblems).map(({ about, text, ways }) => (
        <span key={about} className={styles.advice}>
          <TriangleAlert className={styles.icon} aria-hidden size={18} />
          <span className={styles.body}>
            <span>{text}</span>
            <span className={styles.ways}>
              {ways.map((way) => (
                <Button key={way} onClick={() => go(way, about)}>
                  {messages.lobby.ways[way]}
                </Button>
              ))}
            </span>
          </span>
        </span>
      ))}
    </output>
  );
}
