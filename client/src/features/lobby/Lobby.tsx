// Before the call: how one will look and sound, under which name, and who is there already.
import { Mic, Settings, Users, Video, Volume2 } from 'lucide-react';
import { limits } from '@parley/protocol/constants';
import { useEffect, useId, useRef, useState } from 'react';
import type { Call, DeviceState, DoorReason, PasscodeReason } from '../../call/CallState.ts';
import { cleanDisplayName } from '../../call/displayName.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { whenIdle } from '../../react/whenIdle.ts';
import { Brand } from '../../ui/Brand.tsx';
import { Button } from '../../ui/Button.tsx';
import field from '../../ui/Field.module.css';
import { IconButton } from '../../ui/IconButton.tsx';
import { deviceChoices, type DeviceKind } from '../deviceChoices.ts';
import { HomeLink } from '../HomeLink.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { DeviceAdvice } from './DeviceAdvice.tsx';
import { DeviceSelect } from '../DeviceSelect.tsx';
import { rememberedName, rememberName } from './rememberedName.ts';
import { LevelMeter } from '../LevelMeter.tsx';
import { occupancyText } from './occupancyText.ts';
import { PasscodeField } from './PasscodeField.tsx';
import styles from './Lobby.module.css';
import { Preview } from './Preview.tsx';
import { useRoomView } from './useRoomView.ts';

export function Lobby({ call }: { readonly call: Call }) {
  const messages = useMessages();
  const words = messages.lobby;
  const { room, door, phase } = useStore(call);
  const isEntering = phase.name === 'entering';
  const media = useStore(call.media);
  const { occupancy, refusal } = useRoomView(room, door) ?? {};
  const passcodeReason = door !== undefined && isOfPasscode(door) ? door : undefined;
  const needsPasscode = occupancy?.passcode === true || passcodeReason !== undefined;
  // A token is looked at anew by the view: what is said of the room says that it opens it.
  const isOpened = occupancy !== undefined && door !== 'locked';
  const obstacle = refusal ?? (passcodeReason !== undefined || isOpened ? undefined : door);
  const [passcode, setPasscode] = useState('');
  const [typed, setTyped] = useState(rememberedName);
  const name = occupancy?.ownName ?? typed;
  const [nameMissing, setNameMissing] = useState(false);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const joinButton = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    void call.media.start();
    return whenIdle(() => call.prepare());
  }, [call]);

  useEffect(() => {
    if (call.get().door !== undefined) return;
    if (rememberedName() !== '') joinButton.current?.focus({ preventScroll: true });
    // On a phone the keyboard would hide the preview.
    else if (matchMedia('(pointer: fine)').matches) nameField.current?.focus({ preventScroll: true });
  }, [call]);

  const devices = (kind: DeviceKind) => deviceChoices(kind, call.media, media, messages.devices);

  function join(): void {
    const displayName = cleanDisplayName(name);
    if (displayName === '') {
      setNameMissing(true);
      nameField.current?.focus();
      return;
    }
    if (occupancy?.ownName === undefined) rememberName(displayName);
    const asksSomething = occupancy?.waitingRoom === true || occupancy?.locked === true || needsPasscode;
    call.join(displayName, needsPasscode && passcode !== '' ? passcode : undefined, asksSomething);
  }

  return (
    <main className={styles.lobby}>
      <header className={styles.brand}>
        <HomeLink>
          <Brand />
        </HomeLink>
        <IconButton icon={Settings} label={messages.settings.title} onClick={() => setSettingsOpen(true)} />
      </header>
      {settingsOpen && <SettingsDialog media={call.media} close={() => setSettingsOpen(false)} />}
      <section className={styles.picture} aria-label={words.preview}>
        <Preview media={call.media} state={media} name={cleanDisplayName(name)} />
        <DeviceAdvice media={call.media} state={media} join={join} />
      </section>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <div>
          <h1 className={styles.heading}>
            <bdi>{room}</bdi>
          </h1>
          <output className={styles.inside}>
            {occupancy && (
              <>
                <Users aria-hidden size={16} />
                <span>{occupancyText(occupancy, words)}</span>
              </>
            )}
          </output>
        </div>
        <div className={field.field}>
          <label className={field.label} htmlFor={id}>
            {words.name}
          </label>
          <input
            ref={nameField}
            id={id}
            className={field.input}
            value={name}
            readOnly={occupancy?.ownName !== undefined}
            onChange={(event) => {
              setTyped(event.target.value);
              setNameMissing(false);
            }}
            placeholder={words.namePlaceholder}
            autoComplete="name"
            dir="auto"
            maxLength={limits.displayNameLength}
            aria-invalid={nameMissing}
            aria-describedby={`${id}-problem`}
          />
          <output id={`${id}-problem`} className={field.error}>
            {nameMissing && words.nameMissing}
          </output>
        </div>
        {needsPasscode && (
          <PasscodeField door={passcodeReason} passcode={passcode} setPasscode={setPasscode} />
        )}
        {obstacle && (
          <p className={field.error} role="alert">
            {words.doors[obstacle]}
          </p>
        )}
        <Button
          ref={joinButton}
          type="submit"
          look="primary"
          className={styles.join}
          aria-disabled={isEntering}
        >
          {isEntering ? words.entering : words.join}
        </Button>
        <output className="visually-hidden">{isEntering && words.entering}</output>
        <div className={styles.devices}>
          <div>
            <DeviceSelect icon={Mic} device={devices('microphone')} refused={isRefused(media.microphone)} />
            <LevelMeter media={call.media} />
          </div>
          <DeviceSelect icon={Video} device={devices('camera')} refused={isRefused(media.camera)} />
          {media.speakers.length > 0 && <DeviceSelect icon={Volume2} device={devices('speaker')} />}
        </div>
      </form>
    </main>
  );
}

function isOfPasscode(door: DoorReason): door is PasscodeReason {
  return door === 'passcode_required' || door === 'wrong_passcode' || door === 'too_many_tries';
}

function isRefused({ problem }: DeviceState): boolean {
  return problem === 'refused' || problem === 'refused_by_system';
}
