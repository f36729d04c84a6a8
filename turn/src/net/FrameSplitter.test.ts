import { expect, test } from 'vitest';
import { MessageClass, Method } from '../stun/codes.ts';
import { encodeMessage } from '../stun/encodeMessage.ts';
import { FrameSplitter } from './FrameSplitter.ts';

const message = encodeMessage({
  method: Method.binding,
  messageClass: MessageClass.request,
  transactionId: Buffer.from('0123456789ab'),
  attributes: [[0x8022, Buffer.from('test')]],
});
const channelData = Buffer.from('4001000561626364650000 00'.replace(' ', ''), 'hex');
const empty = Buffer.from('40020000', 'hex');
const stream = Buffer.concat([message, channelData, empty, message]);

function framesOf(chunks: Buffer[]): { frames: Buffer[]; isSound: boolean } {
  const splitter = new FrameSplitter();
  const frames: Buffer[] = [];
  const isSound = chunks.every((chunk) => splitter.push(chunk, (frame) => frames.push(frame)));
  return { frames, isSound };
}

test('[CN1] frames are found wherever the stream is cut', () => {
  for (let size = 1; size <= stream.length; size += 1) {
    const chunks = [];
    for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size));
    const { frames, isSound } = framesOf(chunks);
    expect(isSound).toBe(true);
    expect(frames).toEqual([message, channelData, empty, message]);
  }
});

test.each([
  { name: 'text', bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n') },
  { name: 'a wrong cookie', bytes: Buffer.from('0001000000000000', 'hex') },
  { name: 'a length that is no multiple of four', bytes: Buffer.from('000100032112a442', 'hex') },
  { name: 'a bit pattern of nothing', bytes: Buffer.from('80000000', 'hex') },
  { name: 'a frame too long', bytes: Buffer.from('40014100', 'hex') },
  { name: 'a message too long', bytes: Buffer.from('000141002112a442', 'hex') },
])('[CN2] $name ends the stream', ({ bytes }) => {
  expect(framesOf([bytes]).isSound).toBe(false);
});
