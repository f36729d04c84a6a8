import { describe, expect, it } from 'vitest';
import { parseRoomInput } from './roomInput.ts';

const host = 'calls.example.org:8443';

describe('parseRoomInput()', () => {
  it.each([
    ['stand-up', { room: 'stand-up' }],
    ['  Weekly Stand-Up ', { room: 'weekly-stand-up' }],
    ['Büro', { room: 'büro' }],
    ['https://calls.example.org:8443/r/stand-up', { room: 'stand-up' }],
    ['HTTPS://Calls.Example.org:8443/r/Stand%20Up?from=mail#x', { room: 'stand-up' }],
    ['calls.example.org:8443/r/b%C3%BCro/', { room: 'büro' }],
    ['https://calls.example.org:8443/r/garden#token=a.b-c_d', { room: 'garden', token: 'a.b-c_d' }],
    ['calls.example.org:8443/r/garden?codec=av1#token=', { room: 'garden' }],
    ['https://elsewhere.example/r/stand-up', { problem: 'elsewhere' }],
    ['https://calls.example.org:8443/', { problem: 'elsewhere' }],
    ['https://calls.example.org:8443/r/%2F', { problem: 'impossible' }],
    ['?!', { problem: 'impossible' }],
    ['   ', { problem: 'empty' }],
  ])('reads %j', (text, expected) => {
    expect(parseRoomInput(text, host)).toEqual(expected);
  });
});
