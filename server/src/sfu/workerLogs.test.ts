import { expect, test } from 'vitest';
import { isWorthTelling } from './workerLogs.ts';

test.each([
  '[pid:7] RTC::IceServer::ProcessStunPacket() | something is wrong',
  '(stderr) a sanitizer speaks',
  '[pid:7] webrtc::GoogCcNetworkController::ClampConstraints() | max bitrate smaller than min bitrate',
])('what a worker says for itself is told: %s', (line) => {
  expect(isWorthTelling(line)).toBe(true);
});

test.each([
  'request failed [method:ROUTER_CLOSE, id:4]: Channel closed',
  '[pid:7] RTC::Transport::HandleRequest() | throwing MediaSoupTypeError: wrong rtpParameters',
  '[pid:7] webrtc::GoogCcNetworkController::ClampConstraints() | start bitrate smaller than min bitrate [starting_rate_:30000, min_data_rate_:80000]',
])('what is told otherwise, or nobody can do anything about, is not: %s', (line) => {
  expect(isWorthTelling(line)).toBe(false);
});
