import { randomBytes } from 'node:crypto';
import { turns } from '../../domain/base/turns.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import {
  checkHexOf,
  PIN_COST,
  PIN_KEY_BYTES,
  PIN_SALT_BYTES,
  type PinKey,
  pinFaultOf,
  typedPin,
} from '../../domain/staff/pin.ts';
import {
  type ListedMember,
  membersOf,
  readStaffList,
  requiresSignIn,
  type SignedStaff,
  type StaffList,
} from '../../domain/staff/staff-list.ts';
import type { StaffFault, StaffPulled } from '../../host-api/staff-api.ts';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed, type SealedFile, writeSealed } from '../disk/sealed-file.ts';
import { everyStep } from '../every-step.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { scryptKey } from '../scrypt-key.ts';
import {
  HeldStaff,
  memberNow,
  type PinChange,
  STAFF_FILE,
  withList,
  withoutChange,
  withPin,
} from './held-list.ts';
import { PinGuard, PinTries, TRIES_FILE } from './pin-guard.ts';

/** A member of a site, and the PIN that was typed. */
export interface PinAsked {
  readonly siteId: string;
  readonly memberId: string;
  readonly pin: string;
}

type PinAnswer =
  | { readonly ok: true; readonly member: ListedMember; readonly keyHex: string }
  | { readonly ok: false; readonly fault: StaffFault };

/** Keeps the staff of this kiosk's sites sealed, and looks at PINs. A list that was seen once stays in force. */
export interface StaffKeeper {
  isRequired(siteId: string): boolean;
  /** Returns the members who may sign in at the site, each with the PIN that counts now. */
  members(siteId: string): readonly ListedMember[];
  /** Looks at the PIN of a member of the site. It does not say which part was wrong. */
  check(asked: PinAsked): Promise<PinAnswer>;
  /** Returns null once the new PIN counts here. */
  changePin(asked: PinAsked & { readonly next: string }): Promise<StaffFault | null>;
  /** PINs that the district does not know yet. */
  changes(): readonly PinChange[];
  /** Drops a change that the district refuses. */
  dropChange(change: PinChange): Promise<void>;
  /** The serial of the list that is held for this kiosk; 0 for none. */
  serialFor(kioskId: string): number;
  take(
    signed: SignedStaff,
    asked: { readonly roots: TrustedKeys; readonly kioskId: string },
  ): Promise<StaffPulled>;
  /** Rejects if the disk refuses. */
  destroy(): Promise<void>;
}

export interface StaffKeeperParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly clock: Pick<ClockKeeper, 'look'>;
  readonly monotonicMs: () => number;
  /** True if the secrets cannot be opened at this start: then nothing is overwritten. */
  readonly isShut: boolean;
  readonly keyOf?: PinKey;
}

const keyByScrypt: PinKey = (pin, parameters) => scryptKey(pin, { ...parameters, bytes: PIN_KEY_BYTES });

/** Opens what a start finds. Throws if the disk does not let it. */
export async function openStaffKeeper(
  parts: StaffKeeperParts,
): Promise<{ readonly staff: StaffKeeper; readonly read: SealedFile<HeldStaff> }> {
  const { disk, secrets } = parts;
  const read = await readSealed(disk, STAFF_FILE, { schema: HeldStaff, secrets });
  const tries = await readSealed(disk, TRIES_FILE, { schema: PinTries, secrets });
  const keyOf = parts.keyOf ?? keyByScrypt;
  const guard = new PinGuard({ ...parts, keyOf }, tries.kind === 'read' ? tries.value : null);
  const held = read.kind === 'read' ? read.value : null;
  // A list that lies here and cannot be opened was seen once: nobody is let off until the district has sent it again.
  const isLost = read.kind === 'sealed';
  return { staff: keeperOver(parts, { guard, keyOf, held, isLost }), read };
}

interface KeeperState {
  readonly guard: PinGuard;
  readonly keyOf: PinKey;
  readonly held: HeldStaff | null;
  readonly isLost: boolean;
}

