export type Log = (level: 'info' | 'warn' | 'error', fields: object, message: string) => void;

/** One JSON object a line, with these fields in each. No line has an address or a username of a client. */
export function logWith(always: object): Log {
  return (level, fields, msg) => {
    console.log(JSON.stringify({ level, time: Date.now(), ...always, ...fields, msg }));
  };
}
