import type { StaffPulled } from '../../host-api/staff-api.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { HostParts } from '../host-parts.ts';

type Pulled =
  | { readonly ok: true; readonly value: StaffPulled }
  | { readonly ok: false; readonly fault: LineFault };

/** Sends the PINs that were changed here, and then takes the district's list if it has another one. */
export async function pullStaff({ profile, line, options }: HostParts): Promise<Pulled> {
  const { staff } = profile;
  for (const change of staff.changes()) {
    const { memberId, proofHex, verifier } = change;
    const sent = await line.ask((client, account) =>
      client.changePin(account, { memberId, proofHex, verifier }),
    );
    if (!sent.ok) return sent;
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
