// The load, as a process of its own.
import { takeTasks } from '../../scripts/bench/takeTasks.ts';
import { echo } from './echo.ts';
import { flood } from './flood.ts';
import { openFlows, type Flow } from './flows.ts';
import { handshakes } from './handshakes.ts';
import type { Results, Task } from './Task.ts';

let flows: Flow[] = [];

async function run(task: Task): Promise<Results[Task['name']]> {
  switch (task.name) {
    case 'open':
      flows = await openFlows(task.path, task.flows, task.peerPort);
      return null;
    case 'echo':
      return echo(flows, task);
    case 'flood':
      return flood(flows, task);
    case 'handshakes':
      return handshakes(task);
    default:
      await Promise.all(flows.map((flow) => flow.close()));
      return null;
  }
}

takeTasks<Task, Results>(run);
