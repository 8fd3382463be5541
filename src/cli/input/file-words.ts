import type { ZodError } from 'zod';
import { messageOf } from '../../domain/base/message-of.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import type { Text } from '../../domain/base/text.ts';
import { errorCodeOf } from '../../host/disk/error-code.ts';

/** What the system says of a file by its own names, and PostgreSQL of its disk by its codes. */
const WORDS: Readonly<Record<string, Text>> = {
  ENOENT: { zh: '没有这个文件或文件夹', en: 'there is no such file or folder' },
  EACCES: { zh: '没有权限', en: 'this user may not' },
  EPERM: { zh: '没有权限', en: 'this user may not' },
  EISDIR: { zh: '是文件夹，要的是文件', en: 'it is a folder, and a file is needed' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'a part of the path is no folder' },
  EEXIST: { zh: '已经有这个名字，没有改动', en: 'the name is taken, and nothing was changed' },
  ENAMETOOLONG: { zh: '名字太长', en: 'the name is too long' },
  ELOOP: { zh: '链接绕成了圈', en: 'its links lead in a circle' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EDQUOT: { zh: '磁盘配额已用完', en: 'the quota of the disk is used up' },
  EROFS: { zh: '磁盘只能读', en: 'the disk can only be read' },
  EMFILE: { zh: '打开的文件太多', en: 'too many files are open' },
  EBUSY: { zh: '另一个程序正在用', en: 'another program is using it' },
  EIO: { zh: '磁盘出错', en: 'the disk has a fault' },
  ENXIO: { zh: '是管道或设备，要的是普通文件', en: 'it is a pipe or a device, and a plain file is needed' },
  '53100': { zh: '磁盘已满', en: 'the disk is full' },
  '58030': { zh: '磁盘出错', en: 'the disk has a fault' },
  EAGAIN: { zh: '现在读不到，请稍后再试', en: 'it cannot be read now; try again later' },
};

/** Says in words why a file could not be read or written; an unknown error keeps the system's name. */
export function fileWords(thrown: unknown): Text {
  const code = errorCodeOf(thrown);
  const known = code === null ? undefined : WORDS[code];
  if (known !== undefined) return known;
  const detail = code ?? messageOf(thrown);
  return { zh: `出错（${detail}）`, en: `it failed (${detail})` };
}

/** In both languages, for a line that names the file. */
export function fileWordsInBoth(thrown: unknown): string {
  return bothOf(fileWords(thrown));
}

/**
 * Why a district did not start, in one sentence, for a fault that nobody has foreseen. It says no more of the data than
 * that they are there: their tables may be those of this release by now.
 */
export function startTroubleWords(thrown: unknown, folder: string): string {
  const why = errorCodeOf(thrown) === null ? messageOf(thrown) : fileWordsInBoth(thrown);
  return `区平台没有启动，已有的数据都还在。The district did not start; its data are still there: ${folder}: ${why}`;
}

export function bothOf({ zh, en }: Text): string {
  return `${zh} ${en}`;
}

/** As many fields as one line has room for. */
const FIELDS_MAX = 8;
const NAME_LENGTH_MAX = 40;

/** Which fields of a JSON object are wrong, in one line: their names, and nothing of what stands in them. */
export function shapeWords({ issues }: ZodError): readonly [zh: string, en: string] {
  const named = issues.flatMap((issue) => [
    issue.path.join('.'),
    ...(issue.code === 'unrecognized_keys' ? issue.keys : []),
  ]);
  const names = [...new Set(named)].filter((name) => name !== '');
  if (names.length === 0) return ['不是一个 JSON 对象', 'it is no JSON object'];
  const shown = names.slice(0, FIELDS_MAX).map((name) => terminalLine(name.slice(0, NAME_LENGTH_MAX)));
  const fields = shown.join(', ') + (names.length > FIELDS_MAX ? '…' : '');
  return [`缺少、不对或多余的字段 ${fields}`, `fields that are missing, wrong or not known: ${fields}`];
}