function keeperOver(parts: StaffKeeperParts, state: KeeperState): StaffKeeper {
  const { disk, secrets, clock, isShut } = parts;
  const { guard, keyOf } = state;
  const inTurn = turns();
  let { held, isLost } = state;
  /** False if the disk has refused the list: it counts, and is asked for again. */
  let isWritten = true;

  /** False if the disk has refused it; what a start finds is then what was there before. */
  async function keep(next: HeldStaff): Promise<boolean> {
    held = next;
    isLost = false;
    if (isShut) return false;
    isWritten = await writeSealed(disk, STAFF_FILE, { value: next, secrets }).then(
      () => true,
      () => false,
    );
    return isWritten;
  }

  function memberAt(siteId: string, memberId: string): ListedMember | null {
    const member = held === null ? null : memberNow(held, memberId);
    return member?.siteIds.includes(siteId) ? member : null;
  }

  const check = (asked: PinAsked) => checkPin(guard, memberAt(asked.siteId, asked.memberId), asked);

  async function changePin({
    next,
    ...asked
  }: PinAsked & { readonly next: string }): Promise<StaffFault | null> {
    const pin = typedPin(next);
    const why = pin === typedPin(asked.pin) ? 'same' : pinFaultOf(pin);
    if (why !== null) return { kind: 'unfit-pin', why };
    const proved = await check(asked);
    if (!proved.ok) return proved.fault;
    const verifier = await verifierOf(pin, keyOf);
    if (held === null) return { kind: 'wrong' };
    const before = held;
    if (await keep(withPin(held, { memberId: asked.memberId, keyHex: proved.keyHex, verifier }))) return null;
    held = before;
    return { kind: 'disk' };
  }

  async function adopt(list: StaffList): Promise<StaffPulled> {
    guard.keepOnly(new Set(list.members.map(({ memberId }) => memberId)));
    return { kind: (await keep(withList(held, list))) ? 'adopted' : 'disk' };
  }

  return {
    isRequired: (siteId) => isLost || requiresSignIn(held?.list ?? null, siteId),
    members: (siteId) =>
      membersOf(held?.list ?? null, siteId).map((member) => memberAt(siteId, member.memberId) ?? member),
    check,
    changePin: (asked) => inTurn(() => changePin(asked)),
    changes: () => held?.changes ?? [],
    dropChange: (change) =>
      inTurn(async () => {
        if (held !== null) await keep(withoutChange(held, change));
      }),
    serialFor: (kioskId) => (held?.list.kioskId === kioskId && isWritten ? held.list.serial : 0),
    take: (signed, { roots, kioskId }) =>
      inTurn(async () => {
        const { effectiveMs, highWaterMs } = clock.look();
        const reading = readStaffList(signed, {
          ...{ roots, kioskId, date: wallDateOf(effectiveMs), now: highWaterMs },
          knownSerial: held?.list.kioskId === kioskId ? held.list.serial : 0,
        });
        return reading.ok ? adopt(reading.list) : { kind: 'refused', detail: reading.detail };
      }),
    async destroy() {
      held = null;
      isLost = false;
      await everyStep([() => destroyFile(disk, STAFF_FILE), () => destroyFile(disk, TRIES_FILE)]);
    },
  };
}

async function checkPin(
  guard: PinGuard,
  member: ListedMember | null,
  { memberId, pin }: PinAsked,
): Promise<PinAnswer> {
  const verifier = member?.pin?.verifier;
  const look = await guard.look(verifier === undefined ? null : { memberId, verifier }, typedPin(pin));
  if (look.kind !== 'right') return { ok: false, fault: look };
  return member === null
    ? { ok: false, fault: { kind: 'wrong' } }
    : { ok: true, member, keyHex: look.keyHex };
}

/** What a PIN is checked against later; the PIN cannot be read from it. */
async function verifierOf(pin: string, keyOf: PinKey) {
  const parameters = { saltHex: randomBytes(PIN_SALT_BYTES).toString('hex'), ...PIN_COST };
  return { ...parameters, checkHex: checkHexOf(await keyOf(pin, parameters)) };
}
