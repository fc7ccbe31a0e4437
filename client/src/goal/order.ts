// Which goals come first, and what is next on the way to one. Pure.
import type { Goal, Step, Task } from '../lib/protocol.gen';
import { by_due, is_open } from '../task/life';

export function goals_of(goals: Iterable<Goal>, status: Goal['status']): Goal[] {
  return [...goals].filter((g) => !g.removed_at && g.status === status).sort((a, b) => a.added_at - b.added_at || Math.abs(a.id) - Math.abs(b.id));
}

export function tasks_for(tasks: Iterable<Task>, goal: number): Task[] {
  return [...tasks].filter((x) => x.goal === goal && x.status !== 'cancelled').sort((a, b) => Number(!is_open(a)) - Number(!is_open(b)) || by_due(a, b));
}

/** The undone step or open task that is due first; without dates, the step that was written first, then the oldest task. */
export function next_of(steps: readonly Step[], tasks: readonly Task[]): { step: Step } | { task: Task } | null {
  const [step] = [...steps].filter((s) => !s.done_at).sort(by_due);
  const [task] = tasks.filter(is_open).sort(by_due);
  if (!step || !task) return step ? { step } : task ? { task } : null;
  if (task.due_on && (!step.due_on || task.due_on < step.due_on)) return { task };
  return { step };
}
