import type { HoldingsLine } from '../../app/holdings.ts';
import type { DistrictPort, JournalPort } from '../../app/ports.ts';
import type { Host } from '../../host-api/host-api.ts';

// What the use cases need, asked of a host as the window asks it (`src/renderer/compose.ts`).

export function journalPortOf(host: Host): JournalPort {
  return {
    append: (draft) => host.call('journal.append', draft),
    status: () => host.call('journal.status', {}),
    read: (fromSeq, limit) => host.call('journal.read', { fromSeq, limit }),
  };
}

/** `pushed` runs after each push, before its answer is used: the district has just told the time. */
export function districtPortOf(host: Host, pushed: () => Promise<void>): DistrictPort {
  return {
    async push() {
      const answer = await host.call('district.push', {});
      await pushed();
      return answer;
    },
    rosterPage: (cursor) => host.call('district.rosterPage', { cursor }),
    keys: (have) => host.call('district.keys', { have }),
    denied: (have) => host.call('district.denied', { have }),
    catalogue: (have) => host.call('district.catalogue', { have }),
  };
}

export function holdingsLineOf(host: Host): HoldingsLine {
  return {
    leases: (request) => host.call('district.leases', request),
    rights: (cursor) => host.call('district.rights', { cursor }),
    claimRight: (claim) => host.call('district.claimRight', claim),
  };
}
