import type { StaffPulled } from '../../host-api/staff-api.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { HostParts } from '../host-parts.ts';

type Pulled =
  | { readonly ok: true; readonly value: StaffPulled }
  | { readonly ok: false; readonly fault: LineFault };

/** Faults of one request, and not of the line. */
const OF_ONE_CHANGE: ReadonlySet<LineFault['kind']> = new Set(['bad-request', 'too-large', 'refused']);

/** Sends the PINs that were changed here, and then takes the district's list if it has another one. */
export async function pullStaff({ profile, line, options }: HostParts): Promise<Pulled> {
  const { staff } = profile;
  for (const change of staff.changes()) {
    const { memberId, proofHex, verifier } = change;
    const sent = await line.ask((client, account) =>
      client.changePin(account, { memberId, proofHex, verifier }),
    );
    // What is wrong with one change keeps no list away: a member who was removed must go.
    if (!sent.ok && !OF_ONE_CHANGE.has(sent.fault.kind)) return sent;
    if (!sent.ok) continue;
    if (sent.value?.isTaken === false) await staff.dropChange(change);
  }
  const kioskId = profile.enrolment()?.kioskId ?? '';
  const answer = await line.ask((client, account) => client.staff(account, staff.serialFor(kioskId)));
  if (!answer.ok) return answer;
  if (answer.value === null) return { ok: true, value: { kind: 'older-district' } };
  const { signed } = answer.value;
  if (signed === null) return { ok: true, value: { kind: 'current' } };
  // An answer that was on its way says nothing of an enrolment that was made meanwhile.
  if (profile.enrolment()?.kioskId !== kioskId) return { ok: true, value: { kind: 'current' } };
  const { roots } = options.pinnedTrust;
  return { ok: true, value: await staff.take(signed, { roots, kioskId }) };
}
