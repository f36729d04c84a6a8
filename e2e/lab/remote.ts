// Calls an object that is in another process, over the channel that Node puts between the two.
import type { ChildProcess } from 'node:child_process';

/** The methods of an object, all of whose arguments and results can be written as JSON. */
export type Remote<T> = {
  readonly [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: unknown[];
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** The object that a process serves. Its calls reject once the process has ended. Errors have its name. */
export function remote<T>(name: string, process: ChildProcess): Remote<T> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  process.on('message', ({ id, result, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(`${name}: ${error}`));
  });
  process.on('exit', () => {
    for (const call of waiting.values()) call.reject(new Error(`${name}: the process has ended`));
    waiting.clear();
  });
  const call =
    (method: string) =>
    (...args: unknown[]) => {
      const answer = Promise.withResolvers<unknown>();
      calls += 1;
      waiting.set(calls, answer);
      process.send({ id: calls, method, args } satisfies Call, (error) => error && answer.reject(error));
      return answer.promise;
    };
  // Whoever awaits it asks whether it is a promise.
  return new Proxy({} as Remote<T>, {
    get: (_, method) => (method === 'then' ? undefined : call(String(method))),
  });
}

/** Lets the parent process call an object here. */
export function serve(object: object): void {
  const methods = object as Readonly<Record<string, (...args: unknown[]) => unknown>>;
  process.on('message', ({ id, method, args }: Call) => {
    const work = async () => {
      if (!(method in object)) throw new Error(`there is no ${method}()`);
      return methods[method]?.(...args);
    };
    void answerOf(work).then((answer) => process.send?.({ id, ...answer }));
  });
}

async function answerOf(work: () => Promise<unknown>): Promise<Omit<Answer, 'id'>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error: String(error) };
  }
}
