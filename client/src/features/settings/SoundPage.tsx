// What is done to one's voice: what is wished, and a word where the browser does not do it.
import { AudioLines } from 'lucide-react';
import type { LocalMedia } from '../../call/CallState.ts';
import { noiseSuppressions, type NoiseSuppression } from '../../call/sound/SoundProcessing.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './SoundPage.module.css';

export function SoundPage({ media }: { readonly media: LocalMedia }) {
  const words = useMessages().settings.sound;
  const { sound, microphone } = useStore(media);
  const { wished } = sound;
  const { sounds } = useStore(pageSettings);
  // While it is on its way nothing is known.
  const actual = (microphone.pending ? undefined : sound.actual) ?? wished;
  return (
    <>
      <div className={styles.noise}>
        <Select
          icon={AudioLines}
          label={words.noise}
          choices={noiseSuppressions.map((id) => ({ id, label: words.noises[id] }))}
          chosen={wished.noise}
          choose={(id) => media.processSound({ noise: id as NoiseSuppression })}
        />
        <output className={styles.hint}>
          {actual.noise === wished.noise ? words.noiseHint[wished.noise] : words.notDone}
        </output>
      </div>
      <Switch
        label={words.echo}
        hint={actual.echoCancellation === wished.echoCancellation ? words.echoHint : words.notDone}
        on={wished.echoCancellation}
        set={(echoCancellation) => media.processSound({ echoCancellation })}
      />
      <Switch
        label={words.gain}
        hint={actual.automaticGain === wished.automaticGain ? words.gainHint : words.notDone}
        on={wished.automaticGain}
        set={(automaticGain) => media.processSound({ automaticGain })}
      />
      <Switch
        label={words.cues}
        hint={words.cuesHint}
        on={sounds}
        set={(wanted) => pageSettings.change({ sounds: wanted })}
      />
    </>
  );
}
