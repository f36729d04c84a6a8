import { readFileSync } from 'node:fs';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** What somebody else's reader finds in a file of ours. Times in milliseconds. */
export async function readTrack(path: string) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(readFileSync(path)) });
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
  if (!track) throw new Error('there is no track in it');
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    packets.push({
      time: Math.round(packet.timestamp * 1000),
      isKey: packet.type === 'key',
      data: Buffer.from(packet.data),
    });
  }
  const duration = Math.round((await track.computeDuration()) * 1000);
  return { track, codec: track.codec, packets, duration };
}
