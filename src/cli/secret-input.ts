import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { messageOf } from '../district/start-fault.ts';

const SECRET_LENGTH_MAX = 256;

export type SecretReading =
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly message: string };

/** What stands in for the option that a command line no longer takes, for every user of the machine can read that. */
export function refusedOnCommandLine(option: string): string {
  return `${option} 不能写在命令行上（本机其他用户看得到），请用 ${option}-file 文件，或 ${option}-file - 从标准输入读。
${option} is not taken on the command line, which every user of this machine can read: use ${option}-file FILE, or ${option}-file - for standard input.`;
}

/** The one line of a file, or of standard input for `-`. A byte-order mark and blanks around it are no part of it. */
export async function readSecret(file: string): Promise<SecretReading> {
  try {
    const content = file === '-' ? await text(process.stdin) : decoded(readFileSync(file));
    const secret = content.replace(/^\ufeff/, '').trim();
    if (secret === '' || secret.length > SECRET_LENGTH_MAX || /\s.*\n/.test(secret)) {
      return { ok: false, message: `${file}: 应为一行 one line is needed` };
    }
    return { ok: true, secret };
  } catch (thrown) {
    return { ok: false, message: `${file}: ${messageOf(thrown)}` };
  }
}

/** UTF-16 is what Windows PowerShell writes. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8');
}
