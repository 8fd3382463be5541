import { positionOfCursor } from '../../protocol/position-cursor.ts';
import type { Device } from '../world/device.ts';
import type { Fail } from './invariant.ts';

interface Mark {
  readonly epoch: string;
  readonly position: number;
}

/** Watches that what a kiosk has pulled by a cursor never goes back within an epoch, but to start again. */
export interface CursorWatch {
  check(device: Device): Promise<void>;
  /** The device has lost its cache: it starts again. */
  forget(device: Device): void;
}

export function cursorWatch(fail: Fail): CursorWatch {
  const seen = new Map<Device, Map<string, Mark>>();

  return {
    async check(device) {
      const marks = seen.get(device) ?? new Map<string, Mark>();
      seen.set(device, marks);
      for (const [what, mark] of await marksOf(device)) {
        const before = marks.get(what);
        if (before?.epoch === mark.epoch && before.position > mark.position) {
          fail(
            'cursor',
            `${device.name} went back in the ${what}, from ${before.position} to ${mark.position}`,
          );
        }
        marks.set(what, mark);
      }
    },
    forget: (device) => void seen.delete(device),
  };
}

async function marksOf({ cache }: Device): Promise<readonly [string, Mark][]> {
  const marks: [string, Mark][] = [];
  const cursor = await cache.holdings.rightsCursor();
  const rights = cursor === null ? null : positionOfCursor(cursor);
  if (rights !== null) marks.push([`rights, begun ${cache.rightsBegun()} times`, rights]);
  const position = await cache.records.cursor();
  const records = position === null ? null : positionOfCursor(position);
  if (records !== null) marks.push([`records, begun ${cache.recordsBegun()} times`, records]);
  const known = await cache.replacements.cursor();
  const replaced = known === null ? null : positionOfCursor(known);
  if (replaced !== null) marks.push([`replaced cards, begun ${cache.replacedBegun()} times`, replaced]);
  const courts = await cache.holdings.courts();
  if (courts !== null && courts.epoch !== null) {
    marks.push([`leases of ${courts.journalId}`, { epoch: courts.epoch, position: courts.seen }]);
  }
  return marks;
}
