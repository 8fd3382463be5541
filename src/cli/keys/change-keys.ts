import { join } from 'node:path';
import { plusDays, type WallDate } from '../../domain/base/wall-time.ts';
import { fingerprintOf, type SigningKey } from '../../domain/trust/signing-key.ts';
import { CommandFault } from '../input/terminal.ts';
import type { KeyArguments } from './key-arguments.ts';
import {
  type KeyFolder,
  keyFileOf,
  LIST_FILE,
  nextKeyId,
  publicFileOf,
  ROLES,
  ROOTS_FILE,
  readKeyFolder,
} from './key-folder.ts';
import { type Ceremony, daysInForce, listed, made, rootEntry } from './made-key.ts';
import { writeNew, writeOver } from './safe-write.ts';
import type { KeyRole } from './sealed-key.ts';
import { rootSigner, signNextList } from './sign-list.ts';

type Args<Kind extends KeyArguments['kind']> = Extract<KeyArguments, { kind: Kind }>;

const OVERLAP_DAYS = 30;

/** Makes one more key; `roll` also gives those before it a last day. */
export async function issueKey(args: Args<'issue' | 'roll'>, ceremony: Ceremony): Promise<void> {
  const held = readKeyFolder(args.folder);
  if (args.role === 'root') return rollRoot(args, held, ceremony);
  const { passphrases, today, say } = ceremony;
  const days = daysInForce(args.until, today);
  const keyId = nextKeyId(held, args.role);
  const root = await rootSigner(held, args.rootFile, { passphrases, newKeyIds: [keyId] });
  const one = await made(args.role, keyId, ceremony);
  const lastDay = lastDayOfOlder(args, today);
  const older = held.list.keys.map((key) =>
    lastDay !== null && isOfRole(key, args.role) && key.validUntil > lastDay
      ? { ...key, validUntil: lastDay }
      : key,
  );
  const file = keyFileOf(args.folder, args.role, one.sealed.keyId);
  writeNew(file, one.sealed);
  signNextList(held, [...older, listed(one, days)], root);
  say(`${one.sealed.keyId}: ${file}`);
  if (lastDay !== null) say(`之前的密钥用到 the keys before it are in force until ${lastDay}`);
  say(`请把新的 ${LIST_FILE} 带到服务器并重启。Take the new ${LIST_FILE} to the server and start it again.`);
}

/** Gives a key a last day; a root is taken off the roots and signs nothing any more. */
export async function withdrawKey(args: Args<'withdraw'>, ceremony: Ceremony): Promise<void> {
  const held = readKeyFolder(args.folder);
  const { passphrases, today, say } = ceremony;
  if (held.roots.keys.some(({ id }) => id === args.keyId)) return withdrawRoot(args, held, ceremony);
  const withdrawn = held.list.keys.find(({ id }) => id === args.keyId);
  if (withdrawn === undefined) {
    throw new CommandFault(
      `there is no key ${args.keyId}; there are: ${held.list.keys.map(({ id }) => id).join(', ')}`,
    );
  }
  const validUntil = args.lastDay ?? plusDays(today, -1);
  if (validUntil > withdrawn.validUntil) throw prolongs(withdrawn, validUntil, today);
  const root = await rootSigner(held, args.rootFile, { passphrases, newKeyIds: [] });
  const keys = held.list.keys.map((key) => (key.id === args.keyId ? { ...key, validUntil } : key));
  signNextList(held, keys, root);
  say(lastDayWords(args.keyId, validUntil, today));
  say(`请把新的 ${LIST_FILE} 带到服务器并重启。Take the new ${LIST_FILE} to the server and start it again.`);
}

