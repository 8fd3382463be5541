import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import { isProvedRevoked, type RevocationProof } from '../../domain/trust/revocation.ts';
import type { Enrolment } from '../profile/enrolment-file.ts';
import type { Profile } from '../profile/profile.ts';

/** Is told what an answer of the district says about the asker's enrolment. */
interface ToldRevoked {
  readonly isRevoked: boolean;
  readonly proof: RevocationProof | null;
}

/** The enrolment that the district said it has revoked, and whether it has proved it. */
export interface ToldRevocation {
  /** `asked`: the enrolment under which the question was asked. */
  tell(asked: Enrolment | null, told: ToldRevoked): void;
  /** Null if the last report is not about this enrolment. */
  of(enrolment: Enrolment | null): { readonly isProved: boolean } | null;
  isUnproved(): boolean;
  /** The profile is wiped: there is nothing left that could be revoked. */
  forget(): void;
}

/** If `roots` is missing, no revocation is believed. */
export function toldRevocation(
  profile: Pick<Profile, 'enrolment'> & { readonly clock: Pick<Profile['clock'], 'look'> },
  roots: TrustedKeys | undefined,
): ToldRevocation {
  let revoked: { readonly enrolment: Enrolment; readonly isProved: boolean } | null = null;
  return {
    tell(asked, { isRevoked, proof }) {
      // An answer that was in flight says nothing of an enrolment that was made meanwhile.
      if (asked === null || profile.enrolment() !== asked) return;
      const date = wallDateOf(profile.clock.look().effectiveMs);
      const isProved =
        roots !== undefined && proof !== null && isProvedRevoked(asked.kioskId, proof, { roots, date });
      // What was proved once stays so, whatever a later answer leaves out.
      const wasProved = revoked?.enrolment === asked && revoked.isProved;
      if (isRevoked) revoked = { enrolment: asked, isProved: isProved || wasProved };
      else if (!wasProved) revoked = null;
    },
    of: (enrolment) => (revoked !== null && revoked.enrolment === enrolment ? revoked : null),
    isUnproved: () => revoked?.isProved === false,
    forget() {
      revoked = null;
    },
  };
}
