import { plainTyped } from '../../domain/base/typed-text.ts';
import { readTextInput, type TextInput } from './text-input.ts';

const SECRET_LENGTH_MAX = 256;

/** What stands in for an option that a command line no longer takes. */
export function refusedOnCommandLine(option: string): string {
  return `${option} 不能写在命令行上（本机其他用户看得到），请用 ${option}-file 文件，或 ${option}-file - 从标准输入读。
${option} is not taken on the command line, which every user of this machine can read: use ${option}-file FILE, or ${option}-file - for standard input.`;
}

/** The one line of a file, or of standard input for `-`, without blanks around it. */
export function readSecret(file: string): TextInput {
  const read = readTextInput(file === '-' ? null : file);
  if (!read.ok) return read;
  const text = plainTyped(read.text);
  if (text !== '' && text.length <= SECRET_LENGTH_MAX && !text.includes('\n')) return { ok: true, text };
  return { ok: false, reason: `${file}: 应为一行 one line is needed` };
}
