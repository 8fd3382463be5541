import { webAddressOf } from '../../domain/base/typed-text.ts';
import type { WallMinute } from '../../domain/base/wall-time.ts';
import { FLAG, type NothingToRun, optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';
import { ClockMinute } from './desk-time.ts';

/** One desk of the command: its name in the lines, and the site that it is. */
export interface NamedDesk {
  readonly name: string;
  readonly siteId: string;
}

export interface DeskOptions {
  readonly desks: readonly NamedDesk[];
  /** Null: a folder for this run, which is deleted at its end. */
  readonly dataFolder: string | null;
  /** Null: a demo district in this process. */
  readonly districtUrl: string | null;
  /** The file with the one-time codes of that district, a line for each desk. */
  readonly codeFile: string | null;
  /** The file of roots that the kiosks trust instead of the development root. */
  readonly rootsFile: string | null;
  /** True for a run without a line and without a district. */
  readonly isOffline: boolean;
  /** The minute at which time stands still; null for the machine's clock. */
  readonly at: WallMinute | null;
}

export type DeskArguments = { readonly kind: 'run'; readonly options: DeskOptions } | NothingToRun;

/** The name of the one desk of `--site`. */
const ONE_DESK = 'desk';
const NAME = /^[a-z0-9-]{1,32}$/;
const DESKS_MAX = 8;

export const USAGE = `npm run -s desk -- --site ID | --desk NAME=ID [--desk NAME=ID ...]
                    [--data FOLDER] [--at YYYY-MM-DDTHH:MM]
                    [--offline | --district URL [--code-file FILE] [--roots FILE]]

不开窗口的前台：标准输入每行一个 JSON 命令，标准输出每行一个 JSON 回答。
A desk without a window: a JSON command a line of standard input, a JSON answer a line of standard output.

  {"do":"commands"}                      现在能做什么 what is possible now, and the schema of its arguments
  {"do":"scan","text":"LWTEST0001E"}     任何一个命令 any of them; what follows from it is on the screen
  {"do":"screen"}                        现在的屏幕 the screen, with the line, what waits, and the records of today
  {"do":"sync"}                          与区平台同步 a round with the district, to its end
  {"do":"line","up":false}               断开或接上这个前台 cuts the line of this desk, or mends it
  {"do":"clock","at":"2026-12-01T09:00"} 拨钟 sets all clocks of this run: forward, time passes; back, they are wrong
  {"do":"cards"}                         演示卡 the cards of the demo

  --desk NAME=ID   several desks in one process; each line then says "desk":"NAME"
  --data FOLDER    keeps the desks, and the demo district, for the next run
  --at MINUTE      begins at that minute of Guangzhou; time then moves by {"do":"clock"} alone
  --offline        no line: what the desks in --data know is all there is
  --district URL   that district instead of one in this process; --code-file holds its one-time code, a line a desk
  --roots FILE     whom to trust instead of the demo's public root`;

export function readDeskArguments(args: readonly string[]): DeskArguments {
  const given = optionsOrWords({
    args: [...args],
    options: {
      site: TEXT,
      desk: TEXTS,
      data: TEXT,
      district: TEXT,
      'code-file': TEXT,
      roots: TEXT,
      offline: FLAG,
      at: TEXT,
      help: FLAG,
    },
  });
  if (typeof given === 'string') return { kind: 'wrong', message: given };
  const { values } = given;
  if (values.help === true) return { kind: 'help' };
  if (values.data === '') return { kind: 'wrong', message: '--data：请写出文件夹 name a folder' };
  const desks = desksOf(values);
  if (typeof desks === 'string') return { kind: 'wrong', message: desks };
  const districtUrl = values.district === undefined ? null : webAddressOf(values.district);
  if (values.district !== undefined && districtUrl === null) {
    return { kind: 'wrong', message: `--district ${values.district}: 不是网址 is no web address` };
  }
  const isOffline = values.offline === true;
  if (isOffline && districtUrl !== null) {
    return { kind: 'wrong', message: '--offline 与 --district 只能选一个 choose --offline or --district' };
  }
  const at = values.at === undefined ? null : ClockMinute.safeParse(values.at);
  if (at?.success === false) {
    return {
      kind: 'wrong',
      message: `--at ${values.at}: 请写成 write it as YYYY-MM-DDTHH:MM, 2000 … 2099`,
    };
  }
  return {
    kind: 'run',
    options: {
      desks,
      dataFolder: values.data ?? null,
      districtUrl,
      codeFile: values['code-file'] ?? null,
      rootsFile: values.roots ?? null,
      isOffline,
      at: at?.data ?? null,
    },
  };
}

/** The desks, or in words what is wrong with them. */
function desksOf(values: {
  readonly site?: string | undefined;
  readonly desk?: string[] | undefined;
}): readonly NamedDesk[] | string {
  const { site, desk = [] } = values;
  if ((site === undefined) === (desk.length === 0)) {
    return '请给出 --site，或一个以上 --desk give --site, or --desk once or more';
  }
  if (site !== undefined) return [{ name: ONE_DESK, siteId: site }];
  if (desk.length > DESKS_MAX) return `最多 ${DESKS_MAX} 个前台 at most ${DESKS_MAX} desks`;
  const desks: NamedDesk[] = [];
  for (const text of desk) {
    const [name = '', siteId = ''] = text.split('=', 2);
    if (!NAME.test(name) || siteId === '')
      return `--desk ${text}: 请写成 write it as NAME=SITE, NAME of a-z 0-9 -`;
    if (desks.some((known) => known.name === name)) return `--desk ${name}: 重复 is there twice`;
    desks.push({ name, siteId });
  }
  return desks;
}
