// One's own camera, small.
import { useEffect, useRef } from 'react';
import styles from './CheckPage.module.css';

export function SelfView({ track }: { readonly track: MediaStreamTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track]);
  }, [track]);
  return <video ref={video} className={styles.self} autoPlay muted playsInline aria-hidden />;
}
