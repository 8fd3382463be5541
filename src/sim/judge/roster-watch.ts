import { positionOf } from '../../district/roster/roster-cursor.ts';
import { HOUR_MS } from '../../domain/base/duration.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import type { Device } from '../world/device.ts';
import type { Fail } from './invariant.ts';

/** Every state that the district's roster was ever in, and whether a kiosk's is one of them. */
export interface RosterWatch {
  /** The roster has changed: remembers it under its epoch and position. */
  begin(district: SimulatedDistrict): Promise<void>;
  /** One generation, whole; and never an earlier one of the same epoch, nor one of an epoch that was left. */
  check(device: Device, nowMs: number): void;
  /** The device has lost its cache: it starts again, and may meet a replayed answer there. */
  forget(device: Device): void;
  current(): ReadonlyMap<string, RosterRecord>;
}

const CARDS_MAX = 1_000;
/** A kiosk goes by the district's clock between two epochs, and gives it an hour: after this long nothing goes back. */
const SETTLED_EPOCH_MS = 2 * HOUR_MS;

interface Seen {
  readonly epoch: string;
  readonly position: number;
  /** When it was seen to have left which epoch. */
  readonly leftMs: ReadonlyMap<string, number>;
}

export function rosterWatch(fail: Fail): RosterWatch {
  const states = new Map<string, ReadonlyMap<string, RosterRecord>>();
  const lastSeen = new Map<Device, Seen>();
  let current: ReadonlyMap<string, RosterRecord> = new Map();

  return {
    current: () => current,
    async begin({ store }) {
      await store.read(async (reads) => {
        const { epoch } = await reads.identity();
        const position = await reads.rosterHead();
        const rows = await reads.cardsAfter({ position: 0, begun: position, limit: CARDS_MAX });
        current = new Map(rows.flatMap(({ record }) => (record ? [[record.cardNumber, record]] : [])));
        states.set(`${epoch} ${position}`, current);
      });
    },
    check(device, nowMs) {
      const mark = device.cache.held.mark();
      if (mark === null) return;
      const at = positionOf(mark.cursor);
      if (at === null) return fail('generation', `${device.name} holds a cursor of nobody`);
      const state = states.get(`${at.epoch} ${at.position}`);
      if (state === undefined || !device.cache.held.holds(state)) {
        fail('generation', `${device.name} serves a roster that the district never had`);
      }
      const before = lastSeen.get(device);
      if (before?.epoch === at.epoch && before.position > at.position) {
        fail('cursor', `${device.name} went back in the roster, from ${before.position} to ${at.position}`);
      }
      const leftMs = new Map(before?.leftMs);
      if (nowMs - (leftMs.get(at.epoch) ?? nowMs) > SETTLED_EPOCH_MS) {
        fail('cursor', `${device.name} went back to an epoch that it had left`);
      }
      if (before !== undefined && before.epoch !== at.epoch) leftMs.set(before.epoch, nowMs);
      lastSeen.set(device, { epoch: at.epoch, position: at.position, leftMs });
    },
    forget: (device) => void lastSeen.delete(device),
  };
}
