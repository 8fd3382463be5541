import { writeCommand } from '../../district/office/command-line.ts';
import { firstLinkOf, makeFirstLink } from '../../district/office/first.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { OfficerView, TokenView } from '../../protocol/wire-office.ts';
import { CommandFault, type CommandOutput } from '../input/terminal.ts';
import { firstLines, roleWords } from './lines.ts';
import { OFFICERS_USAGE, type OfficersOrder, readOfficersArguments } from './officers/officer-order.ts';
import { type OfficersDesk, runningDesk, storedDesk } from './officers/officers-desk.ts';
import { officeCommand } from './run-or-explain.ts';
import { insistOnSites } from './stored-catalogues.ts';

/** `npm run district -- officers`: exit 2 if nothing could be asked for. */
export const officers = officeCommand({
  usage: OFFICERS_USAGE,
  read: readOfficersArguments,
  async run({ order, ...given }, district, output) {
    const inJson = given.json === true;
    if (order.kind === 'first') {
      return district.ask({
        stored: (data) => data.openOrBegin((store) => tellFirst(store, output)),
        running: () => {
          throw new CommandFault(FIRST_IS_STORED);
        },
      });
    }
    // The first officers may come before the district's first start.
    const isMaking = order.kind === 'add' || order.kind === 'token';
    return district.ask({
      stored: (data) =>
        (isMaking ? data.openOrBegin : data.open)(async (store) => {
          await insistOnSites(store, sitesOf(order));
          return serve(
            storedDesk({ store, secrets: systemSecrets, now: Date.now }),
            { order, inJson },
            output,
          );
        }),
      running: (ask) => serve(runningDesk(ask), { order, inJson }, output),
    });
  },
});

/** The sites that an order names. */
function sitesOf(order: OfficersOrder): readonly string[] {
  switch (order.kind) {
    case 'add':
      return order.officer.siteIds ?? [];
    case 'change':
      return order.change.siteIds ?? [];
    case 'token':
      return order.token.siteIds ?? [];
    case 'list':
    case 'end-token':
    case 'unlock-address':
    case 'first':
      return [];
    default:
      return unreachable(order);
  }
}

const FIRST_IS_STORED =
  '第一位管理员的链接由区平台启动时给出，或在停机时对数据生成 a running district tells the link of the first administrator when it starts; officers first works on stored data';

async function tellFirst(store: DistrictStore, { say, complain }: CommandOutput): Promise<0 | 1> {
  const services = { store, secrets: systemSecrets, now: Date.now };
  const token = await makeFirstLink(services);
  if (token === null) {
    complain('已有管理员，请用 officers add 或 reset there is an administrator: see officers add and reset');
    return 1;
  }
  await writeCommand(services, { action: 'officers first', subject: '' });
  for (const line of firstLines(firstLinkOf('DISTRICT-URL', token))) say(line);
  say('  DISTRICT-URL：换成区平台的地址 stands for the address of the district');
  return 0;
}

interface Asked {
  readonly order: Exclude<OfficersOrder, { readonly kind: 'first' }>;
  readonly inJson: boolean;
}

async function serve(desk: OfficersDesk, { order, inJson }: Asked, output: CommandOutput): Promise<0 | 1> {
  const { say, complain } = output;
  switch (order.kind) {
    case 'list': {
      const { officers: all, tokens } = await desk.list();
      for (const officer of all) say(inJson ? JSON.stringify({ officer }) : officerWords(officer));
      for (const token of tokens) say(inJson ? JSON.stringify({ token }) : tokenWords(token));
      if (all.length === 0 && !inJson) say('还没有账号 there are no officers yet: officers first');
      return 0;
    }
    case 'add':
    case 'change': {
      const done =
        order.kind === 'add' ? await desk.add(order.officer) : await desk.change(order.name, order.change);
      const { officer, oneTimePassword } = done;
      if (inJson) say(JSON.stringify({ officer, oneTimePassword }));
      else {
        say(officerWords(officer));
        if (oneTimePassword !== null) say(`  一次性密码 one-time password: ${oneTimePassword}`);
      }
      return 0;
    }
    case 'token': {
      const token = await desk.token(order.token);
      say(inJson ? JSON.stringify({ name: order.token.name, token }) : token);
      complain(
        '令牌只显示这一次，请存入只有该程序能读的文件 the token is shown once: keep it in a private file',
      );
      return 0;
    }
    case 'end-token': {
      const isEnded = await desk.endToken(order.name);
      if (isEnded)
        say(inJson ? JSON.stringify({ ended: order.name }) : `已停用 ended: ${terminalLine(order.name)}`);
      else complain(`没有这个令牌 no such token: ${terminalLine(order.name)}`);
      return isEnded ? 0 : 1;
    }
    case 'unlock-address':
      await desk.unlockAddress(order.address);
      say(inJson ? JSON.stringify({ unlocked: order.address }) : `已解除 unlocked: ${order.address}`);
      return 0;
    default:
      return unreachable(order);
  }
}

function officerWords({
  name,
  role,
  siteIds,
  hasTotp,
  mustChangePassword,
  isLocked,
  lockedUntilMs,
}: OfficerView) {
  const marks = [
    siteIds === null ? null : siteIds.join('、'),
    hasTotp ? '动态码 second factor' : null,
    mustChangePassword ? '须改密码 must change the password' : null,
    isLocked ? '已停用 locked' : null,
    lockedUntilMs === null ? null : `连续输错，锁定至 locked out until ${timeWords(lockedUntilMs)}`,
  ];
  return [terminalLine(name), roleWords(role), ...marks.filter((mark) => mark !== null)].join('  ');
}

function tokenWords({ name, role, siteIds, createdBy, expiresAtMs }: TokenView): string {
  const sites = siteIds === null ? '' : `  ${siteIds.join('、')}`;
  const words = `令牌 token  ${terminalLine(name)}  ${roleWords(role)}${sites}`;
  return `${words}  至 until ${timeWords(expiresAtMs)}  由 by ${terminalLine(createdBy)}`;
}

function timeWords(ms: number): string {
  return wallMinuteOf(ms).replace('T', ' ');
}
