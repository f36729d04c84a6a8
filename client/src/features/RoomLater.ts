// The room, whose code comes while the person is in the lobby. What the server's media needs comes along.
import { preloadMedia } from '../call/createCall.ts';
import { later } from '../react/later.tsx';

export const RoomLater = later(async () => {
  const [{ Room }] = await Promise.all([import('./room/Room.tsx'), preloadMedia()]);
  return Room;
});
