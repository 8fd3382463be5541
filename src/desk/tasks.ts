import type { Text } from '../domain/base/text.ts';
import { dateOfMinute } from '../domain/base/wall-time.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import { taskDueText, taskText } from '../domain/records/task-words.ts';
import { type Task, type TaskAround, tasksOf } from '../domain/records/tasks.ts';
import { recordText } from './record-words.ts';
import type { ShownRecord } from './step-parts.ts';

/** A task in words, with the record that it is about. Of its steps only those that end the task are possible here. */
export interface ShownTask extends Pick<Task, 'kind' | 'dueOn' | 'isLate'> {
  readonly shown: ShownRecord;
  /** What a clerk has to do. */
  readonly words: Text;
  /** By when, or since when it is late. */
  readonly dueWords: Text;
  readonly recordWords: Text;
}

/** What is due at the desk because of these records, the most overdue first. */
export function shownTasks(records: readonly PresentRecord[], around: TaskAround): readonly ShownTask[] {
  const { now, calendar } = around;
  return tasksOf(records, around).map((task) => {
    const { kind, dueOn, isLate, record, item, steps } = task;
    return {
      ...{ kind, dueOn, isLate },
      shown: { record, item, possible: steps, calendar, renewsFrom: null },
      words: taskText(task),
      dueWords: taskDueText(task, dateOfMinute(now)),
      recordWords: recordText(record, item, now),
    };
  });
}
