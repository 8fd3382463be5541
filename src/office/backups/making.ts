import { create } from 'zustand';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { BackupKept, BackupMade, BackupPart } from '../../protocol/wire-backup.ts';
import { call } from '../api/call.ts';
import { faultKindOf } from '../api/fault.ts';
import { queryClient } from '../query.ts';
import { saveFile } from '../shell/save-file.ts';
import { OVERVIEW_KEY } from '../today/use-today.ts';
import { type BackupVerdict, verifyBackup } from './backup-file.ts';

/** How far a backup is. It goes on while its officer looks at other pages. */
export type Making =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making' }
  | { readonly kind: 'fetching'; readonly bytes: number; readonly of: number }
  | { readonly kind: 'checking' }
  /** The file is with the browser; only its officer knows whether it is kept. */
  | { readonly kind: 'ready'; readonly backupId: string; readonly fileName: string; readonly bytes: number }
  | { readonly kind: 'kept'; readonly madeAtMs: number }
  | { readonly kind: 'refused'; readonly why: Exclude<BackupVerdict, 'whole'> | 'gone' }
  | { readonly kind: 'fault'; readonly fault: unknown };

export const useMaking = create<{ readonly making: Making }>()(() => ({ making: { kind: 'idle' } }));

function set(making: Making): void {
  useMaking.setState({ making });
}

export async function makeBackup(): Promise<void> {
  set({ kind: 'making' });
  await guarded(async () => {
    const { backupId, bytes } = await call({ method: 'POST', path: 'backups', body: {}, reply: BackupMade });
    const file = await fetched(backupId, bytes);
    set({ kind: 'checking' });
    const verdict = await verifyBackup(file);
    if (verdict === 'broken') return set({ kind: 'refused', why: verdict });
    const fileName = `district-${wallMinuteOf(Date.now()).replace(/[-:]/g, '')}.backup`;
    saveFile(fileName, file);
    if (verdict === 'unchecked') return set({ kind: 'refused', why: verdict });
    set({ kind: 'ready', backupId, fileName, bytes });
  });
}

/** The officer has put the file where it is safe. */
export async function noteKept(backupId: string): Promise<void> {
  await guarded(async () => {
    const { madeAtMs } = await call({
      method: 'POST',
      path: `backups/${backupId}/kept`,
      body: {},
      reply: BackupKept,
    });
    set({ kind: 'kept', madeAtMs });
    void queryClient.invalidateQueries({ queryKey: OVERVIEW_KEY });
  });
}

async function fetched(backupId: string, bytes: number): Promise<Blob> {
  const parts: Blob[] = [];
  // A part is never empty before the last one, so that the size bounds the loop.
  for (let from = 0; from < bytes; ) {
    set({ kind: 'fetching', bytes: from, of: bytes });
    const part = await call({ path: `backups/${backupId}/part`, query: { from }, reply: BackupPart });
    const binary = atob(part.base64);
    if (binary.length === 0) break;
    parts.push(new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))]));
    from += binary.length;
  }
  return new Blob(parts, { type: 'application/octet-stream' });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (fault) {
    set(faultKindOf(fault) === 'not-found' ? { kind: 'refused', why: 'gone' } : { kind: 'fault', fault });
  }
}
