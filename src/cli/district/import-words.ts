import type { ImportFaultKind, ImportOutcome } from '../../district/journal/journal-import.ts';
import type { CarriedOutcome } from '../../district/notes/take-carried.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';

/** What became of a file, for whoever imported it. */
export function importWords(outcome: ImportOutcome): string {
  if (outcome.ok) {
    const { entries, added, acknowledgedSeq } = outcome;
    const words = `${entries} 条，新增 ${added} 条，已有到第 ${acknowledgedSeq} 条  ${entries} entries, ${added} new, held up to ${acknowledgedSeq}`;
    return outcome.notes === undefined ? words : `${words}。${noteWords(outcome.notes)}`;
  }
  const { kind, message } = outcome.fault;
  const words = isOfFile(kind) ? WORDS[kind] : null;
  const why = words === null ? '' : `。${words[0]}。${words[1]}.`;
  return `没有导入 refused: ${kind}, ${terminalLine(message)}${why}`;
}

function noteWords(notes: CarriedOutcome): string {
  switch (notes.kind) {
    case 'opened': {
      const { kept, others } = notes;
      const zh = others === 0 ? '' : `，另有 ${others} 条已到期或找不到对应记录`;
      const en = others === 0 ? '' : `, ${others} have had their end or belong to no entry here`;
      return `备注已收 ${kept} 条${zh}  ${kept} notes taken${en}`;
    }
    case 'shut':
      return '文件里的备注打不开：密钥不在本平台或已到期销毁，前台仍保留备注，联网后会自动上传，也可联网后重新导出  The notes in the file cannot be opened: their key is not here, or was destroyed at its end. The kiosk still has them: it sends them once it has a connection, or exports them again after one';
    default:
      return unreachable(notes);
  }
}

const WORDS: Readonly<Record<ImportFaultKind, readonly [zh: string, en: string]>> = {
  'not-an-export': [
    '不是导出的记录，或没有拷贝完整，请重新拷贝',
    'It is no exported journal, or was not copied whole: copy it again',
  ],
  'too-large': [
    '文件太大，请分段导出（--from、--to）',
    'It is too large: export it in stretches (--from, --to)',
  ],
  'unknown-signer': [
    '本区平台不认识签名的前台或密钥，无从核对：这台前台不是在这里登记的。请到它登记的区平台导入，或核对 --data 和 --keys',
    'This district does not know the kiosk or key that signed it, and cannot tell whether the signature fits: the kiosk was not enrolled here. Import it into the district that enrolled it, or check --data and --keys',
  ],
  'key-refused': [
    '签名的密钥不能签导出的记录，或今天不在有效期内，请用另一把密钥重新导出',
    'The key that signed it may not sign journals, or is not in force today: export it again with another key',
  ],
  'bad-signature': [
    '签名不符：文件在导出后被改动或损坏，请重新导出',
    'The signature does not fit: the file was changed or damaged after its export; export it again',
  ],
  'signed-by-other': [
    '签名的不是写这个记录本的前台，请在那台前台上重新导出',
    'Another kiosk signed it than the one that wrote it: export it again at its own kiosk',
  ],
  damaged: [
    '签名相符，内容却不完整，请重新导出',
    'The signature fits, and the journal in it is not whole: export it again',
  ],
  'unknown-journal': [
    '本区平台的前台都没有这个记录本：它是别处的。请到它登记的区平台导入，或核对 --data',
    'No kiosk of this district has this journal. Import it into the district that enrolled its kiosk, or check --data',
  ],
};

/** False for a fault that a push can have as well: its own message says enough. */
function isOfFile(kind: string): kind is ImportFaultKind {
  return Object.hasOwn(WORDS, kind);
}
