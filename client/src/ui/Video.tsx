// A picture without sound. The element stays; only its source changes, and only when the track does.
import { useEffect, useRef, useState } from 'react';
import styles from './Video.module.css';

interface VideoProps {
  readonly track: MediaStreamTrack | undefined;
  readonly mirrored: boolean;
  readonly label?: string;
}

export function Video({ track, mirrored, label }: VideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  const [hasPicture, setHasPicture] = useState(false);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    // Muted video may always start; a source that was replaced meanwhile is no trouble.
    if (track) video.play().catch(() => undefined);
  }, [track]);
  return (
    <video
      ref={element}
      className={styles.video}
      data-mirrored={mirrored}
      data-shown={track !== undefined && hasPicture}
      aria-label={label}
      aria-hidden={label === undefined}
      tabIndex={-1}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      onLoadedData={() => setHasPicture(true)}
      onEmptied={() => setHasPicture(false)}
    />
  );
}
