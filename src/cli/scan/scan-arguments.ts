import { AddedSymbology } from '../../domain/card/scanner-additions.ts';
import { FLAG, type NothingToRun, optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';

export interface ScanArguments {
  readonly kind: 'scan';
  readonly files: readonly string[];
  /** Read beside Code 128 and QR. */
  readonly added: readonly AddedSymbology[];
  /** The picture is read as a video of this many frames; null if it is read as a photo. */
  readonly frames: number | null;
}

const NAMES = AddedSymbology.options.join(', ');

/** As many frames as the fastest camera makes in ten seconds. */
const FRAMES_MAX = 600;

export const SCAN_USAGE = `用法 (usage):
  npm run -s scan -- [--add SYMBOLOGY] [--frames N] FILE...    每个文件输出一行 JSON (one JSON line a file: PNG, JPEG, WebP, GIF, BMP, AVIF)
  {"file","text","format","card","stage","ms"}; card 为 null 时附 reason (card null: see reason)
  --frames N         当作摄像头的 N 帧来读，另附 frame：第几帧读出 (as N frames of a camera; frame: which one gave it)
  --add SYMBOLOGY    除 Code 128 和 QR 外另识读的码制，可重复 (read it, too; may be repeated):
                     ${NAMES}
  退出码 (exit code): 0 全部读取 (every file was a picture), 1 有文件无法读取 (one was not), 2 参数有误 (wrong options)`;

/** The arguments of `scan`, or in words what is wrong with them. */
export function readScanArguments(args: readonly string[]): ScanArguments | NothingToRun {
  const options = {
    add: TEXTS,
    frames: TEXT,
    help: FLAG,
  } as const;
  const given = optionsOrWords({ args: [...args], options, allowPositionals: true });
  if (typeof given === 'string') return { kind: 'wrong', message: given };
  const { values, positionals } = given;
  if (values.help) return { kind: 'help' };
  if (positionals.length === 0) return { kind: 'wrong', message: '要写明图片文件 a FILE is needed' };
  const added = AddedSymbology.array().safeParse(values.add ?? []);
  if (!added.success)
    return { kind: 'wrong', message: `--add：应为 ${NAMES} 之一 --add must be one of ${NAMES}` };
  const frames = values.frames === undefined ? null : Number(values.frames);
  if (frames !== null && !(Number.isInteger(frames) && frames >= 1 && frames <= FRAMES_MAX)) {
    return {
      kind: 'wrong',
      message: `--frames：应为 1 至 ${FRAMES_MAX} 的整数 --frames must be a whole number from 1 to ${FRAMES_MAX}`,
    };
  }
  return { kind: 'scan', files: positionals, added: added.data, frames };
}
