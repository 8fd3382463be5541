import { folderDisk } from '../../src/host/disk/disk.ts';
import { openJournal } from '../../src/host/journal/file/journal-file.ts';
import { STAMP, TICKET } from '../support/journal-drafts.ts';

/** What the child says after it has sold as often as it was told, or until a sale was refused. */
export interface Sold {
  readonly recorded: number;
  readonly fault: { readonly kind: string; readonly detail: string } | null;
}

/** A journal in a process of its own, under that process's limits and as another user where one is named. */
const [, , folder = '', segmentBytes = '', uid = ''] = process.argv;
if (uid !== '') {
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const journal = await openJournal(folderDisk(folder), { segmentBytesMax: Number(segmentBytes) });

process.on('message', async (sales) => {
  let recorded = 0;
  for (; recorded < Number(sales); recorded += 1) {
    const answer = await journal.append(TICKET, STAMP);
    if (!answer.ok) {
      process.send?.({ recorded, fault: answer.fault } satisfies Sold);
      return;
    }
  }
  process.send?.({ recorded, fault: null } satisfies Sold);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
