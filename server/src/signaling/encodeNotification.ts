import type { NotificationFrame } from '@parley/protocol';

/** By the data of a notification: many are told the same. */
const encoded = new WeakMap<object, { method: string; text: string }>();

/** The text of a notification. Of one that is told with the same data again and again, it is made once. */
export function encodeNotification({ kind, method, data }: NotificationFrame): string {
  const known = encoded.get(data);
  if (known?.method === method) return known.text;
  const text = JSON.stringify({ kind, method, data });
  encoded.set(data, { method, text });
  return text;
}
