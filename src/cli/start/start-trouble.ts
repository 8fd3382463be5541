import { messageOf } from '../../domain/base/message-of.ts';
import { errorCodeOf } from '../../host/disk/error-code.ts';
import { fileWordsInBoth } from '../input/file-words.ts';

/** What PostgreSQL calls a full disk and a disk with a fault. */
const DATABASE_CODES: Readonly<Record<string, string>> = {
  '53100': '磁盘已满 the disk is full',
  '58030': '磁盘出错 the disk has a fault',
};

/** Why a district did not start, in one sentence, for a fault that nobody has foreseen. What is on disk stays there. */
export function startTroubleWords(thrown: unknown, folder: string): string {
  const code = errorCodeOf(thrown);
  const known = code === null ? undefined : DATABASE_CODES[code];
  const why = known ?? (code === null ? messageOf(thrown) : fileWordsInBoth(thrown));
  return `区平台没有启动，已有的数据没有动。The district did not start, and its data were left as they are: ${folder}: ${why}`;
}
