import type { BackupFault, BackupManifest } from '../../district/backup/backup-file.ts';
import type { RestoreOutcome } from '../../district/backup/restore.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';

const FAULTS: Readonly<Record<BackupFault['kind'], string>> = {
  'not-a-backup': '不是区平台的备份 it is no backup of a district',
  cut: '不完整，后面的内容缺失：请重新拷贝，或换一份备份 it is cut, and its end is missing: copy it again, or take another backup',
  altered:
    '内容被改动或损坏：请重新拷贝，或换一份备份 it was altered or damaged: copy it again, or take another backup',
};

export function backupFaultWords({ kind, message }: BackupFault): string {
  return `${FAULTS[kind]} (${message})`;
}

/** What is in a backup, for whoever made it. */
export function backupWords(file: string, manifest: BackupManifest): string {
  const rows = Object.entries(manifest.tables)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${table} ${count}`);
  return [
    `已备份 backed up: ${file}`,
    `  ${terminalLine(manifest.districtName)}  ${minuteOf(manifest.madeAtMs)}  版本 version ${manifest.version}`,
    `  纪元 epoch ${manifest.epoch}`,
    `  sha256 ${manifest.sha256}`,
    `  ${rows.join(', ')}`,
  ].join('\n');
}

/** What a restore did, and what follows from it. */
export function restoreWords({
  manifest,
  epoch,
  kept,
  journals,
}: Extract<RestoreOutcome, { kind: 'restored' }>): string {
  const made = minuteOf(manifest.madeAtMs);
  const active = journals.filter((journal) => !journal.isRevoked);
  return [
    `已恢复到 ${made} 的备份 restored as it was on ${made}`,
    `  新纪元 new epoch ${epoch}`,
    ...(kept === null ? [] : [`  原来的数据保留在 the data of before are kept in ${kept}`]),
    '  前台下次联机时，会自动补传下列序号之后的记录，并重新下载名册：',
    '  At their next connection the kiosks send again what they recorded after these entries, and read the roster anew:',
    ...active.map(
      ({ journalId, kioskName, entries }) =>
        `    ${terminalLine(kioskName)}  ${journalId}  #${entries} 之后 after #${entries}`,
    ),
    ...(active.length === 0 ? ['    没有前台 no kiosks'] : []),
    `  ${made} 以后在办公端改过的（持卡人、停用的卡、停用的前台、登记的前台、已核实的差异）都没有了，请重新办理。`,
    `  What the office changed after ${made} (cardholders, denied cards, revoked and enrolled kiosks, closed discrepancies) is gone: do it again.`,
  ].join('\n');
}

function minuteOf(at: number): string {
  return wallMinuteOf(at).replace('T', ' ');
}
