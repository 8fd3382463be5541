import type { HostMethods } from '../host-methods.ts';
import type { HostParts } from '../host-parts.ts';
import { pullStaff } from '../staff/staff-line.ts';

type DistrictMethod = Exclude<
  Extract<keyof HostMethods, `district.${string}`>,
  'district.pushNotes' | 'district.pullNotes'
>;

/** Answers the calls that ask the district. */
export function districtMethodsOf(parts: HostParts): Pick<HostMethods, DistrictMethod> {
  const { profile, line } = parts;
  return {
    'district.push': async () => {
      const fault = await heard(parts, line.push());
      if (fault === null) await parts.reporter?.report();
      return answerOf(fault, () => profile.journals.view.status());
    },
    'district.keys': ({ have }) => line.ask((client, account) => client.keys(account, have)),
    'district.denied': ({ have }) => line.ask((client, account) => client.denied(account, have)),
    'district.rosterPage': ({ cursor }) => line.ask((client, account) => client.rosterPage(account, cursor)),
    'district.stretches': (request) =>
      line.ask((client, account) => {
        const headSeq = profile.journals.view.ownSeqOf(request.headSeq);
        return client.stretches(account, profile.journal.journalId, { ...request, headSeq });
      }),
    'district.leases': (request) =>
      line.ask((client, account) => {
        const headSeq = profile.journals.view.ownSeqOf(request.headSeq);
        return client.leases(account, profile.journal.journalId, { ...request, headSeq });
      }),
    'district.rights': ({ cursor }) => line.ask((client, account) => client.rights(account, cursor)),
    'district.records': async ({ cursor }) => {
      const answer = await line.ask((client, account) => client.records(account, cursor));
      if (!answer.ok || answer.value === null) return answer;
      const records = answer.value.records.map(profile.journals.view.recordAsSeen);
      return { ...answer, value: { ...answer.value, records } };
    },
    'district.replaced': ({ cursor }) => line.ask((client, account) => client.replaced(account, cursor)),
    'district.notices': ({ cursor }) => line.ask((client, account) => client.notices(account, cursor)),
    'district.noticesRead': (read) => line.ask((client, account) => client.noticesRead(account, read)),
    'district.claimRight': (claim) => line.ask((client, account) => client.claimRight(account, claim)),
    'district.staff': () => pullStaff(parts),
    'district.catalogue': ({ have }) => line.ask((client, account) => client.catalogue(account, have)),
  };
}

/** After an answer of the district a pull may follow, so the names need a key by then. */
export async function heard<Fault>(
  { profile }: HostParts,
  answer: Promise<Fault | null>,
): Promise<Fault | null> {
  const fault = await answer;
  // A disk that takes no key leaves the names off; the next answer tries again.
  if (fault === null) await profile.names.prepare().catch(() => undefined);
  return fault;
}

/** Returns the value, or the fault if there is none. */
export function answerOf<Fault, Value>(fault: Fault | null, value: () => Value) {
  return fault === null ? { ok: true as const, value: value() } : { ok: false as const, fault };
}
