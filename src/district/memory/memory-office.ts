import type { AuditRow } from '../../protocol/wire-office.ts';
import type { AuditBounds, OfficeReads, OfficeWrites } from '../storage/office-store.ts';
import type { MemoryTables } from './memory-state.ts';

export function memoryOfficeReads(tables: MemoryTables): OfficeReads {
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name < other.name ? -1 : 1;
  return {
    officer: async (name) => tables.officers.get(name) ?? null,
    officers: async () => [...tables.officers.values()].sort(byName),
    sessionByToken: async (tokenHash) =>
      [...tables.sessions.values()].find((row) => row.tokenHash === tokenHash) ?? null,
    sessions: async () =>
      [...tables.sessions.values()].sort(
        (one, other) => other.createdAt - one.createdAt || (one.sessionId < other.sessionId ? -1 : 1),
      ),
    tokenByHash: async (tokenHash) =>
      [...tables.tokens.values()].find((row) => row.tokenHash === tokenHash) ?? null,
    tokens: async () => [...tables.tokens.values()].sort(byName),
    officeTriesOf: async (key) => tables.officeTries.get(key) ?? null,
    firstLinkUntil: async (tokenHash) => tables.firstLinks.get(tokenHash) ?? null,
    auditAfter: async ({ after, limit, ...bounds }) =>
      tables.audit.get('log').slice(after).filter(isWithin(bounds)).slice(0, limit),
    auditBefore: async ({ before, limit, ...bounds }) =>
      tables.audit
        .get('log')
        .filter(({ seq }) => before === null || seq < before)
        .filter(isWithin(bounds))
        .toReversed()
        .slice(0, limit),
  };
}

function isWithin({ fromMs = 0, toMs = Number.POSITIVE_INFINITY, officer }: Omit<AuditBounds, 'limit'>) {
  return (row: AuditRow) =>
    row.atMs >= fromMs && row.atMs < toMs && (officer === undefined || row.officer === officer);
}

export function memoryOfficeWrites(tables: MemoryTables, assertCurrent: () => void): OfficeWrites {
  const drop = (isDropped: (row: { officer: string; sessionId: string; expiresAt: number }) => boolean) => {
    assertCurrent();
    for (const row of [...tables.sessions.values()]) {
      if (isDropped(row)) tables.sessions.remove(row.sessionId);
    }
  };
  return {
    lockOfficers: async () => {},
    async putOfficer(row) {
      assertCurrent();
      tables.officers.put(row.name, row);
    },
    async putSession(row) {
      assertCurrent();
      tables.sessions.put(row.sessionId, row);
    },
    async noteSession(sessionId, noted) {
      assertCurrent();
      const row = tables.sessions.get(sessionId);
      if (row !== undefined) tables.sessions.put(sessionId, { ...row, ...noted });
    },
    async dropSession(sessionId) {
      const isThere = tables.sessions.get(sessionId) !== undefined;
      drop((row) => row.sessionId === sessionId);
      return isThere;
    },
    dropSessionsOf: async (officer, exceptId) =>
      drop((row) => row.officer === officer && row.sessionId !== exceptId),
    dropSessionsBefore: async (expiredBefore) => drop((row) => row.expiresAt < expiredBefore),
    async putToken(row) {
      assertCurrent();
      tables.tokens.put(row.name, row);
    },
    async dropToken(name) {
      assertCurrent();
      const isThere = tables.tokens.get(name) !== undefined;
      tables.tokens.remove(name);
      return isThere;
    },
    lockOfficeTries: async (key) => tables.officeTries.get(key) ?? null,
    async putOfficeTries(key, row) {
      assertCurrent();
      tables.officeTries.put(key, row);
    },
    async dropOfficeTries(key) {
      assertCurrent();
      tables.officeTries.remove(key);
    },
    async dropOfficeTriesBefore(lastBefore) {
      assertCurrent();
      for (const [key, row] of tables.officeTries.copy()) {
        if (row.lastAt < lastBefore) tables.officeTries.remove(key);
      }
    },
    async putFirstLink(tokenHash, expiresAt) {
      assertCurrent();
      tables.firstLinks.put(tokenHash, expiresAt);
    },
    async dropFirstLinks() {
      assertCurrent();
      for (const tokenHash of tables.firstLinks.copy().keys()) tables.firstLinks.remove(tokenHash);
    },
    async lockAuditHead() {
      const last = tables.audit.get('log').at(-1);
      return last === undefined ? null : { seq: last.seq, hash: last.hash };
    },
    async appendAudit(row) {
      assertCurrent();
      tables.audit.append('log', [row]);
    },
  };
}
