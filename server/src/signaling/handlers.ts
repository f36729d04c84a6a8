// What each request of somebody in a room does. Those that need no room are the session's own.
import type { Method, RequestData, RequestResult } from '@parley/protocol';
import type { Room } from '../call/Room.ts';

/** A place in a room: every request acts on it, and on nothing else. */
export interface Seat {
  room: Room;
  peerId: string;
}

/** Of whom it is asked that they are in a room. */
export type SeatedMethod = Exclude<Method, 'join' | 'knock' | 'ping' | 'probe' | 'probeSound'>;

type Handlers = {
  [M in SeatedMethod]: (seat: Seat, data: RequestData<M>) => RequestResult<M> | Promise<RequestResult<M>>;
};

export const handlers: Handlers = {
  leave({ room, peerId }, { mayReturn }) {
    if (mayReturn) room.stepOut(peerId);
    else room.leave(peerId);
    return {};
  },
  async produce({ room, peerId }, data) {
    await room.produce(peerId, data);
    return {};
  },
  async setTrackMuted({ room, peerId }, { trackId, muted }) {
    await room.setTrackMuted(peerId, trackId, muted);
    return {};
  },
  closeTrack({ room, peerId }, { trackId }) {
    room.closeTrack(peerId, trackId);
    return {};
  },
  async resumeConsumers({ room, peerId }, { consumerIds }) {
    await room.resumeConsumers(peerId, consumerIds);
    return {};
  },
  setViews({ room, peerId }, { views }) {
    room.setViews(peerId, views);
    return {};
  },
  startSpeaking({ room, peerId }) {
    room.startSpeaking(peerId);
    return {};
  },
  sendMessage({ room, peerId }, data) {
    return { message: room.conversation.send(peerId, data) };
  },
  earlierMessages({ room, peerId }, { before }) {
    return { page: room.conversation.messagesBefore(peerId, before) };
  },
  raiseHand({ room, peerId }) {
    room.conversation.raiseHand(peerId);
    return {};
  },
  lowerHand({ room, peerId }) {
    room.conversation.lowerHand(peerId);
    return {};
  },
  lowerHandOf({ room }, { peerId }) {
    room.conversation.lowerHandOf(peerId);
    return {};
  },
  react({ room, peerId }, { reaction }) {
    room.conversation.react(peerId, reaction);
    return {};
  },
  async restartIce({ room, peerId }, { transportId }) {
    return { iceParameters: await room.restartIce(peerId, transportId) };
  },
  offer({ room, peerId }, data) {
    room.directCall(peerId, data.directId).offer(peerId, data);
    return {};
  },
  answer({ room, peerId }, data) {
    room.directCall(peerId, data.directId).answer(peerId, data);
    return {};
  },
  candidate({ room, peerId }, data) {
    room.directCall(peerId, data.directId).candidate(peerId, data);
    return {};
  },
  endDirect({ room, peerId }, data) {
    room.endDirect(peerId, data);
    return {};
  },
  setRole({ room }, data) {
    room.moderation.setRole(data);
    return {};
  },
  setRules({ room }, data) {
    room.moderation.setRules(data);
    return {};
  },
  async setRecording({ room }, { recording }) {
    await room.recording.set(recording);
    return {};
  },
  async muteTrack({ room, peerId }, data) {
    await room.moderation.muteTrack(peerId, data);
    return {};
  },
  async muteAll({ room, peerId }) {
    await room.moderation.muteAll(peerId);
    return {};
  },
  pinForAll({ room }, { pin }) {
    room.moderation.pin.set(pin);
    return {};
  },
  admit({ room }, data) {
    room.moderation.admit(data);
    return {};
  },
  deny({ room }, data) {
    room.moderation.deny(data);
    return {};
  },
  ban({ room }, data) {
    room.moderation.ban(data);
    return {};
  },
  remove({ room }, data) {
    room.moderation.remove(data);
    return {};
  },
  endForAll({ room }) {
    room.moderation.endForAll();
    return {};
  },
};
