// Devices that can be pulled out, or be taken by another program. The browser's own fakes cannot, so it is told to the
// page where the browser would tell it: by enumerateDevices(), getUserMedia(), the tracks' end and `devicechange`.

interface Hardware {
  /** Takes away what has this in its label; its tracks end. */
  unplug(label: string): void;
  plug(label: string): void;
  /** Another program has every device of the kind: who asks for one is refused, and what runs ends. */
  take(kind: 'audio' | 'video'): void;
  free(kind: 'audio' | 'video'): void;
}

declare global {
  interface Window {
    parleyHardware: Hardware;
  }
}

/** Runs in the page before its own scripts. */
export function installHardware(): void {
  const devices = navigator.mediaDevices;
  const enumerate = devices.enumerateDevices.bind(devices);
  const ask = devices.getUserMedia.bind(devices);
  const absent = new Set<string>();
  const taken = new Set<'audio' | 'video'>();
  const running = new Set<MediaStreamTrack>();

  const isAbsent = (label: string) => [...absent].some((part) => label.includes(part));
  const present = async () => (await enumerate()).filter(({ label }) => !isAbsent(label));
  const end = (isOver: (track: MediaStreamTrack) => boolean) => {
    for (const track of [...running].filter(isOver)) {
      running.delete(track);
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  };
  const changed = () => devices.dispatchEvent(new Event('devicechange'));

  devices.enumerateDevices = present;
  devices.getUserMedia = async (constraints = {}) => {
    const there = await present();
    const only = (kind: 'audio' | 'video', wish: boolean | MediaTrackConstraints | undefined) => {
      if (!wish) return false;
      if (taken.has(kind)) throw new DOMException('Could not start the source', 'NotReadableError');
      const all = there.filter((device) => device.kind === `${kind}input`);
      const constraint = typeof wish === 'object' ? wish : {};
      const { exact } = (constraint.deviceId ?? {}) as { exact?: string };
      const device = exact === undefined ? all[0] : all.find(({ deviceId }) => deviceId === exact);
      if (device) return { ...constraint, deviceId: { exact: device.deviceId } };
      if (all.length === 0) throw new DOMException('Requested device not found', 'NotFoundError');
      throw new OverconstrainedError('deviceId');
    };
    const stream = await ask({
      audio: only('audio', constraints.audio),
      video: only('video', constraints.video),
    });
    for (const track of stream.getTracks()) running.add(track);
    return stream;
  };

  window.parleyHardware = {
    unplug(label) {
      absent.add(label);
      end((track) => isAbsent(track.label));
      changed();
    },
    plug(label) {
      absent.delete(label);
      changed();
    },
    take(kind) {
      taken.add(kind);
      end((track) => track.kind === kind);
    },
    free: (kind) => taken.delete(kind),
  };
}
