import { parseArgs } from 'node:util';
import type { ReceiverKind } from './handover/receivers.ts';
import { runHandovers } from './handover/rounds.ts';

const USAGE = `node tests/proof/handover.ts [--count 1000] [--seed S] [--kind mllp|rest|folder]
Hands uses over to real receivers that are killed, slow and wrong, over a line that breaks, while the host is killed with
kill -9. Each must arrive once, or be in sight as not arrived.`;

const KINDS: readonly ReceiverKind[] = ['mllp', 'rest', 'folder'];
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kind: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const kinds = KINDS.filter((kind) => values.kind === undefined || kind === values.kind);
const count = Number(values.count);
if (values.help || kinds.length === 0 || !Number.isInteger(count) || count < 1) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
let failures = 0;
for (const kind of kinds) {
  const startedMs = performance.now();
  const report = await runHandovers({ kind, count, seed: Number(values.seed) });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(
    `${kind}: ${report.asked} asked, ${report.recorded} recorded, arrived once ${report.arrivedOnce}, in sight ${report.inSight}, ` +
      `taken back ${report.takenBack}, wrong ${report.wrong.length}; ${report.copies} second copies, ` +
      `${report.hostKills} kills of the host, ${report.receiverKills} of the receiver, ${seconds} s, seed ${values.seed}`,
  );
  for (const wrong of report.wrong.slice(0, 20)) console.log(`  ${wrong}`);
  failures += report.wrong.length;
}
process.exit(failures === 0 ? 0 : 1);
