import type { NoticesLine } from '../app/notices/notices-port.ts';
import type { DistrictPort, JournalPort, NotesLine, NotesPort, StaffLine } from '../app/ports.ts';
import type { RecordsLine } from '../app/record/feed-records.ts';
import type { HoldingsLine } from '../app/record/holdings.ts';
import type { Host } from '../host-api/host-api.ts';
import { hostFault } from '../host-api/line-method.ts';
import type { HostClock } from './host-clock.ts';

/** The host's journal; rejects if the host is gone. */
export function journalOf(host: Host): JournalPort {
  return {
    append: (draft) => host.call('journal.append', draft),
    status: () => host.call('journal.status', {}),
    read: (fromSeq, limit) => host.call('journal.read', { fromSeq, limit }),
  };
}

/** `pulls` is the same host, but may have asked already for what a first round pulls. */
export function holdingsLineOf(host: Host, pulls: Host): HoldingsLine & RecordsLine {
  return {
    stretches: (request) => host.call('district.stretches', request).catch(hostGone),
    leases: (request) => host.call('district.leases', request).catch(hostGone),
    rights: (cursor) => host.call('district.rights', { cursor }).catch(hostGone),
    records: (cursor) => pulls.call('district.records', { cursor }).catch(hostGone),
    claimRight: (claim) => host.call('district.claimRight', claim).catch(hostGone),
  };
}

export function noticesLineOf(host: Host, pulls: Host): NoticesLine {
  return {
    notices: (cursor) => pulls.call('district.notices', { cursor }).catch(hostGone),
    noticesRead: (noticeIds) =>
      host.call('district.noticesRead', { noticeIds: [...noticeIds] }).catch(hostGone),
  };
}

/** The host's notes; rejects where the host is gone. */
export function notesOf(host: Host): NotesPort {
  return {
    put: (note) => host.call('notes.put', note),
    read: (hash) => host.call('notes.read', { hash }),
    list: (recordId) => host.call('notes.list', { recordId }),
  };
}

export function notesLineOf(host: Host): NotesLine {
  return {
    push: () => host.call('district.pushNotes', {}).catch(hostGone),
    pull: () => host.call('district.pullNotes', {}).catch(hostGone),
  };
}

export function staffLineOf(host: Host): StaffLine {
  return { pull: () => host.call('district.staff', {}).catch(hostGone) };
}

/**
 * A failed question to the district does not close the screen. The clerk's next act shows whether the host is there.
 */
function hostGone(cause: unknown) {
  return hostFault(String(cause));
}

/** Reaches the district through the host. No answer rejects. */
export function districtOf(host: Host, pulls: Host, clock: Pick<HostClock, 'refresh'>): DistrictPort {
  return {
    async push() {
      const answer = await host.call('district.push', {}).catch(hostGone);
      // The district has just told the time: what is pulled next must not carry the time of a wrong clock.
      await clock.refresh();
      return answer;
    },
    keys: (have) => pulls.call('district.keys', { have }).catch(hostGone),
    denied: (have) => pulls.call('district.denied', { have }).catch(hostGone),
    rosterPage: (cursor) => pulls.call('district.rosterPage', { cursor }).catch(hostGone),
    replaced: (cursor) => pulls.call('district.replaced', { cursor }).catch(hostGone),
    catalogue: (have) => pulls.call('district.catalogue', { have }).catch(hostGone),
  };
}
