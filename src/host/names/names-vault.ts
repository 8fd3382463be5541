import { turns } from '../../domain/base/turns.ts';
import type { NamesView, PassphraseFault } from '../../host-api/names-api.ts';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed } from '../disk/sealed-file.ts';
import type { RandomBytes } from '../profile/enrolment-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { KeptNamesKey, NAMES_KEY_BYTES, NAMES_KEY_FILE, StoredNamesKey } from './kept-names-key.ts';
import { NamesPassphrase, newPassphrase } from './names-passphrase.ts';
import { PASSPHRASE_FILE, PassphraseGuard } from './passphrase-guard.ts';

const PASSPHRASE_LENGTH_MIN = 8;

/**
 * Keeps the key to the names, apart from the key to everything else, since the staleness ladder destroys it. If the
 * operating system has no real safe storage, the key is in a box that only a passphrase opens. The verdict on a card
 * needs none of it.
 */
export interface NamesVault {
  view(): NamesView;
  /** The key in hexadecimal digits; null if names may not be shown now. */
  keyHex(): string | null;
  /** Is called when the district answers: makes a key if there is none and one is allowed. */
  prepare(): Promise<void>;
  /** Gives the names up: the key is gone from memory at once, and from the disk when this resolves. */
  destroy(): Promise<void>;
  /** Returns null if the names are now unlocked until this host ends. */
  unlock(passphrase: string): Promise<PassphraseFault | null>;
  /** Sets the first passphrase (`current` null), or changes it. */
  setPassphrase(change: { current: string | null; next: string }): Promise<PassphraseFault | null>;
  /** Forgets the passphrase. Nothing could open the names then, so they are given up with it. */
  forgetPassphrase(): Promise<void>;
}

export interface NamesVaultParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly clock: ClockKeeper;
  readonly monotonicMs: () => number;
  /** Makes the keys. */
  readonly random: RandomBytes;
  /** False if the marks of time are lost: then nobody can tell how old the names are. */
  readonly isTimeKnown: boolean;
}

/** Opens what a start finds. Throws if the disk does not let it. */
export async function openNamesVault(parts: NamesVaultParts): Promise<NamesVault> {
  const { disk, secrets, isTimeKnown } = parts;
  const key = await readSealed(disk, NAMES_KEY_FILE, { schema: StoredNamesKey, secrets });
  const passphrase = await readSealed(disk, PASSPHRASE_FILE, { schema: NamesPassphrase, secrets });
  const stored = key.kind === 'read' ? key.value : null;
  const found = passphrase.kind === 'read' ? passphrase.value : null;
  const fits = stored?.kind === (secrets.strength === 'basic' ? 'locked' : 'bare');
  const isKept = stored !== null && fits && isTimeKnown && (stored.kind === 'bare' || found !== null);
  // What cannot be opened is left: a keyring that is shut today may open it at the next start.
  if (!isKept && key.kind === 'read') await destroyFile(disk, NAMES_KEY_FILE);
  const state = {
    names: new KeptNamesKey(parts, isKept ? stored : null),
    guard: new PassphraseGuard(parts, found),
    clock: parts.clock,
    needsPassphrase: secrets.strength === 'basic',
    inTurn: turns(),
  };
  return vaultOver(state, parts.random);
}

interface VaultState {
  readonly names: KeptNamesKey;
  readonly guard: PassphraseGuard;
  readonly clock: ClockKeeper;
  /** False if the operating system keeps secrets safe. */
  readonly needsPassphrase: boolean;
  readonly inTurn: ReturnType<typeof turns>;
}

function vaultOver(state: VaultState, random: RandomBytes): NamesVault {
  const { names, guard, clock, needsPassphrase, inTurn } = state;
  return {
    view() {
      checkAge(state);
      return {
        kind: kindNow(state),
        needsPassphrase,
        isPassphraseSet: guard.isSet,
        waitMs: Math.max(0, guard.waitMs()),
      };
    },
    keyHex() {
      checkAge(state);
      return kindNow(state) === 'on' && names.key !== null ? names.key.toString('hex') : null;
    },
    prepare: () =>
      inTurn(async () => {
        checkAge(state);
        if (kindNow(state) !== 'waiting') return;
        const madeMs = clock.look().highWaterMs;
        const next = { madeMs, asOf: names.drops, passphraseKey: guard.key };
        await names.store(Buffer.from(random(NAMES_KEY_BYTES)), next);
      }),
    destroy: () => destroy(state),
    unlock: (passphrase) => inTurn(() => unlock(state, passphrase)),
    setPassphrase: (change) => inTurn(() => setPassphrase(state, change)),
    forgetPassphrase: () => inTurn(() => giveUp(state)),
  };
}

function kindNow({ names, guard, clock, needsPassphrase }: VaultState): NamesView['kind'] {
  if (needsPassphrase && !guard.isSet) return 'no-passphrase';
  if (needsPassphrase && guard.key === null) return 'locked';
  if (names.key === null) return 'waiting';
  const { clockTrust, isByDistrict } = clock.look();
  return clockTrust === 'suspect' && !isByDistrict ? 'withheld' : 'on';
}

/** The staleness ladder: when the names are too old, they are destroyed at the next question about them. */
function checkAge(state: VaultState): void {
  // The key is out of the memory at once; a file that cannot be removed now is tried again when next asked.
  if (state.names.mustGo()) void destroy(state).catch(() => undefined);
}

async function destroy({ names, inTurn }: VaultState): Promise<void> {
  names.drop();
  await inTurn(async () => {
    if (!names.isStored) await names.destroyFile();
  });
}

async function unlock(state: VaultState, passphrase: string): Promise<PassphraseFault | null> {
  const opened = await state.guard.open(passphrase);
  if (!Buffer.isBuffer(opened)) {
    if (opened.kind === 'given-up') await giveUp(state);
    return opened;
  }
  if (!state.names.isStored) return null;
  state.names.openBox(opened);
  checkAge(state);
  return null;
}

async function setPassphrase(
  state: VaultState,
  change: { current: string | null; next: string },
): Promise<PassphraseFault | null> {
  if (!state.needsPassphrase) return { kind: 'not-needed' };
  if ([...change.next].length < PASSPHRASE_LENGTH_MIN) {
    return { kind: 'too-short', lengthMin: PASSPHRASE_LENGTH_MIN };
  }
  const { names, guard } = state;
  if (guard.isSet) {
    const fault = change.current === null ? NO_CURRENT : await unlock(state, change.current);
    if (fault !== null) return fault;
  }
  const made = await newPassphrase(change.next);
  await names.moveUnder(() => guard.replace(made));
  return null;
}

async function giveUp({ names, guard }: VaultState): Promise<void> {
  names.drop();
  guard.shut();
  await names.destroyFile();
  await guard.destroy();
}

const NO_CURRENT: PassphraseFault = { kind: 'wrong', triesLeft: null };
