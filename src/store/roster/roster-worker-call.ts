import type { CacheKeys } from '../../app/cache-port.ts';
import type { RosterPull, RosterPullKind, StoreFault } from '../../app/ports.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import type { KeysInUse } from '../../domain/trust/signing-key.ts';

/** What the window asks of the roster's worker; one pull at a time, the last one begun. */
export type WorkerCall =
  | {
      readonly kind: 'begin';
      readonly storeKeys: CacheKeys;
      readonly pull: RosterPullKind;
      readonly keys: KeysInUse;
    }
  | { readonly kind: 'add'; readonly page: SignedText }
  | { readonly kind: 'finish'; readonly pulledAt: Instant };

export interface WorkerAnswer {
  readonly begin: StoreFault | null;
  readonly add: Awaited<ReturnType<RosterPull['add']>>;
  readonly finish: Awaited<ReturnType<RosterPull['finish']>>;
}

export interface WorkerRequest {
  readonly id: number;
  readonly call: WorkerCall;
}

export type WorkerReply =
  | { readonly kind: 'done'; readonly id: number; readonly answer: WorkerAnswer[WorkerCall['kind']] }
  /** A bug; the message is for the technician. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
