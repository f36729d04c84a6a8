/**
 * Runs in the page before its own scripts: camera and microphone become a colour and a tone, as the address says it the first
 * time (`?disguise=red,440`), and a shared screen becomes yellow. So a recording shows who is where and who speaks.
 */
export function installDisguise(): void {
  const told = new URLSearchParams(location.search).get('disguise') ?? sessionStorage.getItem('disguise');
  if (told === null) return;
  // The page writes its address anew.
  sessionStorage.setItem('disguise', told);
  const [colour = '', frequency = ''] = told.split(',');
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);

  const painted = (fill: string) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    const context = canvas.getContext('2d', { alpha: false });
    let frame = 0;
    // Something small moves, or no frames are sent.
    setInterval(() => {
      if (!context) return;
      frame += 1;
      context.fillStyle = fill;
      context.fillRect(0, 0, 1280, 720);
      context.fillStyle = 'black';
      context.fillRect((frame * 16) % 1280, 352, 16, 16);
    }, 66);
    return canvas.captureStream(15).getVideoTracks();
  };
  const sung = () => {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: Number(frequency) });
    const out = context.createMediaStreamDestination();
    tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
    tone.start();
    return out.stream.getAudioTracks();
  };

  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    for (const device of stream.getTracks()) {
      const [track] = device.kind === 'video' ? painted(colour) : sung();
      stream.removeTrack(device);
      if (track) {
        // What stops the one stops the other, so that the page’s wishes hold.
        const stop = track.stop.bind(track);
        track.stop = () => {
          stop();
          device.stop();
        };
        stream.addTrack(track);
      }
    }
    return stream;
  };
  mediaDevices.getDisplayMedia = () => Promise.resolve(new MediaStream(painted('yellow')));
}