/** This must never make a stolen key valid again. */
function prolongs({ id, validUntil }: SigningKey, asked: WallDate, today: WallDate): CommandFault {
  const since =
    validUntil < today
      ? `已停用，最后一天是 ${validUntil} (withdrawn already: its last day is ${validUntil})`
      : `最后一天是 ${validUntil} (its last day is ${validUntil})`;
  return new CommandFault(
    `${id} ${since}。停用只能提前，不能延到 ${asked}，没有改动；要用得更久，请另做一把：keys issue 或 keys roll。A withdrawal only shortens: ${asked} is later, and nothing was changed. For longer use make another key: keys issue or keys roll.`,
  );
}

function lastDayWords(keyId: string, validUntil: WallDate, today: WallDate): string {
  return validUntil < today
    ? `${keyId}: ${validUntil} 后不再有效 is not believed after ${validUntil}`
    : `${keyId}: 注意：到 ${validUntil} 为止（含当天）仍然有效，之后才停用。Note: it goes on being believed until the end of ${validUntil}, and not after. 现在就停用，不写 --last-day。To stop it at once, leave --last-day out.`;
}

/** The file is public only: this key signs nothing before all kiosks know it. */
async function rollRoot(args: Args<'issue' | 'roll'>, held: KeyFolder, ceremony: Ceremony): Promise<void> {
  const keyId = nextKeyId(held, 'root');
  ceremony.passphrases.expect([keyId]);
  const one = await made('root', keyId, ceremony);
  const parts = args.offline.length > 0 ? args.offline : [join(args.folder, ROLES.root.part)];
  for (const part of parts) writeNew(join(part, `${one.sealed.keyId}.key.json`), one.sealed);
  const entry = rootEntry(one.sealed, ceremony.today);
  writeOver(publicFileOf(args.folder, ROOTS_FILE), { keys: [...held.roots.keys, entry] });
  ceremony.say(`根的指纹 fingerprint of ${entry.id}: ${fingerprintOf(entry.publicKeyHex)}`);
  ceremony.say(
    `名单仍由旧根签名。所有前台都装上新的 ${ROOTS_FILE} 以后，再停用旧根：The list stays signed by the old root. Once every kiosk has the new ${ROOTS_FILE}: keys withdraw ${args.folder} ${held.signed.keyId} --root ${join(parts[0] ?? '', `${one.sealed.keyId}.key.json`)}`,
  );
}

async function withdrawRoot(args: Args<'withdraw'>, held: KeyFolder, ceremony: Ceremony): Promise<void> {
  if (args.lastDay !== null) {
    throw new CommandFault(
      `--last-day: 根没有最后一天，停用即从根中去掉，没有改动。A root has no last day: it leaves the roots at once, and nothing was changed. Leave --last-day out.`,
    );
  }
  const keys = held.roots.keys.filter(({ id }) => id !== args.keyId);
  if (keys.length === 0) {
    throw new CommandFault(
      `${args.keyId} is the only root; first make another one: keys roll ${args.folder} root`,
    );
  }
  const left = { ...held, roots: { keys } };
  const root = await rootSigner(left, args.rootFile, { passphrases: ceremony.passphrases, newKeyIds: [] });
  // A list that the withdrawn root signed must not be left beside roots that do not know it.
  signNextList(held, held.list.keys, root);
  writeOver(publicFileOf(args.folder, ROOTS_FILE), { keys });
  ceremony.say(
    `${args.keyId} 已不在根中。前台要装上新的 ${ROOTS_FILE} 才不再认它。It is no root any more; a kiosk believes it until it has the new ${ROOTS_FILE}.`,
  );
}

function isOfRole({ id }: SigningKey, role: KeyRole): boolean {
  return id.startsWith(`${ROLES[role].prefix}-`);
}

/** Null if those before stay as they are: printed cards must be read for as long as they are valid. */
function lastDayOfOlder(
  { kind, role, overlapDays }: Args<'issue' | 'roll'>,
  today: WallDate,
): WallDate | null {
  if (kind === 'issue') return null;
  if (overlapDays !== null) return plusDays(today, overlapDays);
  return role === 'card' ? null : plusDays(today, OVERLAP_DAYS);
}
