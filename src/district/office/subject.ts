import { ReasonKind } from '../../domain/card/change-reason.ts';

/** The fields that say what a request is about, and how the log writes each. */
export const SUBJECT_FIELDS: Readonly<Record<string, (value: string) => string>> = {
  cardNumber: (number) => `card …${number.slice(-LAST)}`,
  search: (text) => `search of ${[...text].length} characters`,
  siteId: (siteId) => siteId,
  siteIds: (siteIds) => siteIds,
  month: (month) => month,
  from: (from) => `from ${from}`,
  to: (to) => `to ${to}`,
  discrepancyId: (discrepancyId) => discrepancyId,
  journalId: (journalId) => `journal ${journalId}`,
  kioskIds: (kioskIds) => kioskIds,
  kioskName: (name) => name,
  importId: (importId) => `import ${importId}`,
  fileName: (fileName) => fileName,
  dryRun: (isDry) => (isDry === 'true' ? 'dry run' : ''),
  backupId: (backupId) => `backup ${backupId}`,
  name: (name) => name,
  role: (role) => role,
  version: (version) => `version ${version}`,
  fromVersion: (version) => `from version ${version}`,
  revision: (revision) => `revision ${revision}`,
  memberId: (memberId) => `member ${memberId}`,
  signIn: (signIn) => (signIn === 'true' ? 'sign-in' : 'no sign-in'),
  removed: () => 'removed',
  locked: (locked) => (locked === 'true' ? 'locked' : 'unlocked'),
  reset: () => 'reset',
  sessionId: (sessionId) => `session ${sessionId}`,
  address: (address) => `address ${address}`,
  noticeId: (noticeId) => `notice ${noticeId}`,
  recordId: (recordId) => `record ${recordId}`,
  endedBefore: (day) => `ended before ${day}`,
  // The free words beside it stay out; the reasons of other requests are free words too.
  reason: (reason) => (ReasonKind.safeParse(reason).success ? `reason ${reason}` : ''),
  cardRef: (cardRef) => `card ref ${cardRef}`,
};
/** Enough to find the card again together with the time, and too little to print it. */
const LAST = 4;

/**
 * What a request was about, as the log may keep it for years: no name of a cardholder, no whole number of a card.
 *
 * @param parts - parameters of the path, query and body
 * @param isOfCards - a `name` is a cardholder's
 */
export function subjectOf(parts: readonly unknown[], isOfCards: boolean): string {
  const given = new Map<string, string>();
  for (const part of parts) {
    if (typeof part !== 'object' || part === null || Buffer.isBuffer(part)) continue;
    for (const [key, value] of Object.entries(part)) if (!given.has(key)) given.set(key, wordOf(value));
  }
  return Object.entries(SUBJECT_FIELDS)
    .filter(([key]) => !(key === 'name' && isOfCards))
    .map(([key, write]) => {
      const value = given.get(key) ?? '';
      return value === '' ? '' : write(value);
    })
    .filter((word) => word !== '')
    .join(' · ');
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordOf).join(',');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
