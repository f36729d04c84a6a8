import type { Answer, NamedTask } from './LoadProcess.ts';

/** In a process that makes load: does what it is asked for over its channel (`LoadProcess.ts`), and answers. */
export function takeTasks<Task extends NamedTask, Results extends Record<Task['name'], unknown>>(
  run: (task: Task) => Promise<Results[Task['name']]>,
): void {
  const answer = (message: Answer<Results[Task['name']]>) => process.send?.(message);
  process.on('message', (task: Task) => {
    run(task).then(
      (result) => answer({ result }),
      (error: unknown) =>
        answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
