import type { StaffReads, StaffWrites } from '../storage/staff-store.ts';
import type { MemoryTables } from './memory-state.ts';

export function memoryStaffReads(tables: MemoryTables): StaffReads {
  return {
    staffMembers: async () =>
      [...tables.staff.values()].sort(
        (one, other) => one.createdAt - other.createdAt || (one.memberId < other.memberId ? -1 : 1),
      ),
    signInSites: async () => [...tables.signInSites.values()].sort(),
    staffSerial: async () => tables.staffSerial.get('serial') ?? 1,
  };
}

export function memoryStaffWrites(tables: MemoryTables, assertCurrent: () => void): StaffWrites {
  return {
    lockStaffSerial: async () => tables.staffSerial.get('serial') ?? 1,
    async setStaffSerial(serial) {
      assertCurrent();
      tables.staffSerial.put('serial', serial);
    },
    async putStaffMember(row) {
      assertCurrent();
      tables.staff.put(row.memberId, row);
    },
    async setSignIn(siteId, signIn) {
      assertCurrent();
      if (signIn) tables.signInSites.put(siteId, siteId);
      else tables.signInSites.remove(siteId);
    },
  };
}
