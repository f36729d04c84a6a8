// A picture without sound. When another track takes over, the one before stays until the new one has a picture.
import { useEffect, useRef, useState } from 'react';
import styles from './Video.module.css';

interface VideoProps {
  readonly track: MediaStreamTrack | undefined;
  readonly mirrored: boolean;
  readonly label?: string;
  /** All of it is shown, whatever the shape of the place. */
  readonly whole?: boolean;
}

export function Video({ track, mirrored, label, whole = false }: VideoProps) {
  /** The last track that has had a picture. */
  const [shown, setShown] = useState<MediaStreamTrack>();
  if (!track && shown) setShown(undefined);
  const before = track && shown !== track ? shown : undefined;
  return (
    <>
      {before && <Picture key={before.id} track={before} mirrored={mirrored} label={label} whole={whole} />}
      <Picture
        key={track?.id}
        track={track}
        mirrored={mirrored}
        label={label}
        whole={whole}
        takesOver={before !== undefined}
        onPicture={setShown}
      />
    </>
  );
}

interface PictureProps {
  readonly track: MediaStreamTrack | undefined;
  readonly mirrored: boolean;
  readonly label: string | undefined;
  readonly whole: boolean;
  /** There is a picture under this one: it need not come slowly. */
  readonly takesOver?: boolean;
  readonly onPicture?: (track: MediaStreamTrack | undefined) => void;
}

function Picture({ track, mirrored, label, whole, takesOver = false, onPicture }: PictureProps) {
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
      data-mirrored={mirrored && !facesAway(track)}
      data-shown={track !== undefined && hasPicture}
      data-takes-over={takesOver}
      data-whole={whole}
      aria-label={label}
      aria-hidden={label === undefined}
      tabIndex={-1}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      onLoadedData={() => {
        setHasPicture(true);
        onPicture?.(track);
      }}
      onEmptied={() => setHasPicture(false)}
    />
  );
}

/** A phone's camera on the back shows the world as it is. */
function facesAway(track: MediaStreamTrack | undefined): boolean {
  return track?.getSettings().facingMode === 'environment';
}
